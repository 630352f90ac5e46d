// A small office for the tests of this folder, as a counter's line sees it: it takes commands, answers them, and says what changed. It
// knows no policy but arrival; a test says whom the next call is to take, and why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"

namespace luot::desk::fake {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;
// 2026-03-02 09:00 in Hà Nội.
constexpr std::int64_t opens_us = 1'772'416'800 * second_us;
constexpr std::int64_t zone_us = 7 * 60 * minute_us;

struct Answer {
    v1::Reply reply;
    std::optional<v1::Event> event;
};

class Office {
  public:
    // Fields civil-status (H), certification (C) and land (Đ). Counter 3 serves the first two and helps the third; 2 serves civil-status,
    // 4 land, 5 nothing. Clerks an, binh, chi, dung. Reasons, outcomes, classes, targets.
    Office();

    v1::Office file;
    v1::DayStatus day;
    std::map<std::string, v1::FieldStatus> fields;
    std::map<std::uint64_t, v1::CounterStatus> counters;
    std::map<std::uint64_t, v1::TicketStatus> tickets;
    std::map<std::string, v1::ClerkDay> clerk_days;
    std::uint64_t seq = 100;
    std::uint64_t epoch = 1;
    std::int64_t now_us = opens_us;
    // Whom the next call takes, and why; none: the first by arrival.
    std::optional<std::uint64_t> next;
    v1::CallReason reason = v1::CALL_REASON_ARRIVAL;
    // Some seconds ago.
    std::uint64_t issue(const std::string& service, std::int64_t ago_us = 0, const std::string& ticket_class = "ordinary");

    v1::Welcome welcome() const;
    v1::Snapshot snapshot();
    v1::Staff staff() const;
    // As from some counter's line. Commands that are late are refused.
    Answer decide(const v1::Command& command, std::int64_t not_after_us = 0);

    // What has changed since the last one, as an event; for changes that a test makes by hand.
    v1::Event changed(std::vector<std::uint64_t> tickets_changed = {});

    v1::TicketStatus& ticket(const std::string& number);
    v1::CounterStatus& counter(std::uint64_t id) { return counters.at(id); }

  private:
    struct Deciding;
    void count();
    void put(v1::Event& event, std::uint64_t ticket);

    std::map<std::string, std::uint32_t> last_number_;
};

v1::Reply refusal(const std::string& code, std::vector<std::pair<std::string, std::string>> params = {});

}  // namespace luot::desk::fake
