// What a clerk's program knows of the office: a fold of the server's snapshot and of the changes after it. Pure; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "luot/v1/push.pb.h"
#include "shown/office_shown.hpp"

namespace luot::counter {

// "đ041 " -> "Đ041": numbers are typed in small letters too.
std::string normal_number(std::string_view typed);

// Notes that are kept: more than there can be tickets at counters and between them.
constexpr std::size_t notes_max = 4'096;

class OfficeView {
  public:
    void apply(const v1::Snapshot& snapshot);  // replaces everything
    void apply(const v1::Event& event);        // one that was applied already (by seq) changes nothing
    void apply(const v1::Staff& staff);        // replaces everybody
    void apply(const v1::TicketNote& note);    // of a ticket the last one counts; an empty text takes it away
    void forget_notes();                       // all that there are come anew, as after each Welcome

    bool ready() const { return ready_; }  // a snapshot has come
    std::uint64_t seq() const { return seq_; }
    const v1::Office& office() const { return shown_.office; }
    const v1::DayStatus& day() const { return shown_.day; }

    // In the office's order; fields and counters that the office no longer has are not in it.
    std::vector<const v1::FieldStatus*> fields() const;
    const std::map<std::uint64_t, v1::CounterStatus>& counters() const { return shown_.counters; }
    // Open tickets, and no-shows, which may be reinstated. At most what one day issues.
    const std::map<std::uint64_t, v1::TicketStatus>& tickets() const { return tickets_; }

    const v1::CounterStatus* counter(std::uint64_t id) const;
    const v1::TicketStatus* ticket(std::uint64_t id) const;
    // The ticket with this number as people see it; of two (a no-show's number is never given again, so there is none today) the newest.
    const v1::TicketStatus* ticket_by_number(std::string_view number) const;
    std::string service_name(const std::string& code, std::string_view language) const;  // the code, where there are no words
    std::string clerk_name(const std::string& code) const;                               // likewise
    // Who the clerks are, by code; empty where the server told nobody's name.
    const std::map<std::string, v1::ClerkName>& staff() const { return staff_; }
    const v1::TicketNote* note(std::uint64_t ticket) const;
    const v1::ClerkDay* clerk_day(const std::string& code) const;  // null: nothing yet today

  private:
    void apply(const v1::Change& change);
    void set_ticket(const v1::TicketStatus& status);

    bool ready_ = false;
    std::uint64_t seq_ = 0;
    shown::OfficeShown shown_;
    std::map<std::uint64_t, v1::TicketStatus> tickets_;
    std::map<std::string, v1::ClerkName> staff_;
    std::map<std::uint64_t, v1::TicketNote> notes_;
    std::map<std::string, v1::ClerkDay> clerk_days_;
};

}  // namespace luot::counter
