// An office driven through its days with every batch in a real journal: what verify, load, prune and restore are tested on.
#pragma once

#include "journal_support.hpp"
#include "map/codec.hpp"
#include "store/sqlite_journal.hpp"
#include "support/office_driver.hpp"

namespace luot::test {

class OfficeJournal {
  public:
    explicit OfficeJournal(const std::filesystem::path& folder);

    // Runs the command, which must be accepted. What came of it is committed with a few others, or by commit().
    std::vector<core::Event> run(const core::Command& command, core::Role role = core::Role::counter);
    void set_time(core::TimeUs at_us);
    void commit();

    // The day after 2026-03-01 + `day`, from 08:00 to after the close of the day: issues, calls, holds, transfers, no-shows, a
    // reinstated one, ratings, a test ticket, pauses, chosen calls, and some who are still waiting at day close.
    void run_day(int day);

    // Commits a checkpoint of the present state.
    void checkpoint();

    OfficeDriver office;
    map::ProtobufCodec codec;
    std::unique_ptr<store::SqliteJournal> journal;

  private:
    void commit_some();
    core::TicketId issue(const char* service, const char* ticket_class = "ordinary", bool test = false);

    std::size_t committed_ = 0;
    core::State state_;  // up to what is committed
};

}  // namespace luot::test
