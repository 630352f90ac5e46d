// Everything that the kiosk's screen depends on. TouchFsm changes it; pages.hpp makes the page of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shown/office_shown.hpp"
#include "spool/kiosk_fsm.hpp"
#include "touch/hours.hpp"
#include "touch/moment.hpp"
#include "touch/page.hpp"
#include "touch/scanned.hpp"

namespace luot::touch {

// What somebody wants a number for, as far as they have said.
struct Wanted {
    std::string service;
    std::string procedure;
    std::string ticket_class;
    std::optional<Local> appointment;
};

// Why something did not work, or what to do: a key of the catalogue and its parameters.
struct Told {
    std::string key;
    std::map<std::string, std::string> params;
    std::string words;  // of the office; they stand in place of the key's detail
    Tone tone = Tone::calm;
    Icon icon = Icon::clock;
};

struct PrinterShown {
    v1::PrinterState state = v1::PRINTER_STATE_UNSPECIFIED;
    std::optional<std::uint32_t> paper_left_mm;
    std::uint64_t slips_printed = 0;
    bool operator==(const PrinterShown&) const = default;
};

struct TouchOptions {
    std::string kiosk;
    std::string version;
    std::string server;       // for the technician
    std::string printer;      // likewise
    bool technician = false;  // there is a PIN
    bool speech = false;      // there is a voice
};

struct TouchState {
    shown::OfficeShown office;
    bool has_office = false;
    bool live = false;
    bool was_live = false;
    std::optional<Instant> lost_at;
    PrinterShown printer;
    Local local;
    Instant now{0};

    // The visitor's.
    Screen screen = Screen::home;
    std::vector<Screen> trail;  // what `back` leads to; at most trail_max
    std::string language;       // empty: the office's first
    Look look;
    Wanted wanted;
    std::optional<Card> card;
    std::string typed;
    int turn = 0;
    Told told;
    std::optional<spool::Answer> answer;  // what came of the last wish for a number
    v1::CheckedInResult checked_in;       // what came of the last slip that was held to the scanner
    bool checking_in = false;             // what is waited for: a place, not a number

    std::optional<Instant> home_at;  // then back to the first screen

    // The technician's.
    int pin_tries_left = 0;
    std::optional<Instant> pin_again_at;
    std::string technician_word;  // a key: what came of the last thing tried
};

constexpr std::size_t trail_max = 8;

// The first screen as it is now, for what else is so: closed, away, …
Screen first_screen(const TouchState& state);
// The present one.
Screen present_screen(const TouchState& state);
// Nothing can come out of the printer now.
bool cannot_print(const PrinterShown& printer);
DayMoment day_moment(const TouchState& state);

// A class that only an appointment's code gives.
constexpr const char* appointment_class = "appointment";
// The office's own class for somebody of this age, the first in its order; null: none.
const v1::PriorityClass* class_for_age(const v1::Office& office, int age);
const v1::Service* find_service(const v1::Office& office, const std::string& code);
const v1::Procedure* find_procedure(const v1::Service& service, const std::string& code);
// Those that somebody may choose by hand.
std::vector<const v1::PriorityClass*> classes_offered(const TouchState& state);

}  // namespace luot::touch
