#include "journal_support.hpp"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "store/events.hpp"
#include "store/files.hpp"
#include "store/load.hpp"

namespace luot::test {

using namespace store;

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
    std::string pattern = (parent / "luot-store-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

journal::Row made_row(core::Seq seq) {
    journal::Row row;
    row.seq = seq;
    row.at_us = 1'772'400'000'000'000 + static_cast<core::TimeUs>(seq) * 1'000'003;
    row.business_day.days = 20'514 + static_cast<std::int32_t>((seq - 1) / 10);
    row.kind = static_cast<std::uint16_t>(1 + seq % 36);
    row.payload.assign((seq - 1) * 37 % 300, static_cast<char>(seq));
    return row;
}

core::Ticket made_ticket(core::Seq issued_seq) {
    core::Ticket ticket;
    ticket.id = core::TicketId(issued_seq);
    ticket.number = "H" + std::to_string(issued_seq);
    ticket.series = "H";
    ticket.ordinal = static_cast<std::uint32_t>(issued_seq);
    ticket.service = core::ServiceCode("hộ-tịch");
    ticket.ticket_class = core::ClassCode("elderly");
    ticket.state = core::TicketState::served;
    ticket.ended_in = core::TicketState::serving;
    ticket.slip = core::SlipState::printed;
    ticket.reprints = 1;
    ticket.issued_by = core::DeviceCode("kiosk-1");
    ticket.issued_us = made_row(issued_seq).at_us;
    ticket.ended_us = ticket.issued_us + 900'000'000;
    ticket.promise.ahead = 7;
    if (issued_seq % 2 == 0) ticket.promise.wait = core::WaitRange{60'000'000, 600'000'000};
    ticket.urgent = issued_seq % 3 == 0;
    ticket.test = issued_seq % 5 == 0;
    ticket.end_reason = core::ReasonCode("left");
    ticket.cancel_kind = core::CancelKind::walk_out;
    ticket.rating = 4;
    core::Leg leg;
    leg.service = ticket.service;
    leg.counter = core::CounterId(3);
    leg.clerk = core::ClerkCode("an");
    leg.arrived_us = ticket.issued_us;
    leg.called_first_us = ticket.issued_us + 1;
    leg.called_last_us = ticket.issued_us + 2;
    leg.started_us = ticket.issued_us + 3;
    leg.ended_us = ticket.ended_us;
    leg.held_us = 4;
    leg.calls = 2;
    leg.reason = core::CallReason::head_start;
    leg.reason_code = core::ReasonCode("unwell");
    leg.outcome = core::OutcomeCode("accepted");
    ticket.legs = {leg, leg};
    ticket.legs.back().service = core::ServiceCode("đất-đai");
    return ticket;
}

journal::Batch made_batch(core::Seq after, std::uint64_t count) {
    journal::Batch batch;
    for (core::Seq seq = after + 1; seq <= after + count; ++seq) {
        batch.rows.push_back(made_row(seq));
        if (seq % 3 == 0) batch.report.ended.push_back(made_ticket(after + 1));
    }
    if (batch.report.ended.size() > 1) batch.report.ended.resize(1);
    if (after % 4 == 0) {
        core::CounterStretch stretch;
        stretch.day = batch.rows.back().business_day;
        stretch.counter = core::CounterId(2);
        stretch.clerk = core::ClerkCode("bình");
        stretch.state = core::CounterState::paused;
        stretch.reason = core::ReasonCode("break");
        stretch.from_us = batch.rows.front().at_us;
        stretch.until_us = batch.rows.back().at_us;
        batch.report.stretches.push_back(stretch);
        batch.checkpoint = journal::Checkpoint{after + count, 1, std::string(10'000, static_cast<char>('a' + after % 26))};
    }
    return batch;
}

std::string broken_in(const std::filesystem::path& folder, std::vector<journal::Row>& rows) {
    rows.clear();
    const Result<Connection> connection = Connection::open(database_file(folder), Mode::write);
    if (!connection) return connection.error().what;
    Result<Statement> check = connection->prepare("PRAGMA integrity_check");
    if (!check || !check->step()) return "integrity_check failed";
    if (check->text(0) != "ok") return check->text(0);
    check->reset();
    Result<EventCursor> cursor = EventCursor::after(*connection, 0);
    if (!cursor) return cursor.error().what;
    Link link = genesis_link;
    while (true) {
        const Result<std::optional<StoredEvent>> event = cursor->next();
        if (!event) return event.error().what;
        if (!*event) return "";
        const journal::Row& row = (*event)->row;
        if (row.seq != rows.size() + 1) return "a gap before event " + std::to_string(row.seq);
        if ((*event)->digest != digest_of(row.payload)) return "the digest of event " + std::to_string(row.seq);
        link = link_of(link, row.seq, row.at_us, row.kind, (*event)->digest);
        if ((*event)->link != link) return "the link of event " + std::to_string(row.seq);
        rows.push_back(row);
    }
}

bool same(const journal::Row& a, const journal::Row& b) {
    return a.seq == b.seq && a.at_us == b.at_us && a.business_day == b.business_day && a.kind == b.kind && a.payload == b.payload;
}

bool are_made_rows(const std::vector<journal::Row>& rows) {
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (!same(rows[at], made_row(at + 1))) return false;
    return true;
}

void execute(const std::filesystem::path& database, const std::string& sql) {
    const Result<Connection> connection = Connection::open(database, Mode::create);
    if (!connection) throw std::runtime_error(connection.error().what);
    if (const Result<void> done = connection->execute(sql); !done) throw std::runtime_error(done.error().what);
}

std::int64_t integer(const std::filesystem::path& database, const std::string& sql) {
    const Result<Connection> connection = Connection::open(database, Mode::write);
    if (!connection) throw std::runtime_error(connection.error().what);
    return connection->integer(sql).value();
}

}  // namespace luot::test
