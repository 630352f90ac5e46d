// What is said over an open line: how the printer is, one slip, and how it gets well again. Questions are asked before a job and after it,
// never in between: inside a command they would be taken for its data.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "transport/line.hpp"
#include "transport/printer.hpp"

namespace luot::transport {

// What is remembered of a printer from one line to the next.
struct Memory {
    bool left_over = false;         // part of a slip may be in it or hang from it: it has to be parted from the next one
    bool asked_in_vain = false;     // the last questions had no answer
    bool first = true;              // nothing has been asked in this run; the one before may have ended in mid-slip
    bool garbled = false;           // the last questions were answered, by something that is no answer
    std::optional<bool> says_done;  // GS r; learnt from what it does
    int done_awaited = 0;           // GS r that were sent and not answered: on a new line, too, the answer may still come
    int rows_left = 0;              // of the last job, at most: it may still be printing them
    bool paper_used = false;        // by the last job
};

class Conversation {
  public:
    Conversation(Line& line, const escpos::Profile& profile, const Limits& limits, Memory& memory)
        : line_(line), profile_(profile), limits_(limits), memory_(memory) {}

    // On a line that has just been opened, where the printer reports by itself.
    boost::asio::awaitable<void> greet();
    // How the printer is, after what could be done to get it well: errors cleared, remains of a slip parted off. Nothing: it does not say.
    boost::asio::awaitable<std::optional<escpos::PrinterStatus>> look();
    boost::asio::awaitable<Outcome> print(const Job& job);

  private:
    using Instant = Line::Instant;
    enum class Heard : std::uint8_t { done, trouble, nothing, line_broke, stopped };
    struct End {
        Heard heard = Heard::nothing;
        escpos::DoneAnswer done;
        std::string why;
    };
    struct Sent {
        std::size_t picture_end = 0;
        std::size_t slip_end = 0;
        std::size_t taken = 0;
        bool asks_done = false;
    };

    boost::asio::awaitable<std::optional<escpos::PrinterStatus>> ask();
    boost::asio::awaitable<std::optional<escpos::PrinterStatus>> ask_round();
    boost::asio::awaitable<bool> ask_one(escpos::StatusKind kind, escpos::PrinterStatus& into);
    boost::asio::awaitable<std::optional<escpos::PrinterStatus>> own_report();
    boost::asio::awaitable<void> hear_out(std::chrono::milliseconds quiet);
    boost::asio::awaitable<void> recover_from_error();
    boost::asio::awaitable<void> separate();
    boost::asio::awaitable<bool> drop_rest();
    boost::asio::awaitable<void> await_done(Instant deadline, End& end);
    boost::asio::awaitable<Outcome> await_end(const Job& job, const Sent& sent);
    boost::asio::awaitable<Outcome> in_trouble(const escpos::PrinterStatus& status, const Sent& sent);
    Outcome done(const escpos::DoneAnswer& said);
    Outcome broken_off(const Sent& sent, const std::string& why);
    bool asks_done() const { return profile_.says_when_done && memory_.says_done.value_or(true); }
    bool count_done();
    std::chrono::milliseconds time_for(int dots) const;

    Line& line_;
    const escpos::Profile& profile_;
    const Limits& limits_;
    Memory& memory_;
};

}  // namespace luot::transport
