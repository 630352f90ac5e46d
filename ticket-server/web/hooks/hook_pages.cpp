#include "web/hooks/hook_pages.hpp"

#include <utility>
#include <variant>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "web/access/audited.hpp"
#include "web/hooks/hook_wish.hpp"
#include "web/json_page.hpp"

namespace luot::web::hooks {

namespace {

namespace json = boost::json;

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
    auto wish = hook_of(*body, limits);
    if (const auto* wrong = std::get_if<BadWish>(&wish)) return reply(error_page(400, "bad_value", {{"field", wrong->field}}));
    Hook hook = std::get<Hook>(std::move(wish));
    hook.id = book.unguessable(id_bytes);
    if (hook.secret.empty()) hook.secret = book.unguessable(made_secret_bytes);
    const json::object shown{
        {"id", hook.id}, {"url", hook.url}, {"kinds", kinds_of(hook)}, {"with_link", hook.with_link}, {"secret", hook.secret}};
    audited(
        audit, entry_of(asked, "webhook.add", json::serialize(audit_detail(hook))),
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
