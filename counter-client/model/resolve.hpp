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

// Precondition: the view is ready and the verb asks something of the server (not only_looks).
std::variant<v1::Command, Unresolved> resolve(const Verb& verb, const OfficeView& office, std::uint64_t counter, const std::string& clerk);

// What would have been valid where `code` (reason_missing, unknown_reason, unknown_outcome, unknown_service, unknown_class) was the answer
// to this verb, in that language; empty where no list helps.
std::vector<Choice> valid_choices(const Verb& verb, const OfficeView& office, std::string_view code, std::string_view language);

}  // namespace luot::counter
