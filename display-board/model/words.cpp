#include "board/words.hpp"

#include <algorithm>
#include <chrono>

#include "shown/office_shown.hpp"

namespace luot::board {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

template <class Entry>
bool on_day(const Entry& entry, std::int32_t day) {
    if ((entry.weekdays() >> weekday_of(day) & 1U) == 0) return false;
    if (entry.has_first_day() && day < entry.first_day()) return false;
    return !entry.has_last_day() || day <= entry.last_day();
}

const v1::DayNote* closing_note(const v1::Office& office, std::int32_t day) {
    for (const auto& note : office.calendar()) {
        if (note.closed() && on_day(note, day)) return &note;
    }
    return nullptr;
}

const v1::Hours* hours_at(const v1::Office& office, const DayMoment& moment) {
    for (const auto& hours : office.sessions()) {
        if (on_day(hours, moment.business_day) && hours.from_minute() <= moment.minute && moment.minute < hours.until_minute())
            return &hours;
    }
    return nullptr;
}

// Hours have codes as the office file writes them, "ninth-hour"; those that the catalogue has no name for have none.
std::string name_of(const v1::Hours& hours, const words::Catalogue& words) {
    std::string key = "common.session." + hours.code();
    std::ranges::replace(key, '-', '_');
    return words.has(key) ? words.text(key) : std::string();
}

}  // namespace

std::string wait_words(const v1::FieldStatus& field, const words::Catalogue& words) {
    if (field.waiting() == 0 && field.closed()) return words.text("board.wait.closed");
    if (!field.has_expected()) return field.waiting() == 0 ? std::string() : words.text("board.wait.unknown");
    // That nobody waits is not enough: the counters may be closed, or all in talks.
    if (field.expected().high_us() == 0) return words.text("board.wait.come_in");
    // Outwards: a promise of minutes is rather too wide than too narrow.
    constexpr std::int64_t soon = 5;
    const std::int64_t low = field.expected().low_us() / minute_us;
    const std::int64_t high = (field.expected().high_us() + minute_us - 1) / minute_us;
    if (high <= soon || low == 0) return words.text("board.wait.under", {{"high", std::max(high, soon)}});
    if (low == high) return words.text("board.wait.about", {{"high", high}});
    return words.text("board.wait.between", {{"low", low}, {"high", high}});
}

std::string stale_words(std::int64_t away_us, const words::Catalogue& words) {
    constexpr std::int64_t hour = 60;
    const std::int64_t minutes = away_us / minute_us;
    if (minutes == 0) return words.text("board.stale.just_now");
    if (minutes < hour) return words.text("board.stale.minutes", {{"n", minutes}});
    return words.text("board.stale.hours", {{"n", minutes / hour}});
}

std::string date_words(std::int32_t day, const words::Catalogue& words) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return words.date({static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                       static_cast<int>(static_cast<unsigned>(date.day())), weekday_of(day)});
}

Labels labels(const words::Catalogue& words) {
    Labels labels;
    labels.call = words.text("board.call");
    labels.go = words.text("board.go");
    labels.last_calls = words.text("board.last_calls");
    labels.last_counters = words.text("board.last_counters");
    labels.no_last_calls = words.text("board.no_last_calls");
    labels.waiting = words.text("board.waiting");
    labels.waiting_short = words.text("board.waiting_short");
    labels.serving = words.text("board.serving");
    labels.serving_short = words.text("board.serving_short");
    labels.counter = words.text("board.counter");
    return labels;
}

bool open_at(const v1::Office& office, const DayMoment& moment) {
    if (closing_note(office, moment.business_day) != nullptr) return false;
    return office.sessions().empty() || hours_at(office, moment) != nullptr;
}

std::optional<Opening> opening_of(const v1::Office& office, std::int32_t day) {
    if (closing_note(office, day) != nullptr) return std::nullopt;
    std::optional<Opening> opening;
    for (const auto& hours : office.sessions()) {
        if (!on_day(hours, day)) continue;
        if (!opening) opening = Opening{hours.from_minute(), hours.until_minute()};
        opening->first_minute = std::min(opening->first_minute, hours.from_minute());
        opening->last_minute = std::max(opening->last_minute, hours.until_minute());
    }
    return opening;
}

std::string session_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words) {
    if (!open_at(office, moment)) return {};
    const v1::Hours* hours = hours_at(office, moment);
    return hours == nullptr ? std::string() : name_of(*hours, words);
}

Told closed_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words) {
    if (const auto* note = closing_note(office, moment.business_day); note != nullptr) {
        const std::string why = shown::text_in(note->message(), words.language().code);
        return {words.text("board.closed.day_off"), why.empty() ? words.text("board.closed.come_back") : why};
    }
    bool opened_before = false;
    const v1::Hours* opens = nullptr;
    for (const auto& hours : office.sessions()) {
        if (!on_day(hours, moment.business_day)) continue;
        opened_before = opened_before || hours.until_minute() <= moment.minute;
        const bool sooner = opens == nullptr || hours.from_minute() < opens->from_minute();
        if (hours.from_minute() > moment.minute && sooner) opens = &hours;
    }
    if (opens != nullptr) {
        return {words.text(opened_before ? "board.closed.between_sessions" : "board.closed.not_yet"),
                words.text("board.closed.begins", {{"session", name_of(*opens, words)}, {"time", clock_words(opens->from_minute())}})};
    }
    if (opened_before) return {words.text("board.closed.over"), words.text("board.closed.thanks")};
    return {words.text("board.closed.no_work"), words.text("board.closed.come_back")};
}

CounterWords counter_words(CounterPhase phase, const words::Catalogue& words) {
    switch (phase) {
        case CounterPhase::closed:
            return {words.text("board.over.closed"), ""};
        case CounterPhase::paused:
            return {words.text("board.over.paused"), words.text("board.over.paused_detail")};
        case CounterPhase::idle:
            return {words.text("board.over.idle"), ""};
        case CounterPhase::calling:
            return {words.text("board.call"), ""};
        case CounterPhase::serving:
            return {words.text("board.over.serving"), ""};
    }
    return {};
}

}  // namespace luot::board
