#include "web/hooks/target.hpp"

#include <charconv>
#include <system_error>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace luot::web::hooks {

std::optional<Target> target_of(std::string_view url) {
    const auto parsed = boost::urls::parse_uri(boost::core::string_view(url.data(), url.size()));
    if (parsed.has_error()) return std::nullopt;
    const boost::urls::url_view& view = *parsed;
    const bool plain = view.scheme_id() == boost::urls::scheme::http;
    if (!plain && view.scheme_id() != boost::urls::scheme::https) return std::nullopt;
    if (!view.has_authority() || view.has_userinfo() || view.has_fragment() || view.encoded_host().empty()) return std::nullopt;
    if (view.host_type() == boost::urls::host_type::ipvfuture) return std::nullopt;
    Target target;
    target.secure = !plain;
    target.host = view.host_type() == boost::urls::host_type::ipv6 ? view.host_ipv6_address().to_string() : view.host();
    target.port = plain ? 80 : 443;
    if (view.has_port() && !view.port().empty()) {
        const std::string port(view.port());
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), target.port);
        if (error != std::errc() || end != port.data() + port.size() || target.port == 0) return std::nullopt;
    }
    target.authority = std::string(view.encoded_host_and_port());
    target.target = view.encoded_path().empty() ? "/" : std::string(view.encoded_path());
    if (view.has_query()) target.target += "?" + std::string(view.encoded_query());
    return target;
}

bool is_private(const Target& target) {
    const bool of_this_machine = target.host == "localhost" || target.host == "::1" ||
                                 (target.host.starts_with("127.") && target.host.find_first_not_of("0123456789.") == std::string::npos);
    return target.secure || of_this_machine;
}

}  // namespace luot::web::hooks
