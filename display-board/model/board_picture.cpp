// What the board shows, made of what it knows.
#include <algorithm>

#include "board/board_model.hpp"
#include "board/screen_hours.hpp"
#include "board/words.hpp"

namespace luot::board {

struct BoardModel::View {
    const words::Catalogue& words;
    std::string language;  // of the office's own words: there may be none of ours in it
    v1::BoardConfig config;
    LocalTime local;
    DayMoment moment;
    std::int64_t office_now_us = 0;
    std::int64_t steady_us = 0;

    bool shows(const Call& call) const {
        const auto& counters = config.counters();
        const auto& services = config.services();
        return (counters.empty() || std::ranges::find(counters, call.counter) != counters.end()) &&
               (services.empty() || std::ranges::find(services, call.service) != services.end());
    }
};

// Being spoken, also in one announcement with others; or news a moment ago.
bool BoardModel::fresh(const Call& call, std::int64_t steady_us) const {
    const auto same = [&call](const Call& other) { return other.ticket == call.ticket && other.counter == call.counter; };
    const auto& speaking = announcements_.speaking();
    if (speaking && same(*speaking)) return true;
    const auto& announcement = announcements_.announcement();
    if (announcement && std::ranges::any_of(announcement->calls, same)) return true;
    const auto news = news_.find(call.seq);
    return news != news_.end() && steady_us - news->second < limits::fresh_for_us;
}

CurrentCall BoardModel::current_of(const Call& call, const View& view) const {
    CurrentCall current;
    current.ticket = call.ticket;
    current.number = call.number;
    current.counter = call.counter;
    current.seq = call.seq;
    current.fresh = fresh(call, view.steady_us);
    for (int i = 0; i < shown_.office.services_size(); ++i) {
        const auto& service = shown_.office.services(i);
        if (service.code() != call.service) continue;
        current.field = shown::text_in(service.name(), view.language);
        current.field_place = static_cast<std::size_t>(i);
        current.field_colour = service.colour();
    }
    return current;
}

// The large panel: the call that is being spoken, else the newest one; words where there is none.
void BoardModel::tell_phase(Picture& picture, const View& view) const {
    const bool open = shown_.day.open() && open_at(shown_.office, view.moment);
    picture.session = session_words(shown_.office, view.moment, view.words);

    const Call* newest = nullptr;
    for (const Call& call : calls_) {
        if (newest == nullptr && view.shows(call)) newest = &call;
    }
    const auto& spoken = announcements_.speaking();
    const Call* speaking = spoken && view.shows(*spoken) ? &*spoken : nullptr;
    const bool nobody_waits =
        std::all_of(shown_.fields.begin(), shown_.fields.end(), [](const auto& field) { return field.second.waiting() == 0; });
    const bool call_is_over = newest == nullptr || view.office_now_us - newest->at_us > limits::call_shown_after_hours_us;
    if (!open && nobody_waits && call_is_over && speaking == nullptr && announcements_.waiting() == 0) {
        picture.phase = Phase::closed;
        const Told told = closed_words(shown_.office, view.moment, view.words, view.language);
        picture.title = told.title;
        picture.detail = told.detail;
        return;
    }
    if (speaking == nullptr && newest == nullptr) {
        picture.phase = Phase::empty;
        picture.title = view.words.text("board.empty.title");
        picture.detail = view.words.text(shown_.day.issuing_ended() ? "board.empty.issuing_ended" : "board.empty.detail");
        return;
    }
    picture.phase = Phase::calling;
    picture.current = current_of(speaking != nullptr ? *speaking : *newest, view);
}

void BoardModel::tell_calls(Picture& picture, const View& view) const {
    const std::uint64_t shown_large = picture.current ? picture.current->ticket : 0;
    for (const Call& call : calls_) {
        if (call.ticket == shown_large || !view.shows(call)) continue;
        if (picture.last_calls.size() == limits::last_calls) return;
        picture.last_calls.push_back({call.number, call.counter, call.ticket, fresh(call, view.steady_us)});
    }
}

void BoardModel::tell_fields(Picture& picture, const View& view) const {
    const auto& services = view.config.services();
    for (const auto& service : shown_.office.services()) {
        const auto status = shown_.fields.find(service.code());
        if (status == shown_.fields.end() || picture.phase == Phase::closed) continue;  // nobody is invited through closed doors
        if (!services.empty() && std::ranges::find(services, service.code()) == services.end()) continue;
        const v1::FieldStatus& field = status->second;
        picture.fields.push_back({shown::text_in(service.name(), view.language), service.colour(), field.last_called(), field.waiting(),
                                  wait_words(field, taking(shown_.office, service, field, shown_.day, view.moment), view.words),
                                  field.closed()});
    }
}

void BoardModel::tell_counters(Picture& picture, const View& view) const {
    const auto& wanted = view.config.counters();
    for (const auto& counter : shown_.office.counters()) {
        if (!wanted.empty() && std::ranges::find(wanted, counter.id()) == wanted.end()) continue;
        CounterCard card;
        card.counter = counter.id();
        card.name = shown::text_in(counter.name(), view.language);
        const auto found = shown_.counters.find(counter.id());
        const v1::CounterStatus status = found == shown_.counters.end() ? v1::CounterStatus{} : found->second;
        const bool busy = status.ticket() != 0;
        if (busy) {
            card.phase = status.ticket_state() == v1::TICKET_STATE_CALLED ? CounterPhase::calling : CounterPhase::serving;
            card.number = status.number();
            for (const Call& call : calls_) {
                if (call.ticket != status.ticket() || call.counter != counter.id()) continue;
                card.call = call.seq;
                card.fresh = fresh(call, view.steady_us);
            }
        } else if (status.state() == v1::COUNTER_STATE_OPEN) {
            card.phase = CounterPhase::idle;
        } else if (status.state() == v1::COUNTER_STATE_PAUSED) {
            card.phase = CounterPhase::paused;
        }
        const CounterWords words = counter_words(card.phase, view.words);
        card.words = words.title;
        card.detail = words.detail;
        const auto badge = badges_.find(status.clerk());
        if (shown_.office.desk().show_badges() && badge != badges_.end()) card.badge = badge->second;
        picture.counters.push_back(std::move(card));
    }
}

void BoardModel::tell_light(Picture& picture, const View& view) const {
    const auto& rules = shown_.office.screens();
    picture.brightness = brightness_at(rules, view.local.minute);
    const bool call_is_fresh = picture.current && picture.phase == Phase::calling;
    const bool being_said = announcements_.speaking() || announcements_.announcement() || announcements_.waiting() > 0;
    const bool busy_now = std::ranges::any_of(shown_.fields, [](const auto& field) { return field.second.waiting() > 0; }) ||
                          std::ranges::any_of(shown_.counters, [](const auto& counter) { return counter.second.ticket() != 0; });
    const std::int64_t after_us = std::int64_t{rules.off_after_minutes()} * 60'000'000;
    const bool busy_lately = last_busy_us_ && view.office_now_us - *last_busy_us_ < after_us;
    const bool somebody_there = call_is_fresh || being_said || busy_now || busy_lately || !picture.notice.empty();
    picture.dark = !somebody_there && off_at(shown_.office, view.local);
}

Picture BoardModel::picture(const LocalTime& local, std::int64_t steady_us, const words::Words& all_words) const {
    v1::BoardConfig config = config_of(shown_.office, board_);
    const words::Catalogue& words = all_words.in(config.language());
    const DayMoment moment{shown_.day.business_day(), (local.day - shown_.day.business_day()) * 1440 + local.minute};
    std::string language = config.language().empty() ? words.language().code : config.language();
    const View view{words, std::move(language), std::move(config), local, moment, clock_.now_us(steady_us), steady_us};
    Picture picture;
    picture.labels = labels(words);
    const bool away = lost_since_us_ && steady_us - *lost_since_us_ >= limits::stale_after_us;
    if (!ready_) {
        picture.title = words.text("board.connecting.title");
        picture.detail = words.text(away ? "board.connecting.away" : "board.connecting.detail");
        return picture;
    }
    picture.office = shown::text_in(shown_.office.name(), view.language);
    picture.clock = clock_words(local.minute);
    picture.date = date_words(local.day, words);
    picture.notice = shown_.day.notice();
    picture.notice_urgent = !picture.notice.empty() && shown_.day.notice_urgent();
    if (!picture.notice.empty()) picture.notice_title = words.text(picture.notice_urgent ? "board.notice.urgent" : "board.notice.title");
    if (away) picture.stale = stale_words(steady_us - *lost_since_us_, words);
    tell_phase(picture, view);
    tell_calls(picture, view);
    tell_fields(picture, view);
    tell_counters(picture, view);
    for (const auto& line : shown_.office.running_text()) {
        if (const std::string text = shown::text_in(line, view.language); !text.empty()) picture.running.push_back(text);
    }
    if (picture.fields.size() > fields_at_once || picture.counters.size() > limits::counters_at_once) {
        picture.turn = static_cast<std::size_t>(std::max<std::int64_t>(steady_us, 0) / limits::turn_us);
    }
    tell_light(picture, view);
    return picture;
}

}  // namespace luot::board
