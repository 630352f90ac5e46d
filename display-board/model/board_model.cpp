#include "board/board_model.hpp"

#include <algorithm>
#include <utility>

#include "board/words.hpp"

namespace luot::board {

void BoardModel::on_welcome(const v1::Welcome& welcome, std::int64_t steady_us) {
    clock_.welcome(welcome.at_us(), welcome.speed(), steady_us);
    if (epoch_ != 0 && welcome.epoch() != epoch_) {
        // A restored server may count from less than it did: nothing that it says now is old news.
        announcements_.new_epoch();
        seq_ = 0;
    }
    epoch_ = welcome.epoch();
    welcome_seq_ = welcome.seq();
}

void BoardModel::on_snapshot(const v1::Snapshot& snapshot, std::int64_t steady_us) {
    clock_.at_least(snapshot.at_us(), steady_us);
    const std::int64_t office_now_us = clock_.now_us(steady_us);
    // Another journal under the same name, e.g. a data folder made anew: it counts from less.
    if (snapshot.seq() < seq_) announcements_.new_epoch();
    ready_ = true;
    seq_ = snapshot.seq();
    shown_.apply(snapshot);
    calls_.clear();
    for (const auto& made : snapshot.calls()) take_call(call_of(made), false, office_now_us);
    announcements_.heard_through(snapshot.seq());
}

void BoardModel::on_event(const v1::Event& event, std::int64_t steady_us) {
    if (event.seq() <= seq_) return;
    seq_ = event.seq();
    clock_.at_least(event.at_us(), steady_us);
    const std::int64_t office_now_us = clock_.now_us(steady_us);
    const bool live = event.seq() > welcome_seq_;
    for (const auto& change : event.changes()) apply(change, live, office_now_us);
}

void BoardModel::on_link(bool live, std::int64_t steady_us) {
    if (live) {
        lost_since_us_.reset();
    } else if (!lost_since_us_) {
        lost_since_us_ = steady_us;
    }
}

void BoardModel::apply(const v1::Change& change, bool live, std::int64_t office_now_us) {
    shown_.apply(change);
    if (change.has_call()) take_call(call_of(change.call()), live, office_now_us);
    if (!change.day_cleared()) return;
    calls_.clear();
    announcements_.clear_waiting();
}

void BoardModel::take_call(const Call& call, bool live, std::int64_t office_now_us) {
    show(call);
    const auto heard = announcements_.offer(call, live, office_now_us);
    if (heard != Announcements::Heard::duplicate) seen_.push_back(call);
    const auto field = shown_.fields.find(call.service);
    if (field != shown_.fields.end() && live) field->second.set_last_called(call.number);
}

void BoardModel::show(const Call& call) {
    std::erase_if(calls_, [&call](const Call& shown) { return shown.ticket == call.ticket; });
    calls_.push_front(call);
    if (calls_.size() > limits::last_calls) calls_.pop_back();
}

std::vector<Call> BoardModel::take_seen() {
    return std::exchange(seen_, {});
}

CurrentCall BoardModel::current_of(const Call& call, const std::string& language) const {
    CurrentCall current;
    current.ticket = call.ticket;
    current.number = call.number;
    current.counter = call.counter;
    for (int i = 0; i < shown_.office.services_size(); ++i) {
        const auto& service = shown_.office.services(i);
        if (service.code() != call.service) continue;
        current.field = shown::text_in(service.name(), language);
        current.field_place = static_cast<std::size_t>(i);
        current.field_colour = service.colour();
    }
    return current;
}

// The large panel: the call that is being spoken, else the newest one; words where there is none.
void BoardModel::tell_phase(Picture& picture, const LocalTime& local, std::int64_t office_now_us, const words::Catalogue& words) const {
    const DayMoment moment{shown_.day.business_day(), (local.day - shown_.day.business_day()) * 1440 + local.minute};
    const bool open = shown_.day.open() && open_at(shown_.office, moment);
    picture.session = session_words(shown_.office, moment, words);

    const auto& speaking = announcements_.speaking();
    const bool nobody_waits =
        std::all_of(shown_.fields.begin(), shown_.fields.end(), [](const auto& field) { return field.second.waiting() == 0; });
    const bool call_is_over = calls_.empty() || office_now_us - calls_.front().at_us > limits::call_shown_after_hours_us;
    if (!open && nobody_waits && call_is_over && !speaking && announcements_.waiting() == 0) {
        picture.phase = Phase::closed;
        const Told told = closed_words(shown_.office, moment, words);
        picture.title = told.title;
        picture.detail = told.detail;
        return;
    }
    if (!speaking && calls_.empty()) {
        picture.phase = Phase::empty;
        picture.title = words.text("board.empty.title");
        picture.detail = words.text(shown_.day.issuing_ended() ? "board.empty.issuing_ended" : "board.empty.detail");
        return;
    }
    picture.phase = Phase::calling;
    picture.current = current_of(speaking ? *speaking : calls_.front(), words.language().code);
}

Picture BoardModel::picture(const LocalTime& local, std::int64_t steady_us, const words::Words& all_words) const {
    const words::Catalogue& words = all_words.in(shown_.office.languages().empty() ? "" : shown_.office.languages(0));
    const std::string& language = words.language().code;
    Picture picture;
    picture.labels = labels(words);
    const bool away = lost_since_us_ && steady_us - *lost_since_us_ >= limits::stale_after_us;
    if (!ready_) {
        picture.title = words.text("board.connecting.title");
        picture.detail = words.text(away ? "board.connecting.away" : "board.connecting.detail");
        return picture;
    }
    picture.office = shown::text_in(shown_.office.name(), language);
    picture.clock = clock_words(local.minute);
    picture.date = date_words(local.day, words);
    picture.notice = shown_.day.notice();
    if (away) picture.stale = stale_words(steady_us - *lost_since_us_, words);
    tell_phase(picture, local, clock_.now_us(steady_us), words);

    const std::uint64_t shown_large = picture.current ? picture.current->ticket : 0;
    for (const Call& call : calls_) {
        if (call.ticket != shown_large) picture.last_calls.push_back({call.number, call.counter});
    }
    for (const auto& service : shown_.office.services()) {
        const auto status = shown_.fields.find(service.code());
        if (status == shown_.fields.end() || picture.phase == Phase::closed) continue;  // "come straight in" is not for closed doors
        const v1::FieldStatus& field = status->second;
        picture.fields.push_back({shown::text_in(service.name(), language), service.colour(), field.last_called(), field.waiting(),
                                  wait_words(field, words), field.closed()});
    }
    for (const auto& line : shown_.office.running_text()) {
        if (const std::string text = shown::text_in(line, language); !text.empty()) picture.running.push_back(text);
    }
    if (picture.running.size() > 1 || picture.fields.size() > fields_at_once) {
        picture.turn = static_cast<std::size_t>(std::max<std::int64_t>(steady_us, 0) / limits::turn_us);
    }
    return picture;
}

}  // namespace luot::board
