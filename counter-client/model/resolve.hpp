// From a verb as typed to a command for the server: numbers become ticket ids, missing reasons are asked for with the office's list. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "counter/office_view.hpp"
#include "counter/verbs.hpp"
#include "luot/v1/command.pb.h"
#include "luot/v1/envelope.pb.h"

namespace luot::counter {

struct Choice {
    std::string code;
    std::string words;  // as the office wrote them
    bool operator==(const Choice&) const = default;
};

// The client's own refusals, worded by refusal_words like the server's: unknown_ticket {number}, reason_missing.
struct Unresolved {
    std::string code;
    std::vector<std::pair<std::string, std::string>> params;
};

// Now, for times of day.
struct Moment {
    std::int64_t office_us = 0;
    std::int64_t zone_offset_us = 0;  // of the office's zone from UTC
};

// What to ask of the server; a note is told and not asked.
using Resolved = std::variant<v1::Command, v1::TicketNote, Unresolved>;

// Precondition: the view is ready and the verb asks something of the server (not only_looks).
Resolved resolve(const Verb& verb, const OfficeView& office, std::uint64_t counter, const std::string& clerk, Moment now = {});

// What would have been valid where `code` (reason_missing, unknown_reason, unknown_outcome, unknown_service, unknown_class) was the answer
// to this verb, in that language; empty where no list helps.
std::vector<Choice> valid_choices(const Verb& verb, const OfficeView& office, std::string_view code, std::string_view language);

}  // namespace luot::counter
