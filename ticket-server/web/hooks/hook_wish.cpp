#include "web/hooks/hook_wish.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "web/hooks/news.hpp"
#include "web/hooks/target.hpp"

namespace luot::web::hooks {

namespace {

namespace json = boost::json;

std::optional<std::vector<Kind>> kinds_in(const json::object& wish) {
    const auto* list = wish.if_contains("kinds");
    if (list == nullptr || !list->is_array() || list->as_array().empty()) return std::nullopt;
    std::vector<Kind> kinds;
    for (const json::value& word : list->as_array()) {
        const auto kind = word.is_string() ? kind_of(std::string(word.as_string())) : std::nullopt;
        if (!kind || std::find(kinds.begin(), kinds.end(), *kind) != kinds.end()) return std::nullopt;
        kinds.push_back(*kind);
    }
    return kinds;
}

// What is not empty goes into a header and a MAC: printable ASCII.
bool is_secret(const std::string& secret, const Limits& limits) {
    const bool plain = std::all_of(secret.begin(), secret.end(), [](char letter) { return letter > 0x20 && letter < 0x7f; });
    return plain && secret.size() >= limits.secret_bytes_least && secret.size() <= limits.secret_bytes_most;
}

}  // namespace

std::variant<Hook, BadWish> hook_of(const json::object& wish, const Limits& limits) {
    Hook hook;
    const auto* url = wish.if_contains("url");
    if (url == nullptr || !url->is_string()) return BadWish{"url"};
    hook.url = std::string(url->as_string());
    const auto target = hook.url.size() > limits.url_bytes ? std::nullopt : target_of(hook.url);
    if (!target) return BadWish{"url"};
    const auto kinds = kinds_in(wish);
    if (!kinds) return BadWish{"kinds"};
    hook.kinds = *kinds;
    if (const auto* with_link = wish.if_contains("with_link")) {
        if (!with_link->is_bool()) return BadWish{"with_link"};
        hook.with_link = with_link->as_bool();
        // Whoever knows the link can cancel the visit: it does not go over a network that others can read.
        if (hook.with_link && !is_private(*target)) return BadWish{"with_link"};
    }
    if (const auto* secret = wish.if_contains("secret")) {
        if (!secret->is_string()) return BadWish{"secret"};
        hook.secret = std::string(secret->as_string());
        if (!is_secret(hook.secret, limits)) return BadWish{"secret"};
    }
    return hook;
}

json::array kinds_of(const Hook& hook) {
    json::array kinds;
    for (const Kind kind : hook.kinds) kinds.emplace_back(to_string(kind));
    return kinds;
}

json::object audit_detail(const Hook& hook) {
    const auto target = target_of(hook.url);
    return {{"id", hook.id}, {"to", target ? target->authority : ""}, {"kinds", kinds_of(hook)}, {"with_link", hook.with_link}};
}

}  // namespace luot::web::hooks
