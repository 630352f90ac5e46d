#include "web/openapi/openapi.hpp"

#include <array>
#include <map>
#include <set>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace luot::web {

namespace {

// A path's members that are methods; others (parameters, summary) are not.
constexpr std::array methods{std::pair{"get", Method::get}, std::pair{"post", Method::post}, std::pair{"put", Method::put},
                             std::pair{"delete", Method::delete_}, std::pair{"options", Method::options}};

const char* word(Access access) {
    switch (access) {
        case Access::everybody:
            return "everybody";
        case Access::viewer:
            return "viewer";
        case Access::supervisor:
            return "supervisor";
        case Access::administrator:
            return "administrator";
    }
    return "everybody";
}

// "GET /api/v1/live" → "viewer". What takes the rest of a path is a part like any other there.
using Roles = std::map<std::string, std::string>;

Roles roles_of(const std::vector<Route>& routes) {
    Roles roles;
    for (const Route& route : routes) {
        std::string path = route.pattern;
        if (path.ends_with("*}")) path.erase(path.size() - 2, 1);
        roles[std::string(to_string(route.method)) + " " + path] = word(route.access);
    }
    return roles;
}

Roles roles_of(const boost::json::object& paths) {
    Roles roles;
    for (const auto& [path, item] : paths) {
        if (!item.is_object()) continue;
        for (const auto& [member, method] : methods) {
            const auto* operation = item.as_object().if_contains(member);
            if (operation == nullptr || !operation->is_object()) continue;
            const auto* role = operation->as_object().if_contains("x-luot-role");
            const bool said = role != nullptr && role->is_string();
            roles[std::string(to_string(method)) + " " + std::string(path)] = said ? std::string(role->as_string()) : "nobody";
        }
    }
    return roles;
}

}  // namespace

void add_openapi(Router& router) {
    router.add(Method::get, "/api/v1/openapi.json", Access::everybody, [](const Asked&, const Reply& reply) {
        Page page;
        page.type = "application/json";
        page.body = openapi_document();
        reply(std::move(page));
    });
}

std::vector<std::string> openapi_differences(const std::vector<Route>& routes, std::string_view document) {
    boost::json::error_code error;
    const boost::json::value value = boost::json::parse(boost::json::string_view(document.data(), document.size()), error);
    const auto* paths = !error && value.is_object() ? value.as_object().if_contains("paths") : nullptr;
    if (paths == nullptr || !paths->is_object()) return {"it cannot be read"};
    const Roles done = roles_of(routes);
    const Roles said = roles_of(paths->as_object());
    std::vector<std::string> differences;
    for (const auto& [route, role] : done) {
        const auto found = said.find(route);
        if (found == said.end()) {
            differences.push_back(route + " is not in it");
        } else if (found->second != role) {
            differences.push_back(route + " is for " + role + ", not for " + found->second);
        }
    }
    for (const auto& [route, role] : said) {
        if (!done.contains(route)) differences.push_back(route + " is in it and is not answered");
    }
    return differences;
}

}  // namespace luot::web
