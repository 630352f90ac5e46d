// What a scanned line is: a citizen's card, one of our slips, an appointment, or nothing of ours.
//
//     number|old number|name|ddmmyyyy|sex|address|issued ddmmyyyy     the card (CCCD): age and a hash of the number are all that is taken
//     https://…/t/TOKEN                                               a slip, on paper or on a phone
//     luot:appointment/SERVICE/2026-03-02T09:30                       an appointment, at the office's time; docs/operations.md
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "touch/moment.hpp"

namespace luot::touch {

struct Card {
    int age = 0;         // years
    std::string person;  // 16 bytes; empty where the office keeps none
    bool operator==(const Card&) const = default;
};
struct SlipCode {
    std::string token;
    bool operator==(const SlipCode&) const = default;
};
struct Appointment {
    std::string service;
    Local at;
    bool operator==(const Appointment&) const = default;
};
struct Unknown {
    bool operator==(const Unknown&) const = default;
};
using Scanned = std::variant<Unknown, Card, SlipCode, Appointment>;

// Of a card's number; nothing where there is no key for it.
using PersonHash = std::function<std::optional<std::string>(std::string_view digits)>;

// Keeps nothing of the line. `today` is the office's day, for the age.
Scanned read_scanned(std::string_view line, std::int32_t today, const PersonHash& person_hash);

}  // namespace luot::touch
