#include "web/json_page.hpp"

#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace luot::web {

Page json_page(const boost::json::value& value, unsigned status) {
    Page page;
    page.status = status;
    page.type = "application/json";
    page.body = boost::json::serialize(value) + "\n";
    return page;
}

Page error_page(unsigned status, std::string_view code, boost::json::object params) {
    boost::json::object error;
    error["code"] = code;
    error["params"] = std::move(params);
    boost::json::object whole;
    whole["error"] = std::move(error);
    return json_page(std::move(whole), status);
}

std::optional<boost::json::object> json_body(const Question& question) {
    boost::json::error_code error;
    boost::json::parse_options options;
    options.max_depth = 32;
    auto value = boost::json::parse(question.body, error, {}, options);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.as_object());
}

}  // namespace luot::web
