#include "board/words.hpp"

#include <algorithm>
#include <chrono>

#include "shown/office_shown.hpp"

namespace luot::board {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

// The office's first, where it and a field have hours that cover the moment.
const v1::Hours* hours_at(const v1::Office& office, const DayMoment& moment) {
    for (const v1::Hours* hours : hours_on(office, moment.business_day)) {
        if (hours->from_minute() <= moment.minute && moment.minute < hours->until_minute()) return hours;
    }
    return nullptr;
}

// Hours have codes as the office file writes them, "ninth-hour"; those that the catalogue has no name for have none.
std::string name_of(const v1::Hours& hours, const words::Catalogue& words) {
    std::string key = "common.session." + hours.code();
    std::ranges::replace(key, '-', '_');
    return words.has(key) ? words.text(key) : std::string();
}

std::string_view not_taking_key(Taking taking) {
    switch (taking) {
        case Taking::ended:
            return "board.wait.ended";
        case Taking::used_up:
            return "board.wait.used_up";
        case Taking::not_yet:
            return "board.wait.not_yet";
        case Taking::hours_over:
            return "board.wait.hours_over";
        case Taking::day_off:
            return "board.wait.day_off";
        case Taking::yes:
        case Taking::stopped:
            break;
    }
    return "board.wait.closed";
}

}  // namespace

std::string wait_words(const v1::FieldStatus& field, Taking taking, const words::Catalogue& words) {
    // Who waits reads for how long, also where nobody else can come any more; but nobody is asked in who cannot get a number.
    const bool no_wait = field.has_expected() && field.expected().high_us() == 0;
    if (taking != Taking::yes && (field.waiting() == 0 || no_wait)) return words.text(not_taking_key(taking));
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

std::string session_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words) {
    const v1::Hours* hours = hours_at(office, moment);
    return hours == nullptr ? std::string() : name_of(*hours, words);
}

Told closed_words(const v1::Office& office, const DayMoment& moment, const words::Catalogue& words, const std::string& language) {
    if (const auto* note = closing_note(office, moment.business_day); note != nullptr) {
        const std::string why = shown::text_in(note->message(), language);
        return {words.text("board.closed.day_off"), why.empty() ? words.text("board.closed.come_back") : why};
    }
    bool opened_before = false;
    const v1::Hours* opens = nullptr;
    for (const v1::Hours* hours : hours_on(office, moment.business_day)) {
        opened_before = opened_before || hours->until_minute() <= moment.minute;
        const bool sooner = opens == nullptr || hours->from_minute() < opens->from_minute();
        if (hours->from_minute() > moment.minute && sooner) opens = hours;
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
