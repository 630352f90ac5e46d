#include "web/phone/foreign.hpp"

#include "web/json_page.hpp"

namespace luot::web::phone {

std::string header_of(const Question& question, const std::string& name) {
    const auto found = question.headers.find(name);
    return found == question.headers.end() ? std::string() : found->second;
}

std::optional<Page> refuse_foreign(const Question& question) {
    const std::string type = header_of(question, "content-type");
    if (type.substr(0, type.find(';')) != "application/json") return error_page(415, "json_only");
    const std::string site = header_of(question, "sec-fetch-site");
    if (!site.empty() && site != "same-origin") return error_page(403, "cross_site");
    const std::string origin = header_of(question, "origin");
    if (origin.empty()) return std::nullopt;
    const std::size_t scheme = origin.find("://");
    const bool is_ours = scheme != std::string::npos && origin.substr(scheme + 3) == header_of(question, "host");
    return is_ours ? std::nullopt : std::optional<Page>(error_page(403, "cross_site"));
}

}  // namespace luot::web::phone
