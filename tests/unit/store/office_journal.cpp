#include "office_journal.hpp"

#include <stdexcept>

#include "core/report_rows.hpp"

namespace luot::test {

using namespace core;

namespace {

const ClerkCode an{"an"};
const ClerkCode binh{"binh"};
const AtCounter first{CounterId(1), an};
const AtCounter third{CounterId(3), binh};

}  // namespace

OfficeJournal::OfficeJournal(const std::filesystem::path& folder) {
    auto opened = store::SqliteJournal::open(folder);
    if (!opened) throw std::runtime_error(opened.error().what);
    journal = std::move(*opened);
    commit();
}

void OfficeJournal::commit() {
    journal::Batch batch;
    for (; committed_ < office.journal.size(); ++committed_) {
        const Event& event = office.journal[committed_];
        journal::EncodedEvent encoded = codec.encode(event);
        batch.rows.push_back({event.seq, event.at_us, event.business_day, encoded.kind, std::move(encoded.payload)});
        apply_collecting(state_, event, batch.report);
    }
    if (batch.rows.empty()) return;
    const auto appended = journal->append(batch);
    if (!appended) throw std::runtime_error(appended.error().what);
}

std::vector<Event> OfficeJournal::run(const Command& command, Role role) {
    const auto events = office.run(command, role);
    if (!events) throw std::logic_error("refused: " + refused(events));
    commit_some();
    return *events;
}

void OfficeJournal::set_time(TimeUs at_us) {
    office.set_time(at_us);
    commit_some();
}

void OfficeJournal::commit_some() {
    if (office.journal.size() - committed_ >= 12) commit();
}

void OfficeJournal::checkpoint() {
    commit();
    journal::Batch batch;
    batch.checkpoint = journal::Checkpoint{office.state.seq, codec.state_format(), codec.encode(office.state)};
    const auto appended = journal->append(batch);
    if (!appended) throw std::runtime_error(appended.error().what);
}

TicketId OfficeJournal::issue(const char* service, const char* ticket_class, bool test) {
    const auto events = run(Issue{ServiceCode(service), ClassCode(ticket_class), SlipWish::none, {}, test}, Role::kiosk);
    return TicketId(events.front().seq);
}

void OfficeJournal::run_day(int day) {
    const auto at = [day](int hour, int minute) { return monday_at(hour, minute) + day * day_us; };
    set_time(at(8, 0));
    run(OpenCounter{first, false});
    run(OpenCounter{third, false});
    std::vector<TicketId> tickets;
    for (int minute = 1; minute <= 20; ++minute) {
        set_time(at(8, minute));
        const char* service = minute % 3 == 0 ? "land" : minute % 3 == 1 ? "civil-status" : "certification";
        tickets.push_back(issue(service, minute % 4 == 0 ? "elderly" : "ordinary", minute == 20));
    }
    set_time(at(8, 30));
    run(CallNext{first, {}});
    run(Start{first});
    run(CallNext{third, {}});
    set_time(at(8, 40));
    run(Hold{first, ReasonCode("filling-form")});
    run(Recall{third});
    run(NoShow{third});
    const TicketId absent = office.journal.back().seq == 0 ? TicketId() : std::get<TicketNoShow>(office.journal.back().body).ticket;
    const TicketId held = *office.state.counters.at(CounterId(1)).holds.begin();
    set_time(at(8, 45));
    run(Reinstate{absent}, Role::counter);
    run(CallNext{first, {}});
    run(Start{first});
    set_time(at(8, 50));
    run(ReturnHold{held});
    run(CallNext{first, OutcomeCode("accepted")});  // finishes the one and calls the hold
    run(Start{first});
    set_time(at(8, 55));
    run(Transfer{first, ServiceCode("land"), {}, TransferKind::next_step, OutcomeCode("accepted")});
    run(PauseCounter{first, ReasonCode("break")});
    set_time(at(9, 10));
    run(ResumeCounter{first});
    run(CallChosen{third, tickets[14], ReasonCode("unwell")});
    run(Start{third});
    set_time(at(9, 15));
    run(Finish{third, OutcomeCode("needs-supplement"), at(9, 13)});  // and said afterwards when it ended
    run(Rate{tickets[14], 5}, Role::kiosk);
    run(Cancel{tickets[18], false, ReasonCode("left")});
    run(SetUrgent{tickets[17], ReasonCode("emergency")}, Role::supervisor);
    for (int round = 0; round < 6; ++round) {
        set_time(at(9, 20 + 5 * round));
        run(CallNext{third, {}});
        run(Start{third});
        set_time(at(9, 23 + 5 * round));
        run(Finish{third, OutcomeCode("accepted")});
    }
    run(CloseCounter{third});
    // The rest expire at the boundary hour.
    set_time(at(28, 1));
    commit();
}

}  // namespace luot::test
