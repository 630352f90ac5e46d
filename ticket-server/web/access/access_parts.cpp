#include "web/access/access_parts.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/value.hpp>

#include "web/access/audited.hpp"
#include "web/json_page.hpp"

namespace luot::web {

namespace {

bool cannot_be_kept(access::Outcome outcome) {
    return outcome == access::Outcome::unavailable || outcome == access::Outcome::until_restart;
}

}  // namespace

std::optional<access::Role> role_of(std::string_view word) {
    for (const access::Role role : {access::Role::viewer, access::Role::supervisor, access::Role::administrator}) {
        if (role_word(static_cast<Access>(role)) == word) return role;
    }
    return std::nullopt;
}

std::string device_role_word(access::DeviceRole role) {
    switch (role) {
        case access::DeviceRole::kiosk:
            return "kiosk";
        case access::DeviceRole::counter:
            return "counter";
        case access::DeviceRole::board:
            return "board";
    }
    return "";
}

std::optional<access::DeviceRole> device_role_of(std::string_view word) {
    for (const access::DeviceRole role : {access::DeviceRole::kiosk, access::DeviceRole::counter, access::DeviceRole::board}) {
        if (device_role_word(role) == word) return role;
    }
    return std::nullopt;
}

bool is_access_name(std::string_view name, std::size_t bytes_most) {
    const auto is_plain = [](char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'); };
    return !name.empty() && name.size() <= bytes_most && is_plain(name.front()) && std::all_of(name.begin(), name.end(), [&](char letter) {
        return is_plain(letter) || letter == '.' || letter == '_' || letter == '-';
    });
}

bool is_device_name(std::string_view name, std::size_t bytes_most) {
    return !name.empty() && name.size() <= bytes_most && name != "." && name != ".." &&
           std::none_of(name.begin(), name.end(),
                        [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f || letter == '/'; });
}

std::optional<std::string> text_of(const boost::json::object& body, std::string_view name) {
    const boost::json::value* value = body.if_contains(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string(value->as_string());
}

std::string code_of(access::Outcome outcome) {
    switch (outcome) {
        case access::Outcome::done:
            return "done";
        case access::Outcome::name_taken:
            return "name_taken";
        case access::Outcome::unknown:
            return "unknown";
        case access::Outcome::too_many:
            return "too_many";
        case access::Outcome::last_administrator:
            return "last_administrator";
        case access::Outcome::unavailable:
            return "audit_unavailable";
        case access::Outcome::until_restart:
            return "until_restart";
    }
    return "audit_unavailable";
}

Page refusal_page(access::Outcome outcome) {
    unsigned status = 409;
    if (outcome == access::Outcome::unknown) status = 404;
    if (cannot_be_kept(outcome)) status = 503;
    return error_page(status, code_of(outcome));
}

Reply or_wrong_password(Reply reply) {
    return [reply = std::move(reply)](Page page) { reply(page.status == 404 ? error_page(401, "wrong_password") : std::move(page)); };
}

void keep_audited(AccessParts& parts, std::vector<access::Deed> deeds, AuditEntry entry, Page page, Reply reply) {
    AuditEntry done = entry;
    done.outcome = "done";
    deeds.emplace_back(parts.audit.row_of(std::move(done)));
    parts.keeper.keep(std::move(deeds), [&parts, entry = std::move(entry), page = std::move(page), reply = std::move(reply)](
                                            access::Outcome outcome, std::int64_t) {
        if (outcome == access::Outcome::done) return reply(page);
        if (cannot_be_kept(outcome)) return reply(refusal_page(outcome));
        noted(parts.audit, entry, code_of(outcome), refusal_page(outcome), reply);
    });
}

}  // namespace luot::web
