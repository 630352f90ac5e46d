// An event of the journal for people and other programs: Protobuf's JSON mapping of its payload.
#pragma once

#include <string>

#include "journal/journal.hpp"

namespace luot::map {

// {"ticketCalled": {"ticket": "12", …}}, with the session and number of its command. What opens a citizen's page (the slip's token) and
// what was made of their card are left out. A payload that is garbled is a failure.
journal::Result<std::string> payload_json(const journal::Row& row);

}  // namespace luot::map
