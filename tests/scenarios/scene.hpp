// One scenario under way: the office as described so far, the hall that runs it, the devices in it, and what has happened.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/report_rows.hpp"
#include "scenarios/sentence.hpp"
#include "scenarios/tally.hpp"
#include "support/office_driver.hpp"

namespace luot::scenarios {

// The scenario says something that cannot be meant: an unknown number, a time in the past.
struct Nonsense : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// The core did something else than the scenario says.
struct Mismatch : std::runtime_error {
    Mismatch(const std::string& expected, const std::string& happened)
        : std::runtime_error("expected: " + expected + "\n  happened: " + happened) {}
};

class Scene {
  public:
    // The office being described: the next Configure takes it.
    core::Office office = test::small_office();

    bool started() const { return hall_ != nullptr; }
    test::OfficeDriver& hall();  // configures the office on first use, at 07:00 on Monday 2026-03-02
    const core::State& state() { return hall().state; }

    // A device asks, through a session of its own that it opens on first use. What came of it, in words: "H001", "H001 because arrival",
    // "nobody", "done" or "refused CODE (name value, …)".
    std::string ask(core::Role role, const std::string& device, const core::Command& command);
    // The same command with the same number once more, as after a lost answer: "the same answer", or what ask() says.
    std::string ask_again(const std::string& device);
    // The device comes with the number before its last one, whose answer it has acknowledged.
    std::string ask_before_the_last(const std::string& device);
    // As ask(), but the answers to earlier commands are not acknowledged.
    std::string ask_without_acknowledging(core::Role role, const std::string& device, const core::Command& command);
    void reconnect(const std::string& device) { clients_.erase(device); }
    core::SessionId session_of(const std::string& device);
    // The server's own commands.
    std::string tell(const core::Command& command);

    void pass_until(core::TimeUs at_us);                                  // with the power on
    void be_off_until(core::TimeUs at_us);                                // nothing is decided meanwhile
    void fail_and_return();                                               // the state is rebuilt from the journal
    core::TimeUs at_clock(const std::string& clock, int days_later = 0);  // in the office's zone, on the calendar's date

    core::TicketId id(const std::string& number);           // today's, else the last that had it, else one that is nobody's
    const core::Ticket& ticket(const std::string& number);  // likewise; throws Nonsense where there is none
    const core::Service& configured(const Gaps& gaps);      // {service}, as the office has it now; throws Nonsense where there is none
    const core::FieldState& field(const Gaps& gaps);
    core::Moment moment();                 // now
    core::AtCounter at(const Gaps& gaps);  // {counter}, {clerk}: the clerk there, now or last; and whom they see, if that was said

    // For the next command at this counter: its clerk sees this ticket there (none: nobody), whoever is.
    void sees(core::CounterId counter, core::TicketId ticket) { sees_[counter] = ticket; }
    // For the next command of this device, and its repeats: later it makes no sense.
    void must_come_by(const std::string& device, core::TimeUs not_after_us) { not_after_us_[device] = not_after_us; }

    const std::vector<std::string>& timeline() const { return timeline_; }
    void note(const std::string& what) { timeline_.push_back(what); }
    const std::optional<core::DayClosed>& last_close() const { return last_close_; }
    const Tally& tally() const { return tally_; }

  private:
    struct Client {
        core::Origin origin;
        core::Command last;
        std::optional<core::Answer> answer;
    };

    Client& client(core::Role role, const std::string& device);
    std::string send(Client& client);
    void fall_due(core::TimeUs at_us);
    void observe();

    std::unique_ptr<test::OfficeDriver> hall_;
    std::map<std::string, Client> clients_;
    std::map<core::CounterId, core::ClerkCode> last_clerk_;
    std::map<core::CounterId, core::TicketId> sees_;
    std::map<std::string, core::TimeUs> not_after_us_;
    core::State observed_;
    core::ReportRows rows_;
    std::optional<core::DayClosed> last_close_;
    std::vector<std::string> timeline_;
    Tally tally_;
};

std::uint64_t number_in(const Gaps& gaps, std::string_view name);
std::string text_in(const Gaps& gaps, std::string_view name);  // empty where the gap was left out
core::TimeUs clock_in(std::string_view clock);                 // "08:00" or "08:00:30" since midnight

}  // namespace luot::scenarios
