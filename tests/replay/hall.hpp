// The people of the day: citizens who take a number, wait, come or leave, and clerks at their counters. Everything goes through client
// links as the programs have them; what a reply says is recorded. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "replay/office_time.hpp"
#include "replay/plan.hpp"
#include "replay/record.hpp"
#include "wire/client_link.hpp"

namespace luot::replay {

struct HallOptions {
    std::shared_ptr<const tls::Context> tls;  // whom to trust; null: the line is plain
    std::string host, port;
    std::size_t kiosks = 4;
    std::uint64_t seed = 1;
};

// What the day came to, counted from replies.
struct Tally {
    std::size_t visits = 0, issued = 0, refused = 0, served = 0, no_show = 0, walk_out = 0, held = 0, transferred = 0, calls = 0;
    std::size_t ended() const { return served + no_show + walk_out + refused; }
};

class Clerk;

class Hall {
  public:
    // Given the office, says what the day is; an error ends the run.
    using MakePlan = std::function<boost::system::result<std::vector<PlannedVisit>, std::string>(const v1::Office&)>;

    Hall(boost::asio::io_context& context, HallOptions options, MakePlan make_plan, Record& record);
    ~Hall();

    // Runs the day; `done` is called once, with what went wrong or nothing.
    void run(std::function<void(const std::string& failure)> done);

    const Tally& tally() const { return tally_; }
    const OfficeTime& time() const { return time_; }
    std::size_t waiting() const;

  private:
    friend class Clerk;
    struct Kiosk;
    enum class Where : std::uint8_t { outside, asking, waiting, at_counter, away, ended };
    struct Visit {
        PlannedVisit plan;
        Where where = Where::outside;
        std::uint64_t ticket = 0;
        bool held_once = false;
        bool moved_once = false;
    };

    void on_office(const v1::Snapshot& snapshot);
    void on_fields_changed();
    void schedule_next_arrival();
    void arrive(std::size_t visit);
    void take_number(std::size_t visit);
    void confirm_slip(std::size_t visit, std::uint64_t ticket);
    void lose_patience(std::size_t visit);
    void come_back(std::size_t visit, std::uint64_t counter);
    void end(std::size_t visit);
    void at(std::int64_t office_us, std::function<void()> what);
    void fail(const std::string& why);
    void close_counters();
    void counter_closed();
    Kiosk& kiosk_of(std::size_t visit);
    std::optional<std::size_t> visit_of(std::uint64_t ticket) const;
    void once_issued(std::uint64_t ticket, const std::string& number, std::function<void()> what);

    boost::asio::io_context& context_;
    HallOptions options_;
    MakePlan make_plan_;
    Record& record_;
    std::function<void(const std::string&)> done_;
    OfficeTime time_;
    std::int64_t midnight_us_ = 0;  // 00:00 of the business day's date
    v1::Office office_;
    std::map<std::string, std::uint32_t> waiting_;  // by field
    std::vector<Visit> visits_;
    std::map<std::uint64_t, std::size_t> by_ticket_;
    std::map<std::uint64_t, std::function<void()>> called_early_;  // at most one for each counter
    std::size_t next_arrival_ = 0;
    std::vector<std::unique_ptr<Kiosk>> kiosks_;
    std::vector<std::unique_ptr<Clerk>> clerks_;
    std::size_t clerks_closed_ = 0;
    bool closing_ = false;
    bool finished_ = false;
    Tally tally_;
};

}  // namespace luot::replay
