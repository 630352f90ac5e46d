#include "web/openapi/openapi.hpp"

#include <doctest/doctest.h>

using namespace luot::web;

namespace {

const std::vector<Route> routes{{Method::get, "/api/v1/things", Access::viewer},
                                {Method::delete_, "/api/v1/things/{id}", Access::administrator},
                                {Method::get, "/{rest*}", Access::everybody}};

const std::string document = R"({"paths": {
  "/api/v1/things": {"summary": "x", "get": {"x-luot-role": "viewer"}},
  "/api/v1/things/{id}": {"delete": {"x-luot-role": "administrator"}},
  "/{rest}": {"get": {"x-luot-role": "everybody"}}}})";

std::string with(const std::string& from, const std::string& to) {
    std::string changed = document;
    const auto at = changed.find(from);
    REQUIRE(at != std::string::npos);
    return changed.replace(at, from.size(), to);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a document that says what the router does differs in nothing") {
    CHECK(openapi_differences(routes, document).empty());
}

TEST_CASE("what one of them lacks and another role is said") {
    CHECK(openapi_differences(routes, with("\"get\": {\"x-luot-role\": \"viewer\"}", "\"post\": {\"x-luot-role\": \"viewer\"}")) ==
          Lines{"GET /api/v1/things is not in it", "POST /api/v1/things is in it and is not answered"});
    CHECK(openapi_differences(routes, with("administrator", "supervisor")) ==
          Lines{"DELETE /api/v1/things/{id} is for administrator, not for supervisor"});
    CHECK(openapi_differences(routes, with("x-luot-role\": \"admin", "x-role\": \"admin")) ==
          Lines{"DELETE /api/v1/things/{id} is for administrator, not for nobody"});
    CHECK(openapi_differences(routes, with("{id}", "{name}")).size() == 2);
    CHECK(openapi_differences({}, document).size() == 3);
}

TEST_CASE("a document that cannot be read is said to be so") {
    for (const char* broken : {"", "[]", "{}", "{\"paths\": 1}", "{\"paths\": {}"}) {
        CAPTURE(broken);
        CHECK(openapi_differences(routes, broken) == Lines{"it cannot be read"});
    }
}

TEST_CASE("the document in the program can be read") {
    Router router;
    add_openapi(router);
    const auto differences = openapi_differences(router.routes(), openapi_document());
    CHECK(differences.size() > 20);
    for (const std::string& line : differences) {
        CAPTURE(line);
        CHECK(line.ends_with(" is in it and is not answered"));
    }
}
