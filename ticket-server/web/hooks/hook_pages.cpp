#include "web/hooks/hook_pages.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "web/access/audited.hpp"
#include "web/hooks/news.hpp"
#include "web/hooks/target.hpp"
#include "web/json_page.hpp"

namespace luot::web::hooks {

namespace {

namespace json = boost::json;

constexpr std::size_t id_bytes = 8;
constexpr std::size_t secret_bytes = 32;

json::array kinds_of(const Hook& hook) {
    json::array kinds;
    for (const Kind kind : hook.kinds) kinds.emplace_back(to_string(kind));
    return kinds;
}

// The secret is shown once, when it is made.
json::object described(const HookStanding& standing) {
    const Hook& hook = standing.hook;
    return {{"id", hook.id},
            {"url", hook.url},
            {"kinds", kinds_of(hook)},
            {"with_link", hook.with_link},
            {"created_us", hook.created_us},
            {"waiting", standing.waiting},
            {"delivered", hook.delivered},
            {"given_up", hook.given_up},
            {"dropped", hook.dropped},
            {"last_error", standing.last_error},
            {"failing_since_s", standing.failing_since_s ? json::value(*standing.failing_since_s) : json::value(nullptr)}};
}

Page bad_value(const char* field) {
    return error_page(400, "bad_value", {{"field", field}});
}

std::optional<std::vector<Kind>> kinds_in(const json::object& body) {
    const auto* list = body.if_contains("kinds");
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

std::variant<Hook, Page> hook_in(const json::object& body, const Limits& limits) {
    Hook hook;
    const auto* url = body.if_contains("url");
    if (url == nullptr || !url->is_string()) return bad_value("url");
    hook.url = std::string(url->as_string());
    const auto target = hook.url.size() > limits.url_bytes ? std::nullopt : target_of(hook.url);
    if (!target) return bad_value("url");
    const auto kinds = kinds_in(body);
    if (!kinds) return bad_value("kinds");
    hook.kinds = *kinds;
    if (const auto* with_link = body.if_contains("with_link")) {
        if (!with_link->is_bool()) return bad_value("with_link");
        hook.with_link = with_link->as_bool();
        // Whoever knows the link can cancel the visit: it does not go over a network that others can read.
        if (hook.with_link && !is_private(*target)) return bad_value("with_link");
    }
    if (const auto* secret = body.if_contains("secret")) {
        if (!secret->is_string()) return bad_value("secret");
        hook.secret = std::string(secret->as_string());
        if (!is_secret(hook.secret, limits)) return bad_value("secret");
    }
    return hook;
}

void act_on(HookBook::Outcome outcome, Page page, const Finish& finish) {
    switch (outcome) {
        case HookBook::Outcome::done:
            return finish("done", std::move(page));
        case HookBook::Outcome::unknown:
            return finish("unknown", error_page(404, "unknown"));
        case HookBook::Outcome::too_many:
            return finish("too_many", error_page(409, "too_many"));
        case HookBook::Outcome::failed:
            return finish("unavailable", error_page(503, "unavailable"));
    }
}

void add_one(HookBook& book, Audit& audit, const Limits& limits, const Asked& asked, const Reply& reply) {
    const auto body = json_body(asked.question);
    if (!body) return reply(error_page(400, "bad_json"));
    auto made = hook_in(*body, limits);
    if (auto* wrong = std::get_if<Page>(&made)) return reply(std::move(*wrong));
    Hook hook = std::get<Hook>(std::move(made));
    hook.id = book.unguessable(id_bytes);
    if (hook.secret.empty()) hook.secret = book.unguessable(secret_bytes);
    const auto target = target_of(hook.url);
    // The address alone: what stands behind it may be a secret of the receiver's.
    const json::object detail{{"id", hook.id}, {"to", target->authority}, {"kinds", kinds_of(hook)}, {"with_link", hook.with_link}};
    const json::object shown{
        {"id", hook.id}, {"url", hook.url}, {"kinds", kinds_of(hook)}, {"with_link", hook.with_link}, {"secret", hook.secret}};
    audited(
        audit, entry_of(asked, "webhook.add", json::serialize(detail)),
        [&book, hook, page = json_page(shown, 201)](const Finish& finish) {
            book.add(hook, [page, finish](HookBook::Outcome outcome) { act_on(outcome, page, finish); });
        },
        reply);
}

void remove_one(HookBook& book, Audit& audit, const Asked& asked, const Reply& reply) {
    const std::string id = asked.parts.front();
    Page gone;
    gone.status = 204;
    audited(
        audit, entry_of(asked, "webhook.remove", json::serialize(json::object{{"id", id}})),
        [&book, id, gone](const Finish& finish) {
            book.remove(id, [gone, finish](HookBook::Outcome outcome) { act_on(outcome, gone, finish); });
        },
        reply);
}

}  // namespace

void add_hook_pages(Router& router, HookBook& book, Audit& audit, const Limits& limits) {
    const auto admin = Access::administrator;
    router.add(Method::get, "/api/v1/webhooks", admin, [&book](const Asked&, const Reply& reply) {
        json::array hooks;
        for (const HookStanding& standing : book.standings()) hooks.push_back(described(standing));
        reply(json_page(json::object{{"webhooks", std::move(hooks)}}));
    });
    router.add(Method::post, "/api/v1/webhooks", admin,
               [&book, &audit, &limits](const Asked& asked, const Reply& reply) { add_one(book, audit, limits, asked, reply); });
    router.add(Method::delete_, "/api/v1/webhooks/{id}", admin,
               [&book, &audit](const Asked& asked, const Reply& reply) { remove_one(book, audit, asked, reply); });
}

}  // namespace luot::web::hooks
