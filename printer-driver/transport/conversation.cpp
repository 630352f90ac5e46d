#include "transport/conversation.hpp"
#include "transport/outcome.hpp"

#include <algorithm>
#include <utility>

namespace luot::transport {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

Line::Instant after(milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

template <std::size_t Size>
escpos::Bytes bytes_of(const std::array<std::uint8_t, Size>& array) {
    return {array.begin(), array.end()};
}

}  // namespace

milliseconds Conversation::time_for(int dots) const {
    return milliseconds(dots * 1'000LL / std::max(1, profile_.pace_mm_a_second * profile_.dots_a_mm));
}

// --- Questions

asio::awaitable<void> Conversation::greet() {
    if (!profile_.reports_by_itself) co_return;
    const auto bytes = bytes_of(escpos::automatic_status_on());
    error_code error;  // a line that takes nothing is found out by what follows
    co_await line_.write(bytes, limits_.status_answer, error);
}

// Whether this was an answer that was waited for.
bool Conversation::count_done() {
    if (memory_.done_awaited == 0) return false;
    --memory_.done_awaited;
    return true;
}

// What was said without being asked for, until nothing has come for so long.
asio::awaitable<void> Conversation::hear_out(milliseconds quiet) {
    constexpr int answers_most = 1'000;  // who goes on talking is not waited for
    for (int heard = 0; heard < answers_most; ++heard) {
        error_code error;  // found again by who reads next
        const auto answer = co_await line_.read(after(quiet), error);
        if (!answer) co_return;
        if (std::holds_alternative<escpos::DoneAnswer>(*answer)) count_done();
    }
}

asio::awaitable<bool> Conversation::ask_one(escpos::StatusKind kind, escpos::PrinterStatus& into) {
    const auto query = bytes_of(escpos::status_query(kind));
    error_code error;
    line_.forget_automatic();  // it has been asked, and is asked again: what it reported before stands in no question's way
    co_await line_.write(query, limits_.status_answer, error);
    if (error) co_return false;
    const auto deadline = after(limits_.status_answer);
    for (;;) {
        const auto answer = co_await line_.read(deadline, error);
        if (!answer) co_return false;
        if (const auto* said = std::get_if<escpos::StatusAnswer>(&*answer)) {
            escpos::read_answer(kind, said->byte, into);
            co_return true;
        }
        if (std::holds_alternative<escpos::DoneAnswer>(*answer) && !count_done()) memory_.garbled = true;
    }
}

asio::awaitable<std::optional<escpos::PrinterStatus>> Conversation::ask_round() {
    co_await hear_out(milliseconds(1));
    const auto noise_before = line_.noise();
    memory_.garbled = false;
    escpos::PrinterStatus status;
    for (const auto kind :
         {escpos::StatusKind::printer, escpos::StatusKind::offline_cause, escpos::StatusKind::error_cause, escpos::StatusKind::paper}) {
        const bool answered = co_await ask_one(kind, status);
        if (line_.noise() != noise_before) memory_.garbled = true;
        if (!answered || memory_.garbled) co_return std::nullopt;
    }
    co_return status;
}

// Asks the four questions, and once more where one of them had no answer or a strange one: answers do not say what they answer, so what
// comes late would be taken for the next one's.
asio::awaitable<std::optional<escpos::PrinterStatus>> Conversation::ask() {
    const int rounds = memory_.asked_in_vain ? 1 : 2;
    for (int round = 0; round < rounds && !line_.stopped() && !line_.broken(); ++round) {
        if (round > 0) co_await hear_out(limits_.status_answer / 4);
        const auto status = co_await ask_round();
        memory_.asked_in_vain = !status;
        if (status) co_return status;
    }
    co_return std::nullopt;
}

// Of a printer that cannot be asked and reports changes: it has said how it is when the line was opened.
asio::awaitable<std::optional<escpos::PrinterStatus>> Conversation::own_report() {
    if (!profile_.reports_by_itself) co_return std::nullopt;
    milliseconds quiet = limits_.status_answer;
    if (line_.automatic()) quiet = milliseconds(1);
    co_await hear_out(quiet);
    co_return line_.automatic();
}

asio::awaitable<std::optional<escpos::PrinterStatus>> Conversation::look() {
    if (!profile_.answers_questions) {
        const auto reported = co_await own_report();
        if (reported && !reported->cannot_print() && memory_.left_over) co_await separate();
        co_return reported;
    }
    auto status = co_await ask();
    if (!status && (memory_.first || memory_.left_over) && !line_.stopped() && !line_.broken()) {
        // Whoever spoke to it before may have gone in the middle of a picture, of which the questions were then part.
        memory_.first = false;
        const escpos::Bytes rest = escpos::encode_rest(profile_);
        error_code error;  // a line that takes nothing has no answer either
        co_await line_.write(rest, limits_.write_stall, error);
        const auto again = co_await ask();
        if (again) memory_.left_over = true;
        status = again;
    }
    memory_.first = false;
    if (status && status->error && !status->unrecoverable && !status->paper_end && !status->cover_open) {
        co_await recover_from_error();
        const auto again = co_await ask();
        if (again) status = again;
    }
    if (status && !status->cannot_print() && memory_.left_over) {
        co_await separate();
        auto again = co_await ask();
        status = again;
    }
    co_return status;
}

// --- Getting well

asio::awaitable<void> Conversation::recover_from_error() {
    if (profile_.drop == escpos::Drop::none) co_return;
    escpos::Bytes bytes;
    escpos::append_drop(bytes, escpos::Drop::after_error);
    error_code error;  // found again by the question that follows
    co_await line_.write(bytes, limits_.status_answer, error);
}

// Right after a slip has failed: the printer forgets the rest of it, where it can, or it would come out by itself later. Whether it says
// so: to DLE ENQ 2 there is no answer, and not every printer that knows it does so without paper.
asio::awaitable<bool> Conversation::drop_rest() {
    if (line_.stopped()) co_return false;
    if (profile_.drop != escpos::Drop::always) {
        line_.forget_automatic();
        co_await recover_from_error();
        co_return false;
    }
    escpos::Bytes bytes;
    escpos::append_drop(bytes, escpos::Drop::always);
    error_code error;  // then the rest comes out, and is parted from the next slip
    line_.forget_automatic();
    const auto before = line_.dropped();
    co_await line_.write(bytes, limits_.status_answer, error);
    const bool dropped = co_await line_.await_dropped(before, after(limits_.status_answer));
    if (dropped) memory_.done_awaited = 0;
    co_return dropped;
}

// What is left of a slip comes out and is cut off, so that the next one is alone.
asio::awaitable<void> Conversation::separate() {
    escpos::Bytes bytes = escpos::encode_rest(profile_);
    escpos::append_separation(bytes, profile_);
    if (asks_done()) {
        escpos::append_done_query(bytes);
        ++memory_.done_awaited;
    }
    error_code error;
    const auto written = co_await line_.write(bytes, limits_.write_stall, error);
    if (!written.all) co_return;
    End end;
    if (asks_done())
        co_await await_done(after(time_for(memory_.rows_left + profile_.band_rows + profile_.feed_dots) + limits_.after_slip), end);
    if (end.heard == Heard::trouble || end.heard == Heard::line_broke || end.heard == Heard::stopped) co_return;
    memory_.left_over = false;
    memory_.done_awaited = 0;
    memory_.rows_left = 0;
}

// --- A slip

asio::awaitable<Outcome> Conversation::print(const Job& job) {
    memory_.paper_used = false;
    if (job.picture.width() > profile_.width_dots) {
        co_return failed(Trouble::printer_error, "the slip is " + std::to_string(job.picture.width()) + " dots wide and the paper of " +
                                                     profile_.name + " " + std::to_string(profile_.width_dots));
    }
    const auto before = co_await look();
    if (line_.stopped()) co_return failed(Trouble::stopped, "the program ended before the slip was sent");
    if (line_.broken()) co_return failed(Trouble::broken_off, "the line to the printer broke before the slip was sent");
    if (before && before->cannot_print()) {
        const auto state = state_of(*before, profile_.near_end_sensor);
        co_return failed(trouble_of(state.condition), state.detail);
    }
    if (memory_.left_over) co_await separate();  // it does not say how it is
    auto slip = escpos::encode_slip(job.picture, profile_);
    Sent sent{slip.picture_end, slip.bytes.size(), 0, before.has_value() && asks_done()};
    if (sent.asks_done) {
        escpos::append_done_query(slip.bytes);
        ++memory_.done_awaited;
    }
    const bool left_over_before = std::exchange(memory_.left_over, true);
    error_code error;
    const auto written = co_await line_.write(slip.bytes, limits_.write_stall, error);
    sent.taken = written.taken;
    memory_.paper_used = sent.taken > 0;
    memory_.rows_left = job.picture.height();
    if (sent.taken == 0) memory_.left_over = left_over_before;
    if (!written.all) {
        const auto reported = line_.automatic();
        if (sent.asks_done && sent.taken < slip.bytes.size()) count_done();  // it was not sent
        if (!error && reported) {
            auto outcome = co_await in_trouble(*reported, sent);
            co_return outcome;
        }
        line_.abandon();
        co_return broken_off(sent, error.message());
    }
    if (!before) {
        memory_.left_over = false;
        co_return unknown(Trouble::silent, memory_.garbled ? "the printer took the slip and what it says of itself makes no sense"
                                                           : "the printer took the slip and does not say how it is");
    }
    auto outcome = co_await await_end(job, sent);
    co_return outcome;
}

// Whatever is lacking: a picture that was not sent whole did not come out whole.
Outcome Conversation::broken_off(const Sent& sent, const std::string& why) {
    const auto trouble = line_.stopped() ? Trouble::stopped : Trouble::broken_off;
    const std::string detail = "the printer took " + std::to_string(sent.taken) + " of " + std::to_string(sent.slip_end) + " bytes: " + why;
    return sent.taken < sent.picture_end ? failed(trouble, detail) : unknown(trouble, detail);
}

// A slip that was sent whole comes out whole after all when a cover is closed again, unless its rest is dropped; where the paper ended it
// is in two parts, on two rolls. The knife works last: where it is stuck the whole slip hangs from the printer, for somebody to take.
asio::awaitable<Outcome> Conversation::in_trouble(const escpos::PrinterStatus& status, const Sent& sent) {
    const bool dropped = co_await drop_rest();
    if (!dropped) line_.abandon();  // what has not reached the printer yet never does
    const auto state = state_of(status, profile_.near_end_sensor);
    const auto trouble = trouble_of(state.condition);
    if (sent.taken < sent.picture_end || state.condition == Condition::paper_end) co_return failed(trouble, state.detail);
    if (state.condition == Condition::fault && status.cutter_error) {
        co_return unknown(trouble, "the slip is printed and hangs from the printer: " + state.detail);
    }
    if (dropped) co_return failed(trouble, state.detail);
    co_return unknown(trouble, state.detail + ", and may print the rest of the slip later");
}

Outcome Conversation::done(const escpos::DoneAnswer& said) {
    memory_.left_over = false;
    // Paper that ended with this slip: whether its last lines are on it only a person can see.
    if (said.paper_end) return unknown(Trouble::paper_end, "the paper ended with this slip");
    return {Result::printed, Trouble::none, {}, said.paper_near_end && profile_.near_end_sensor};
}

asio::awaitable<void> Conversation::await_done(Instant deadline, End& end) {
    for (;;) {
        error_code error;
        const auto answer = co_await line_.read(deadline, error);
        if (line_.stopped()) end.heard = Heard::stopped;
        if (error) {
            end.heard = Heard::line_broke;
            end.why = error.message();
        }
        if (!answer || line_.stopped()) co_return;
        if (const auto* done = std::get_if<escpos::DoneAnswer>(&*answer)) {
            end.done = *done;
            const bool awaited = count_done();
            if (!awaited || memory_.done_awaited > 0) continue;  // to a job before
            memory_.says_done = true;
            end.heard = Heard::done;
            co_return;
        }
        if (const auto* reported = std::get_if<escpos::AutomaticStatus>(&*answer); reported && reported->status.cannot_print()) {
            end.heard = Heard::trouble;
            co_return;
        }
    }
}

// After everything has been sent to a printer that answers. First its own word is waited for, then it is asked how it is; and where it is
// well, its word is waited for again: it is slow, or else it knows no GS r, and then that is known from now on.
asio::awaitable<Outcome> Conversation::await_end(const Job& job, const Sent& sent) {
    auto wait = time_for(job.picture.height() + profile_.feed_dots) + limits_.after_slip;
    for (int round = 0;; ++round) {
        End end;
        const bool known = memory_.says_done.value_or(false);
        if (sent.asks_done || round == 0) co_await await_done(after(wait), end);
        if (end.heard == Heard::done) co_return done(end.done);
        if (end.heard == Heard::line_broke) {
            co_return unknown(Trouble::broken_off, "the line broke before the printer said that it was done: " + end.why);
        }
        if (end.heard == Heard::stopped) {
            co_return unknown(Trouble::stopped, "the program ended before the printer said that it was done");
        }
        const auto status = co_await ask();
        if (!status) co_return unknown(Trouble::silent, "the printer took the slip and has been silent since");
        if (status->cannot_print()) {
            auto outcome = co_await in_trouble(*status, sent);
            co_return outcome;
        }
        if (sent.asks_done && memory_.done_awaited == 0) {
            co_return done({status->paper_end, status->paper_near_end});  // its word came among the answers
        }
        if (!sent.asks_done || (round > 0 && !known)) {
            // It knows no GS r: that it is well after the time that a slip takes has to do.
            if (sent.asks_done) memory_.says_done = false;
            memory_.done_awaited = 0;
            co_return done({status->paper_end, status->paper_near_end});
        }
        if (round > 0) co_return unknown(Trouble::silent, "the printer is well and has not said that the slip is done");
        wait = limits_.late;
    }
}

}  // namespace luot::transport
