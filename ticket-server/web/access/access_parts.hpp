// What the access pages share. All of it outlives them.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "web/access/access_book.hpp"
#include "web/access/access_guard.hpp"
#include "web/access/keeper.hpp"
#include "web/access/kept_audit.hpp"
#include "web/access/limits.hpp"
#include "web/router.hpp"

namespace luot::web {

struct AccessParts {
    const AccessLimits& limits;
    AccessBook& book;
    AccessGuard& guard;
    Keeper& keeper;
    KeptAudit& audit;
};

// "viewer" … "administrator".
std::optional<access::Role> role_of(std::string_view word);
// "kiosk", "counter", "board".
std::optional<access::DeviceRole> device_role_of(std::string_view word);
std::string device_role_word(access::DeviceRole role);

// Lower-case letters, digits and . _ - of ASCII, beginning with a letter or a digit: one way to write each name.
bool is_access_name(std::string_view name, std::size_t bytes_most);
// As the devices' protocol has it: 1 to 64 bytes without control characters; and one that can be the last part of a path, where it is
// revoked: no slash, not "." and not "..".
bool is_device_name(std::string_view name, std::size_t bytes_most);

// The text under a name of the body; nothing: there is none, or it is no text.
std::optional<std::string> text_of(const boost::json::object& body, std::string_view name);

// Why a deed was not done, as the API tells it: 409 with the outcome's code; 404 "unknown"; 503 "audit_unavailable", and "until_restart" of
// what is taken back in memory and not yet on disk.
Page refusal_page(access::Outcome outcome);
std::string code_of(access::Outcome outcome);

// Where a deed depends on a password that was checked before: that it is `unknown` now means that it was changed meanwhile.
Reply or_wrong_password(Reply reply);

// Keeps the deeds together with their entry, and replies with `page`; a refusal is noted too, and told.
void keep_audited(AccessParts& parts, std::vector<access::Deed> deeds, AuditEntry entry, Page page, Reply reply);

}  // namespace luot::web
