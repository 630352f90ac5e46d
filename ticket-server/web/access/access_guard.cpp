#include "web/access/access_guard.hpp"

#include <algorithm>
#include <string_view>

#include "web/access/audited.hpp"
#include "web/json_page.hpp"

namespace luot::web {

namespace {

constexpr std::string_view cookie_name = "luot_session";
constexpr std::size_t token_letters = 64;

const std::string* header(const Question& question, const char* name) {
    const auto found = question.headers.find(name);
    return found == question.headers.end() ? nullptr : &found->second;
}

bool changes_something(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

bool is_hexadecimal(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char letter) { return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f'); });
}

// Without telling by its time how far they agree.
bool same_secret(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) return false;
    unsigned difference = 0;
    for (std::size_t at = 0; at < one.size(); ++at)
        difference |=
            static_cast<unsigned>(static_cast<unsigned char>(one[at])) ^ static_cast<unsigned>(static_cast<unsigned char>(other[at]));
    return difference == 0;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

Page not_signed_in() {
    return error_page(401, "not_signed_in");
}

}  // namespace

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 0xf];
    }
    return text;
}

std::variant<Visitor, Page> AccessGuard::admit(const Question& question, Access needed) {
    const std::string* authorization = header(question, "authorization");
    auto admitted = authorization != nullptr ? by_key(*authorization) : by_session(question);
    const auto* visitor = std::get_if<Visitor>(&admitted);
    if (visitor == nullptr || visitor->role >= needed) return admitted;
    return error_page(403, "not_permitted", {{"role", role_word(visitor->role)}, {"needed", role_word(needed)}});
}

std::variant<Visitor, Page> AccessGuard::by_key(const std::string& header) const {
    constexpr std::string_view scheme = "bearer ";
    const bool is_bearer =
        header.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), header.begin(), [](char ours, char theirs) {
            return ours == (theirs >= 'A' && theirs <= 'Z' ? static_cast<char>(theirs - 'A' + 'a') : theirs);
        });
    const access::Key* key = is_bearer ? book_.key(keeper_.digest(trimmed(std::string_view(header).substr(scheme.size())))) : nullptr;
    if (key == nullptr) {
        Page page = error_page(401, "unknown_key");
        page.headers.emplace_back("WWW-Authenticate", "Bearer");
        return page;
    }
    return Visitor{"key:" + key->name, static_cast<Access>(key->role), true, key->digest};
}

std::variant<Visitor, Page> AccessGuard::by_session(const Question& question) {
    const auto token = token_of(question);
    if (!token) return not_signed_in();
    access::WebSession* session = book_.session(keeper_.digest(*token));
    const access::Account* account = use(session);
    if (account == nullptr) return not_signed_in();
    if (changes_something(question.method)) {
        const std::string* said = header(question, "x-luot-csrf");
        if (is_cross_site(question) || said == nullptr || !same_secret(*said, csrf_of(*token))) return error_page(403, "csrf");
    }
    return Visitor{account->name, static_cast<Access>(account->role), false, session->digest};
}

// Null: there is no such session, or it is over. The sign of life is kept now and then; should that fail, the next one is.
const access::Account* AccessGuard::use(access::WebSession* session) {
    if (session == nullptr) return nullptr;
    const std::int64_t now_s = keeper_.now().wall_us / 1'000'000;
    if (now_s - session->seen_s > limits_.session_idle.count() || now_s - session->began_s > limits_.session_life.count()) return nullptr;
    if (now_s - session->seen_s >= limits_.session_seen_kept.count()) {
        session->seen_s = now_s;
        keeper_.keep({access::SessionSeen{session->digest, now_s}}, [](access::Outcome, std::int64_t) {});
    }
    return book_.account(session->account);
}

bool AccessGuard::still_may(const Visitor& visitor, Access needed) {
    if (visitor.by_key) {
        const access::Key* key = book_.key(visitor.session);
        return key != nullptr && static_cast<Access>(key->role) >= needed;
    }
    const access::Account* account = use(book_.session(visitor.session));
    return account != nullptr && static_cast<Access>(account->role) >= needed;
}

std::string AccessGuard::csrf_of(const std::string& token) const {
    return hexadecimal(keeper_.digest("csrf:" + token));
}

std::optional<std::string> AccessGuard::token_of(const Question& question) {
    const std::string* cookies = header(question, "cookie");
    if (cookies == nullptr) return std::nullopt;
    std::string_view rest = *cookies;
    while (!rest.empty()) {
        const auto end = rest.find(';');
        const std::string_view cookie = trimmed(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        const auto equals = cookie.find('=');
        if (equals == std::string_view::npos || cookie.substr(0, equals) != cookie_name) continue;
        const std::string_view token = cookie.substr(equals + 1);
        if (token.size() == token_letters && is_hexadecimal(token)) return std::string(token);
    }
    return std::nullopt;
}

bool AccessGuard::is_cross_site(const Question& question) {
    const std::string* site = header(question, "sec-fetch-site");
    if (site != nullptr && *site != "same-origin" && *site != "none") return true;
    const std::string* origin = header(question, "origin");
    if (origin == nullptr) return false;
    const std::string* host = header(question, "host");
    // The scheme is not compared: a proxy may have taken the TLS off.
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (host != nullptr && origin->starts_with(scheme) && origin->substr(scheme.size()) == *host) return false;
    }
    return true;
}

}  // namespace luot::web
