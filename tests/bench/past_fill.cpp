#include "bench/past_fill.hpp"

#include <chrono>
#include <random>

#include "bench/failure.hpp"
#include "bench/figures.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/rollups/rollup_tables.hpp"

namespace luot::bench {

namespace {

using core::minute_us;
using core::second_us;
using core::TimeUs;

constexpr std::array services{"civil-status", "land", "certification", "residence", "results", "business"};
constexpr std::array classes{"ordinary", "ordinary", "ordinary", "ordinary", "elderly", "disabled", "small-child"};
constexpr std::uint64_t counters = 12;

template <class Value>
Value or_fail(store::Result<Value> result) {
    if (!result) throw Failure(result.error().what);
    return std::move(*result);
}

void or_fail(const store::Result<void>& result) {
    if (!result) throw Failure(result.error().what);
}

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

class PastOffice {
  public:
    explicit PastOffice(const std::filesystem::path& data)
        : connection_(or_fail(store::open_for_writing(store::database_file(data)))),
          rollups_(or_fail(store::RollupWriter::prepare(connection_))) {
        // The file is the bench's own, and gone after it.
        or_fail(connection_.execute("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 20000; PRAGMA cache_size = -262144"));
        visit_ =
            or_fail(connection_.prepare("INSERT INTO visit VALUES (?,?,'H001','H',1,?,?,?,?,0,0,'kiosk-1',?,?,3,NULL,NULL,0,0,?,'',?)"));
        leg_ = or_fail(connection_.prepare("INSERT INTO leg VALUES (?,1,?,?,?,?,?,?,?,?,0,?,?,'','accepted',0)"));
        stretch_ = or_fail(connection_.prepare(
            "INSERT INTO counter_stretch (business_day, counter, clerk, state, reason, from_us, until_us) VALUES (?,?,?,?,?,?,?)"));
        idle_ = or_fail(connection_.prepare("INSERT INTO counter_idle VALUES (?,?,?,?,?,?)"));
    }

    double day(core::BusinessDay day, std::size_t visits) {
        auto transaction = or_fail(store::Transaction::begin(connection_));
        const TimeUs opening_us = day.days * core::day_us + 30 * minute_us;
        for (std::size_t index = 0; index < visits; ++index) put_visit(day, opening_us + below(9 * core::hour_us));
        for (std::uint64_t counter = 1; counter <= counters; ++counter) put_stretches(day, counter, opening_us);
        const auto begun = std::chrono::steady_clock::now();
        or_fail(rollups_.put(day));
        const double took_ms = seconds_since(begun) * 1'000;
        or_fail(transaction.commit());
        return took_ms;
    }

    std::int64_t integer(const char* sql) { return or_fail(connection_.integer(sql)); }

  private:
    TimeUs below(TimeUs bound) { return static_cast<TimeUs>(dice_() % static_cast<std::uint64_t>(bound)); }

    void put_visit(core::BusinessDay day, TimeUs issued_us) {
        const std::int64_t ticket = next_ticket_++;
        const char* service = services.at(dice_() % services.size());
        // Three quarters wait less than a quarter of an hour, a few more than an hour.
        const TimeUs wait_us = below(below(4) == 0 ? 70 * minute_us : 15 * minute_us);
        const std::int64_t fate = below(100);
        const bool left = fate < 4;
        const bool missed = fate >= 4 && fate < 8;
        const TimeUs called_us = left ? 0 : issued_us + wait_us;
        const TimeUs started_us = left || missed ? 0 : called_us + below(60 * second_us);
        const TimeUs ended_us = left     ? issued_us + wait_us
                                : missed ? called_us + 3 * minute_us
                                         : started_us + minute_us + below(14 * minute_us);
        const auto counter = static_cast<std::int64_t>(1 + dice_() % counters);
        visit_.bind(1, ticket).bind(2, std::int64_t{day.days}).bind_text(3, service).bind_text(4, classes.at(dice_() % classes.size()));
        visit_.bind(5, std::int64_t{left ? 7 : missed ? 6 : 5}).bind(6, std::int64_t{left ? 1 : missed ? 2 : 3}).bind(7, issued_us);
        visit_.bind(8, ended_us).bind(9, std::int64_t{left ? 1 : 0}).bind(10, left || missed ? std::int64_t{0} : below(6));
        or_fail(visit_.run());
        leg_.bind(1, ticket).bind_text(2, service).bind(3, left ? 0 : counter).bind_text(4, left ? "" : "clerk-" + std::to_string(counter));
        leg_.bind(5, issued_us).bind(6, called_us).bind(7, called_us).bind(8, started_us).bind(9, ended_us);
        leg_.bind(10, std::int64_t{left ? 0 : 1}).bind(11, left ? std::int64_t{0} : 1 + below(3));
        or_fail(leg_.run());
        if (left) return;
        idle_.bind(1, std::int64_t{day.days}).bind(2, ticket).bind(3, counter).bind_text(4, "clerk-" + std::to_string(counter));
        idle_.bind(5, called_us - 30 * second_us).bind(6, called_us);
        or_fail(idle_.run());
    }

    void put_stretches(core::BusinessDay day, std::uint64_t counter, TimeUs opening_us) {
        const std::string clerk = "clerk-" + std::to_string(counter);
        for (const bool paused : {false, true}) {
            stretch_.bind(1, std::int64_t{day.days}).bind(2, counter).bind_text(3, clerk).bind(4, std::int64_t{paused ? 3 : 2});
            stretch_.bind_text(5, paused ? "break" : "")
                .bind(6, opening_us)
                .bind(7, opening_us + (paused ? 20 * minute_us : 9 * core::hour_us));
            or_fail(stretch_.run());
        }
    }

    std::mt19937_64 dice_{7};
    std::int64_t next_ticket_ = 1'000'000'000'000;  // behind whatever the journal issued
    store::Connection connection_;
    store::RollupWriter rollups_;
    store::Statement visit_, leg_, stretch_, idle_;
};

}  // namespace

Past fill_past(const std::filesystem::path& data, std::size_t visits, std::size_t visits_a_day, core::BusinessDay before) {
    const auto begun = std::chrono::steady_clock::now();
    Past past;
    past.days = (visits + visits_a_day - 1) / visits_a_day;
    past.first = core::BusinessDay{before.days - static_cast<std::int32_t>(past.days)};
    past.last = core::BusinessDay{before.days - 1};
    Rounds roll_up_ms;
    PastOffice office(data);
    const std::int64_t pages_before = office.integer("PRAGMA page_count");
    for (core::BusinessDay day = past.first; day <= past.last; ++day.days) {
        const std::size_t count = std::min(visits_a_day, visits - past.visits);
        roll_up_ms.add(office.day(day, count));
        past.visits += count;
    }
    const auto many = static_cast<double>(past.visits);
    const auto page_bytes = static_cast<double>(office.integer("PRAGMA page_size"));
    past.table_bytes_a_visit = static_cast<double>(office.integer("PRAGMA page_count") - pages_before) * page_bytes / many;
    past.rollup_bytes_a_visit =
        static_cast<double>(
            office.integer("SELECT sum(length(waits) + length(waits_of_left) + length(walks) + length(services) + length(visits) +"
                           " length(arrivals) + length(queue) + 100) FROM rollup_field") +
            office.integer("SELECT sum(length(services) + 80) FROM rollup_counter")) /
        many;
    past.roll_up_ms = roll_up_ms.median();
    past.fill_seconds = seconds_since(begun);
    return past;
}

}  // namespace luot::bench
