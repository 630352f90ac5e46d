// A kiosk without its screen, its line and its printer: wishes, answers, prints and moments in; commands, slips and lines to say out. It
// takes numbers, has their slips printed one after another, reports what became of each, prints copies that are asked for, and checks in
// whoever holds a slip to the scanner.
//
// No slip is handed to the printer before the server knows that it will be: so a slip that is pending when the program ends was never
// printed, and the next run reports it failed; one that is printing may be on paper, and is reported unknown. Failing that the server's
// time-out makes both unknown. Pure: no clock, no I/O. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "luot/v1/command.pb.h"
#include "luot/v1/envelope.pb.h"
#include "luot/v1/push.pb.h"

namespace luot::spool {

// Of a steady clock, since any beginning that stays the same.
using Instant = std::chrono::milliseconds;
using Token = std::uint64_t;

// What became of a slip on its way through the printer.
struct SlipOutcome {
    v1::SlipReport report = v1::SLIP_REPORT_UNKNOWN;
    std::string trouble;  // a code; empty: none
    std::string detail;   // English
};

// One line for whoever asked.
struct Answer {
    std::uint64_t request = 0;  // which wish, from 1; 0: a copy that the server asked for
    bool reprint = false;
    std::string error;  // not empty: no ticket, or no knowing: a refusal's code, or one of server_away, no_answer, printer_busy, stopped
    std::vector<std::pair<std::string, std::string>> params;
    std::string service;
    std::string ticket_class;
    std::string procedure;  // empty: not said
    std::uint64_t ticket = 0;
    std::string number;
    std::optional<v1::Promise> promise;
    std::int64_t issued_us = 0;
    std::optional<SlipOutcome> slip;  // nothing: none was wanted
    bool reported = true;             // the server has confirmed that it knows of the slip
    std::optional<v1::CheckedInResult> checked_in;
};

// To do, in this order.
struct SendCommand {
    Token token = 0;  // answer with replied(token)
    v1::Command command;
};
struct PrintSlip {  // answer with printed(); one at a time
    std::variant<v1::IssuedResult, v1::TicketStatus> ticket;
    bool reprint = false;
};
struct Say {
    Answer answer;
};
using Action = std::variant<SendCommand, PrintSlip, Say>;

struct KioskOptions {
    std::string device;
    bool prints = true;   // otherwise tickets need no slip
    bool follows = true;  // sees to slips that were left behind and to copies; one-shot commands leave that to the kiosk
};

class KioskFsm {
  public:
    explicit KioskFsm(KioskOptions options);

    // Wishes. The answer comes as Say, within limits::answer_within or soon after the slip. False: no room, and nothing will be said.
    // `person`: see spool/person_hash.hpp; empty: no card was read. `appointment_us`: the slot of whoever comes by appointment.
    bool issue(std::uint64_t request, const std::string& service, const std::string& ticket_class, Instant now,
               const std::string& procedure = {}, const std::string& person = {}, std::optional<std::int64_t> appointment_us = {});
    bool reprint(std::uint64_t request, std::uint64_t ticket, Instant now);
    bool check_in(std::uint64_t request, const std::string& token, Instant now);
    bool has_room() const;

    // What happened.
    void link_changed(bool live, Instant now);
    void welcomed(std::uint64_t seq, Instant now);
    void snapshot(const v1::Snapshot& snapshot, Instant now);
    void event(const v1::Event& event, Instant now);
    void replied(Token token, const v1::Reply& reply, Instant now);
    void printed(const SlipOutcome& outcome, Instant now);
    void wake(Instant now);  // when deadline() has come; waking for nothing does no harm
    void stop(Instant now);  // wishes that were not sent are answered "stopped"; what is under way goes on

    std::optional<Action> next();
    std::optional<Instant> deadline() const;
    // Nobody waits for anything. Late answers may still come, and are dealt with if they do.
    bool idle() const;
    const v1::Office& office() const { return office_; }

  private:
    struct Wish {
        std::uint64_t request = 0;
        std::string service;
        std::string ticket_class;
        std::string procedure;
        std::string person;
        std::optional<std::int64_t> appointment_us;
        std::uint64_t reprint_of = 0;  // not 0: a copy is wished for
        std::string check_in;          // not empty: the token of a slip that was scanned
        Instant until{0};
        bool given_up = false;   // has been answered; a ticket that comes all the same is undone
        bool copy_came = false;  // the change that a reprint makes came before its answer
    };
    struct Slip {
        Answer answer;
        std::variant<v1::IssuedResult, v1::TicketStatus> ticket;
        bool settled = false;  // a copy of a slip that the server has no question about
        Instant until{0};      // of the server's word before it is printed, then of the report
    };
    struct Report {
        Slip slip;
        bool said = false;
    };
    struct Replayed {
        v1::TicketStatus ticket;
        std::uint64_t seq = 0;
    };

    void take_up(Wish wish, Instant now);
    void send_wishes();
    bool may_be_sent(const Wish& wish) const;
    void print_next(Instant now);
    void hand_over();
    void told_of_printing(const v1::Reply& reply, Instant now);
    void give_up_printing(const std::string& code, Instant now);
    void replay(const v1::TicketStatus& ticket, std::uint64_t seq, Instant now);
    void look_at_replayed(Instant now);
    enum class Told : std::uint8_t { now, late, before_this_run };
    void look_at(const v1::TicketStatus& ticket, Told told, Instant now);
    void note_copy(const v1::TicketStatus& ticket);
    void add_copy(const v1::TicketStatus& ticket, Instant now);
    void send(const v1::Command& command, Token token);
    void report(std::uint64_t ticket, v1::SlipReport outcome, Token token);
    void say_error(const Wish& wish, const std::string& code);
    void answered(Wish wish, const v1::Reply& reply, Instant now);
    void undo(const v1::IssuedResult& issued);
    void remember(const v1::IssuedResult& issued);
    std::uint64_t who_asked_for_copy(std::uint64_t ticket);

    KioskOptions options_;
    v1::Office office_;
    bool live_ = false;
    bool has_office_ = false;
    bool stopping_ = false;
    Token last_token_ = 0;
    std::deque<Action> actions_;
    std::deque<Wish> wishes_;     // not sent yet
    std::map<Token, Wish> sent_;  // without an answer
    std::deque<Wish> copies_;     // granted reprints whose change of the ticket has not come yet
    std::deque<Slip> slips_;      // the first one is at the printer where printing_
    std::optional<Token> asked_;  // the first one waits until the server knows that it is about to be printed
    bool printing_ = false;
    std::map<Token, Report> reports_;        // without an answer
    std::optional<std::uint64_t> began_at_;  // what is older was there before this run
    std::uint64_t welcome_seq_ = 0;          // what is not newer is replayed
    std::map<std::uint64_t, Replayed> replayed_;
    std::optional<Instant> caught_up_at_;
    std::map<std::uint64_t, v1::IssuedResult> remembered_;  // of this run
    std::map<std::uint64_t, std::uint32_t> copies_seen_;    // how many of each ticket's copies have been seen to
};

}  // namespace luot::spool
