#include "web/router.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>
#include <utility>

#include "web/json_page.hpp"

namespace luot::web {

namespace {

// "/a/b" → a, b; "/" → one empty segment.
std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);
    while (true) {
        const auto slash = path.find('/');
        segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

bool is_part(const std::string& segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool is_rest(const std::string& segment) {
    return is_part(segment) && segment.ends_with("*}");
}

std::string rest_from(const std::vector<std::string>& asked, std::size_t first) {
    std::string rest;
    for (std::size_t i = first; i < asked.size(); ++i) {
        if (i > first) rest += '/';
        rest += asked[i];
    }
    return rest;
}

std::optional<std::vector<std::string>> parts_of(const std::vector<std::string>& pattern, const std::vector<std::string>& asked) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (is_rest(pattern[i])) {
            parts.push_back(rest_from(asked, i));
            return parts;
        }
        if (i >= asked.size()) return std::nullopt;
        if (is_part(pattern[i])) {
            if (asked[i].empty()) return std::nullopt;
            parts.push_back(asked[i]);
        } else if (pattern[i] != asked[i]) {
            return std::nullopt;
        }
    }
    if (asked.size() != pattern.size()) return std::nullopt;
    return parts;
}

int vagueness(const std::string& segment) {
    if (is_rest(segment)) return 2;
    return is_part(segment) ? 1 : 0;
}

// Of two patterns that fit one path.
bool goes_before(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    const auto by_vagueness = [](const std::string& a, const std::string& b) { return vagueness(a) < vagueness(b); };
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), by_vagueness);
}

Page turned_away(const Question& question, unsigned status, std::string_view code, std::string_view sentence) {
    if (question.path.starts_with("/api/")) return error_page(status, code);
    Page page;
    page.status = status;
    page.body = sentence;
    return page;
}

}  // namespace

struct Router::Found {
    const Entry* entry = nullptr;  // fits path and method
    std::vector<std::string> parts{};
    std::set<std::string_view> allowed{};  // methods of all that fit the path
};

std::string_view to_string(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::delete_:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
    }
    return "GET";
}

void Router::add(Method method, std::string pattern, Access access, Handler handler) {
    assert(pattern.starts_with('/'));
    assert(std::none_of(entries_.begin(), entries_.end(),
                        [&](const Entry& other) { return other.route.method == method && other.route.pattern == pattern; }));
    auto segments = segments_of(pattern);
    entries_.push_back(Entry{Route{method, std::move(pattern), access}, std::move(segments), std::move(handler)});
}

Router::Found Router::find(Method method, std::string_view path) const {
    const Method wanted = method == Method::head ? Method::get : method;
    const auto asked = segments_of(path);
    Found found;
    for (const Entry& entry : entries_) {
        auto parts = parts_of(entry.segments, asked);
        if (!parts) continue;
        if (!is_rest(entry.segments.back())) found.allowed.insert(to_string(entry.route.method));
        if (!is_rest(entry.segments.back()) && entry.route.method == Method::get) found.allowed.insert(to_string(Method::head));
        if (entry.route.method != wanted) continue;
        if (found.entry != nullptr && !goes_before(entry.segments, found.entry->segments)) continue;
        found.entry = &entry;
        found.parts = std::move(*parts);
    }
    return found;
}

void Router::answer(const Question& question, const Reply& reply_to) const {
    const Found found = find(question.method, question.path);
    const Reply reply = watch_ ? watch_(question, found.entry != nullptr ? &found.entry->route : nullptr, reply_to) : reply_to;
    if (found.entry == nullptr && found.allowed.empty()) {
        reply(turned_away(question, 404, "not_found", "There is no such page.\n"));
        return;
    }
    if (found.entry == nullptr) {
        Page page = turned_away(question, 405, "method_not_allowed", "This page is not asked for in this way.\n");
        std::string allow;
        for (const auto method : found.allowed) allow += (allow.empty() ? "" : ", ") + std::string(method);
        page.headers.emplace_back("Allow", std::move(allow));
        reply(std::move(page));
        return;
    }
    Visitor visitor;
    if (found.entry->route.access != Access::everybody) {
        if (guard_ == nullptr) {
            reply(turned_away(question, 401, "not_signed_in", "Nobody can sign in here.\n"));
            return;
        }
        auto admitted = guard_->admit(question, found.entry->route.access);
        if (auto* page = std::get_if<Page>(&admitted)) {
            reply(std::move(*page));
            return;
        }
        visitor = std::get<Visitor>(std::move(admitted));
    }
    found.entry->handler(Asked{question, found.parts, visitor}, reply);
}

AnswerPage Router::answerer() {
    return [this](const Question& question, const Reply& reply) { answer(question, reply); };
}

std::vector<Route> Router::routes() const {
    std::vector<Route> routes;
    routes.reserve(entries_.size());
    for (const Entry& entry : entries_) routes.push_back(entry.route);
    return routes;
}

}  // namespace luot::web
