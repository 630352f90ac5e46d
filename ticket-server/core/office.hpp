// The office as configured: what the office file says after it was resolved and checked. Data, no behaviour.
// Lists keep the office's order. Times of day are minutes since 00:00 of the business day's date and may pass 1440.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/moment.hpp"

namespace luot::core {

// Words in the languages of the office: "vi" → "Hộ tịch". Kept for the devices; the core never reads them.
using Texts = std::map<std::string, std::string>;

// When something is open. A field or the office is open if any of its entries covers the moment; no entries: always.
struct Hours {
    std::uint8_t weekdays = 0x7f;  // bit 0 Monday … bit 6 Sunday
    std::optional<BusinessDay> first_day, last_day;
    std::int32_t from_minute = 0;
    std::int32_t until_minute = 1440;  // half-open
    std::string code;                  // "morning", "ninth-hour": what the slip and the report call it
    bool operator==(const Hours&) const = default;
};

// Days that an entry of the calendar names, with the words to show.
struct DayNote {
    std::uint8_t weekdays = 0;
    std::optional<BusinessDay> first_day, last_day;
    bool closed = false;
    Texts message;
    std::string code;  // "same-day-settlement", "holiday"
    bool operator==(const DayNote&) const = default;
};

enum class AtEnd : std::uint8_t { unspecified = 0, widen = 1, refuse = 2 };

struct NumberRange {
    std::string prefix;  // the series
    std::uint32_t first = 1;
    std::uint32_t last = 999;
    std::uint8_t width = 3;  // digits, zero-padded; widened numbers take more
    AtEnd at_end = AtEnd::widen;
    bool operator==(const NumberRange&) const = default;
};

struct Procedure {
    std::string code;
    Texts name;
    bool open = true;
    Texts message;                    // why, while closed
    std::vector<DayNote> calendar{};  // as the field's, for this procedure alone
    bool operator==(const Procedure&) const = default;
};

struct Service {
    ServiceCode code;
    Texts name;
    std::string colour;  // "#0A4DB0"
    NumberRange range;
    std::vector<Hours> hours;  // for issuing; none: the office's
    std::optional<std::uint32_t> daily_quota;
    std::vector<DayNote> calendar;
    std::vector<Procedure> procedures;
    Texts hint{};  // under its name at the kiosk: what people come for
    bool operator==(const Service&) const = default;
};

struct PriorityClass {
    ClassCode code;
    Texts name;
    bool priority = false;               // counts as priority for n_to_one
    std::int32_t rank = 0;               // strict: smaller is first
    TimeUs head_start_us = 0;            // head start
    std::uint32_t rate_permille = 1000;  // accumulating: of time waited
    Texts hint{};                        // under its name at the kiosk
    std::uint32_t min_age = 0;           // a card that says so many years gets the class offered; 0: none does
    bool operator==(const PriorityClass&) const = default;
};

enum class PolicyKind : std::uint8_t { unspecified = 0, head_start = 1, strict = 2, n_to_one = 3, accumulating = 4 };

struct Policy {
    PolicyKind kind = PolicyKind::head_start;
    std::uint32_t n = 3;  // n_to_one: ordinary ones between two with priority
    bool operator==(const Policy&) const = default;
};

struct CounterConfig {
    CounterId id;
    Texts name;
    std::vector<ServiceCode> serves;  // first
    std::vector<ServiceCode> helps;   // when nobody waits for what it serves
    bool operator==(const CounterConfig&) const = default;
};

struct Rules {
    std::uint32_t recall_limit = 3;  // recalls before the terminal offers no-show
    std::uint32_t requeue_after = 3;
    TimeUs no_show_after_us = 0;  // a call unanswered for so long is a no-show; 0: never by itself
    TimeUs reinstate_grace_us = 60 * minute_us;
    std::uint32_t courtesy_permille = 500;  // of the time already waited, kept at the next step
    TimeUs longest_wait_us = 0;             // guard; 0: off
    TimeUs slip_silent_us = 30 * second_us;
    TimeUs slip_reprint_us = 2 * minute_us;
    bool operator==(const Rules&) const = default;
};

// A code with words for screens: reasons for pauses, holds, cancellations, chosen calls; outcomes; ratings.
struct Choice {
    std::string code;
    Texts name;
    bool operator==(const Choice&) const = default;
};

// What a slip bears, from the top down (logo, office, title, number, field, class, procedure, figures, notes, phone, closing, when, where),
// and in which languages: the first one large, the second one below it. Empty: all of them, in the office's first language.
struct SlipLayout {
    std::vector<std::string> lines;
    std::vector<std::string> languages;
    bool operator==(const SlipLayout&) const = default;
};

enum class CardUse : std::uint8_t { unspecified = 0, none = 1, offered = 2, required = 3 };

// How numbers are given at the entrance. Whoever takes several of them for others takes them from those who come.
struct KioskRules {
    CardUse card = CardUse::none;
    std::uint32_t per_person_field = 0;  // numbers that one card may have open in one field; 0: any
    std::uint32_t per_person_day = 0;    // and take in one day, voids not counted; 0: any
    TimeUs presence_after_us = 0;        // who waits so long shows that they are there by scanning the slip again; 0: nobody has to
    TimeUs presence_grace_us = 0;        // and has so long to do it before the number is void
    bool operator==(const KioskRules&) const = default;
};

// A part of the building that hears one loudspeaker: of the boards that stand in it, exactly one speaks.
struct VoiceZone {
    std::string code;
    Texts name;
    std::vector<CounterId> counters;  // whose calls are spoken there; none: all
    bool operator==(const VoiceZone&) const = default;
};

struct VoiceChoice {
    std::string language;
    std::string voice;  // a voice folder's name, or espeak-ng's
    bool operator==(const VoiceChoice&) const = default;
};

// How calls are spoken.
struct VoiceRules {
    std::vector<std::string> languages;  // in this order; none: the office's first
    std::vector<VoiceChoice> voices;     // languages that are not here: the language's own voice
    bool chime = true;
    std::uint32_t times = 1;       // that each call is said
    std::uint32_t gap_ms = 600;    // of silence between two announcements
    bool counter_names = false;    // by the counter's name, where it has one, instead of its number
    std::vector<VoiceZone> zones;  // none: one, "hall"
    bool operator==(const VoiceRules&) const = default;
};

// What the zone of an office that names none is called.
constexpr const char* only_voice_zone = "hall";

// A board by its device's name. One that is not listed shows the whole office, and stands in the first zone.
struct BoardConfig {
    std::string name;
    std::string layout;                 // empty: "hall"
    std::string theme;                  // empty: the office's colours on dark
    std::string zone;                   // where its loudspeaker is heard; empty: it has none
    std::string language;               // empty: the office's first
    std::vector<ServiceCode> services;  // fields that it shows; none: all
    std::vector<CounterId> counters;    // counters whose calls it shows; none: all
    bool operator==(const BoardConfig&) const = default;
};

// Screens in the hall at night and when nobody is there.
struct ScreenRules {
    std::uint32_t night_percent = 0;  // brightness at night; 0: as by day
    std::int32_t night_from_minute = 0;
    std::int32_t night_until_minute = 0;  // less than `from`: past midnight
    bool off_outside_hours = false;
    std::int32_t on_before_minutes = 30;  // the first opening of the day
    std::int32_t off_after_minutes = 30;  // the last closing, and the last one waiting
    bool operator==(const ScreenRules&) const = default;
};

// The citizen's opinion, asked for at the counter after each visit.
struct RatingRules {
    bool on = false;
    Texts question;              // none: the programs' own words
    std::vector<Texts> grades;   // from the worst to the best: four or five; none: four in the programs' own words
    std::uint32_t seconds = 30;  // that it stays on the screen
    bool operator==(const RatingRules&) const = default;
};

// Work at the counters. The PINs themselves, names and badges stay in the office file (invariant 11).
struct DeskRules {
    bool pin = false;                          // clerks sign in with a PIN
    bool show_badges = false;                  // boards show who is at a counter, by the text of their badge
    TimeUs hold_reminder_us = 10 * minute_us;  // a held number is brought to mind after so long; 0: never
    RatingRules rating;
    bool operator==(const DeskRules&) const = default;
};

struct Office {
    std::string code;
    Texts name;
    std::string zone = "Asia/Ho_Chi_Minh";
    std::int32_t boundary_minute = 4 * 60;  // the business day begins here
    std::vector<std::string> languages{"vi"};
    std::string colour, accent;   // identity for screens
    std::vector<Hours> sessions;  // opening hours; also when numbers are issued, from issue_early before to issue_stop before the end
    std::int32_t issue_early_minutes = 0;
    std::int32_t issue_stop_minutes = 0;
    std::vector<DayNote> calendar;
    std::vector<Service> services;
    std::vector<PriorityClass> classes;
    std::vector<CounterConfig> counters;
    Policy policy;
    Rules rules;
    std::vector<Choice> pause_reasons, hold_reasons, cancel_reasons, choose_reasons, priority_reasons, outcomes;
    std::vector<ClerkCode> clerks;  // who may sign in; empty: any code. Display names stay in the office file (invariant 11)
    std::vector<std::uint32_t> targets_minutes{15, 30};
    std::vector<Texts> running_text;
    Texts slip_closing;
    std::string phone_base_url;  // behind the slip's QR; empty: no QR
    SlipLayout slip;
    KioskRules kiosk;
    VoiceRules voice;
    std::vector<BoardConfig> boards;
    ScreenRules screens;
    DeskRules desk;
    bool operator==(const Office&) const = default;
};

const Service* find_service(const Office& office, const ServiceCode& code);
const Procedure* find_procedure(const Service& service, const ProcedureCode& code);
const PriorityClass* find_class(const Office& office, const ClassCode& code);
const CounterConfig* find_counter(const Office& office, CounterId id);

// A zone that boards may speak in.
bool has_voice_zone(const Office& office, const std::string& code);

// Do these hours cover the moment's weekday, date and minute?
bool covers(const Hours& hours, const Moment& moment);
bool covers(const DayNote& note, const Moment& moment);

}  // namespace luot::core
