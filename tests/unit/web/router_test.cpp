#include "web/router.hpp"

#include <string>

#include <doctest/doctest.h>

#include "web/json_page.hpp"
#include "web/query.hpp"

using namespace luot::web;

namespace {

Page asked(Router& router, Method method, const std::string& path) {
    Question question;
    question.method = method;
    question.path = path;
    int replies = 0;
    Page page;
    router.answerer()(question, [&](Page made) {
        page = std::move(made);
        ++replies;
    });
    CHECK(replies == 1);
    return page;
}

// Says its name, the parts and who asked.
Handler says(const std::string& name) {
    return [name](const Asked& asked, const Reply& reply) {
        Page page;
        page.body = name;
        for (const auto& part : asked.parts) page.body += "|" + part;
        if (!asked.visitor.name.empty()) page.body += " for " + asked.visitor.name;
        reply(std::move(page));
    };
}

std::string allow(const Page& page) {
    return page.headers.empty() ? std::string() : page.headers.front().first + "=" + page.headers.front().second;
}

struct OneGuard final : Guard {
    std::variant<Visitor, Page> admit(const Question& question, Access needed) override {
        ++asked;
        if (needed > role) return error_page(403, "role", {{"path", question.path}});
        return Visitor{"thuy", role, false, "s"};
    }
    Access role = Access::supervisor;
    int asked = 0;
};

}  // namespace

TEST_CASE("router - what is written out goes before a part and that before the rest") {
    Router router;
    router.add(Method::get, "/{rest*}", Access::everybody, says("rest"));
    router.add(Method::get, "/api/{name}", Access::everybody, says("name"));
    router.add(Method::get, "/api/live", Access::everybody, says("live"));
    router.add(Method::post, "/api/{name}/cancel", Access::everybody, says("cancel"));
    const auto get = [&](const std::string& path) { return asked(router, Method::get, path).body; };
    CHECK(get("/") == "rest|");
    CHECK(get("/api") == "rest|api");
    CHECK(get("/api/") == "rest|api/");
    CHECK(get("/api/live") == "live");
    CHECK(get("/api/live/") == "rest|api/live/");
    CHECK(get("/api/lives") == "name|lives");
    CHECK(get("/a//b") == "rest|a//b");
    CHECK(asked(router, Method::head, "/api/live").body == "live");
    CHECK(asked(router, Method::post, "/api/k7/cancel").body == "cancel|k7");
}

TEST_CASE("router - a path asked in the wrong way says which ways there are") {
    Router router;
    router.add(Method::get, "/{rest*}", Access::everybody, says("rest"));
    router.add(Method::get, "/api/visits", Access::everybody, says("visits"));
    router.add(Method::post, "/api/visits", Access::everybody, says("new"));
    Page page = asked(router, Method::delete_, "/api/visits");
    CHECK(page.status == 405);
    CHECK(allow(page) == "Allow=GET, HEAD, POST");
    CHECK(page.body == "{\"error\":{\"code\":\"method_not_allowed\",\"params\":{}}}\n");
    page = asked(router, Method::post, "/nowhere");
    CHECK(page.status == 404);
    CHECK(page.type == "text/plain; charset=utf-8");
    CHECK(asked(router, Method::post, "/api/nowhere").body == "{\"error\":{\"code\":\"not_found\",\"params\":{}}}\n");
}

TEST_CASE("router - only who may gets to a handler and everybody is not asked who they are") {
    Router router;
    router.add(Method::get, "/open", Access::everybody, says("open"));
    router.add(Method::get, "/live", Access::viewer, says("live"));
    router.add(Method::get, "/keys", Access::administrator, says("keys"));
    CHECK(asked(router, Method::get, "/live").status == 401);
    CHECK(asked(router, Method::get, "/open").body == "open");
    OneGuard guard;
    router.set_guard(&guard);
    CHECK(asked(router, Method::get, "/open").body == "open");
    CHECK(guard.asked == 0);
    CHECK(asked(router, Method::get, "/live").body == "live for thuy");
    const Page refused = asked(router, Method::get, "/keys");
    CHECK(refused.status == 403);
    CHECK(refused.body == "{\"error\":{\"code\":\"role\",\"params\":{\"path\":\"/keys\"}}}\n");
    CHECK(asked(router, Method::head, "/keys").status == 403);
    CHECK(router.routes().size() == 3);
    CHECK(router.routes()[2].pattern == "/keys");
}

TEST_CASE("a query is read by name and what cannot be decoded is left out") {
    const auto values = query_values("from=2026-03-01&name=Th%E1%BB%A7y+Ti%C3%AAn&from=later&bad=%zz&half=%c3&empty=&=x&alone&nul=%00");
    CHECK(values == std::map<std::string, std::string>{{"from", "2026-03-01"}, {"name", "Thủy Tiên"}, {"empty", ""}, {"alone", ""}});
    CHECK(query_values("").empty());
    CHECK(percent_decoded("%41%2f%2F") == "A//");
    for (const char* bad : {"%", "%4", "%4g", "%ed%a0%80", "%c0%af", "%f4%90%80%80", "%0a", "%7f"}) {
        CAPTURE(bad);
        CHECK_FALSE(percent_decoded(bad).has_value());
    }
}

TEST_CASE("a body is an object of JSON or nothing") {
    Question question;
    question.body = R"({"name":"thuy"})";
    CHECK(json_body(question).has_value());
    for (const std::string& bad : {std::string(), std::string("[1]"), std::string("{"), std::string("{}{}"),
                                   R"({"a":)" + std::string(40, '[') + std::string(40, ']') + "}"}) {
        CAPTURE(bad);
        question.body = bad;
        CHECK_FALSE(json_body(question).has_value());
    }
}
