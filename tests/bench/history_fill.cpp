#include "bench/history_fill.hpp"

#include <chrono>

#include "bench/core_office.hpp"
#include "bench/failure.hpp"
#include "map/codec.hpp"
#include "store/files.hpp"
#include "store/sqlite_journal.hpp"
#include "support/office_driver.hpp"

namespace luot::bench {

namespace {

constexpr std::size_t visits_a_day = 2'500;
constexpr std::uint64_t counters_open = 8;

// The core with a journal behind it: one batch a day, which ends with the day's close and a checkpoint of it.
class JournalledOffice final : public CoreOffice {
  public:
    JournalledOffice(const std::filesystem::path& data, core::TimeUs now_us) : CoreOffice(now_us, false) {
        auto opened = store::SqliteJournal::open(data);
        if (!opened) throw Failure(opened.error().what);
        journal_ = std::move(*opened);
        configure();
    }

    void commit() {
        const auto done = journal_->append(batch_);
        if (!done) throw Failure(done.error().what);
        batch_ = {};
    }

  private:
    void take(const core::Event& event) override {
        journal::EncodedEvent encoded = codec_.encode(event);
        batch_.rows.push_back({event.seq, event.at_us, event.business_day, encoded.kind, std::move(encoded.payload)});
        core::apply_collecting(state(), event, batch_.report);
        if (!std::holds_alternative<core::DayClosed>(event.body)) return;
        batch_.checkpoint = journal::Checkpoint{state().seq, codec_.state_format(), codec_.encode(state())};
        commit();
    }

    map::ProtobufCodec codec_;
    std::unique_ptr<store::SqliteJournal> journal_;
    journal::Batch batch_;
};

core::TimeUs now_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// Half past seven of a business day, in the office's zone.
core::TimeUs opening_of(std::int32_t day) {
    return day * core::day_us + (7 * 60 + 30 - 7 * 60) * core::minute_us;
}

void work_a_day(JournalledOffice& office, std::int32_t day, std::size_t visits) {
    core::TimeUs at_us = opening_of(day);
    office.set_time(at_us);
    for (std::uint64_t counter = 1; counter <= counters_open; ++counter) office.run(core::OpenCounter{at_counter(counter)});
    for (std::size_t visit = 0; visit < visits; ++visit) {
        const core::AtCounter at = at_counter(visit % counters_open + 1);
        const auto pass = [&](core::TimeUs duration_us) { office.set_time(at_us += duration_us); };
        pass(5 * core::second_us);
        office.run(issue(visit));
        pass(2 * core::second_us);
        office.run(core::CallNext{at, {}});
        pass(2 * core::second_us);
        office.run(core::Start{at});
        pass(3 * core::second_us);
        office.run(core::Finish{at, core::OutcomeCode("accepted")});
    }
    for (std::uint64_t counter = 1; counter <= counters_open; ++counter) office.run(core::CloseCounter{at_counter(counter)});
}

}  // namespace

Filled fill_history(const std::filesystem::path& data, std::size_t visits) {
    const auto begun = std::chrono::steady_clock::now();
    const std::size_t days = (visits + visits_a_day - 1) / visits_a_day;
    const std::int32_t today = test::moment_of(now_us()).business_day.days;
    const std::int32_t first = today - static_cast<std::int32_t>(days);
    Filled filled;
    filled.first = core::BusinessDay{first};
    {
        JournalledOffice office(data, opening_of(first) - core::hour_us);
        for (std::int32_t day = first; day < today; ++day) {
            const std::size_t count = std::min(visits_a_day, visits - filled.visits);
            work_a_day(office, day, count);
            filled.visits += count;
            ++filled.days;
        }
        // The last day closes at the boundary hour of today, and today opens; what came after the close is committed too.
        office.set_time(test::moment_of(now_us()).day_ends_at_us - core::day_us);
        office.commit();
        filled.events = office.state().seq;
    }
    filled.file_bytes = std::filesystem::file_size(store::database_file(data));
    filled.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return filled;
}

}  // namespace luot::bench
