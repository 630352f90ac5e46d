#include <doctest/doctest.h>

#include <map>

#include "busy_office.hpp"
#include "luot/v1/envelope.pb.h"
#include "map/wire_translator.hpp"
#include "support/doctest_results.hpp"
#include "support/office_driver.hpp"

using namespace luot;
using core::Role;

namespace {

const map::WireTranslator translator;
constexpr Role seeing_all[] = {Role::counter, Role::supervisor, Role::administrator};
constexpr Role devices[] = {Role::kiosk, Role::counter, Role::board, Role::supervisor, Role::administrator};

v1::Snapshot snapshot_of(const core::State& state, Role role) {
    v1::Envelope envelope;
    REQUIRE(envelope.ParseFromString(*translator.snapshot(state, role, state.at_us)));
    REQUIRE(envelope.has_snapshot());
    return envelope.snapshot();
}

std::optional<v1::Event> push_of(const core::State& state, const core::Event& event, Role role) {
    const net::Bytes bytes = translator.push(state, event, role);
    if (!bytes) return std::nullopt;
    v1::Envelope envelope;
    REQUIRE(envelope.ParseFromString(*bytes));
    REQUIRE(envelope.has_event());
    return envelope.event();
}

// A client: a snapshot, and changes applied to it by replacing.
struct Mirror {
    v1::Office office;
    v1::DayStatus day;
    std::map<std::string, v1::FieldStatus> fields;
    std::map<std::uint64_t, v1::CounterStatus> counters;
    std::map<std::uint64_t, v1::TicketStatus> tickets;
    std::map<std::string, v1::ClerkDay> clerk_days;
    std::vector<v1::CallMade> calls;

    explicit Mirror(const v1::Snapshot& from) : office(from.office()), day(from.day()) {
        for (const auto& field : from.fields()) fields[field.service()] = field;
        for (const auto& counter : from.counters()) counters[counter.counter()] = counter;
        for (const auto& ticket : from.tickets()) tickets[ticket.ticket()] = ticket;
        for (const auto& day_of : from.clerk_days()) clerk_days[day_of.clerk()] = day_of;
        calls.assign(from.calls().begin(), from.calls().end());
    }

    void apply(const v1::Event& event) {
        for (const v1::Change& change : event.changes()) {
            if (change.day_cleared() || change.has_office()) {
                fields.clear();
                counters.clear();
            }
            if (change.day_cleared()) {
                tickets.clear();
                calls.clear();
                clerk_days.clear();
            }
            if (change.has_office()) office = change.office();
            if (change.has_day()) day = change.day();
            if (change.has_field()) fields[change.field().service()] = change.field();
            if (change.has_counter()) counters[change.counter().counter()] = change.counter();
            if (change.has_ticket()) tickets[change.ticket().ticket()] = change.ticket();
            if (change.has_clerk_day()) clerk_days[change.clerk_day().clerk()] = change.clerk_day();
            if (change.has_call()) calls.push_back(change.call());
        }
    }
};

std::string text(const google::protobuf::MessageLite& message) {
    return message.SerializeAsString();
}

template <class Map>
void check_same(const Map& mirrored, const Map& fresh) {
    REQUIRE(mirrored.size() == fresh.size());
    for (const auto& entry : fresh) {  // by name: a lambda of clang 14, as in INFO, takes no structured binding
        const auto& value = entry.second;
        const auto found = mirrored.find(entry.first);
        REQUIRE(found != mirrored.end());
        INFO("mirrored: ", found->second.ShortDebugString());
        INFO("fresh: ", value.ShortDebugString());
        REQUIRE(text(found->second) == text(value));
    }
}

// Time alone takes calls and no-shows out of a snapshot; a client that was there keeps them as long as it likes.
void check_mirror(Mirror mirror, const core::State& state, Role role) {
    const v1::Snapshot snapshot = snapshot_of(state, role);
    Mirror fresh(snapshot);
    CHECK(text(mirror.office) == text(fresh.office));
    CHECK(text(mirror.day) == text(fresh.day));
    check_same(mirror.fields, fresh.fields);
    check_same(mirror.counters, fresh.counters);
    check_same(mirror.clerk_days, fresh.clerk_days);
    std::erase_if(mirror.tickets, [&](const auto& entry) { return !fresh.tickets.contains(entry.first); });
    check_same(mirror.tickets, fresh.tickets);
    REQUIRE(mirror.calls.size() >= fresh.calls.size());
    const auto first = mirror.calls.end() - static_cast<std::ptrdiff_t>(fresh.calls.size());
    for (std::size_t i = 0; i < fresh.calls.size(); ++i) CHECK(text(first[static_cast<std::ptrdiff_t>(i)]) == text(fresh.calls[i]));
}

bool mentions(const google::protobuf::MessageLite& message, const std::string& word) {
    return text(message).find(word) != std::string::npos;
}

const core::AtCounter an{core::CounterId(1), core::ClerkCode("clerk-an")};

// 08:00: counter 1 is open, two wait for civil status.
struct Morning {
    test::OfficeDriver office;
    Morning() : Morning(test::small_office()) {}
    explicit Morning(core::Office configured) : office(with_clerks(std::move(configured))) {
        office.set_time(test::monday_at(8, 0));
        REQUIRE(office.run(core::OpenCounter{an, false}));
        issue("elderly");
        issue("ordinary");
    }
    static core::Office with_clerks(core::Office office) {
        office.clerks = {core::ClerkCode("clerk-an"), core::ClerkCode("clerk-binh")};
        office.services[0].daily_quota = 40;
        return office;
    }
    void issue(const std::string& ticket_class) {
        office.pass(core::second_us);
        REQUIRE(office.run(core::Issue{core::ServiceCode("civil-status"), core::ClassCode(ticket_class), core::SlipWish::none, {}, false},
                           Role::kiosk, "kiosk-1"));
    }
    // The pushes that this command leads to, of its last event.
    std::optional<v1::Event> run(const core::Command& command, Role role) {
        office.pass(core::second_us);
        const auto events = office.run(command);
        REQUIRE(events);
        REQUIRE(office.journal.back().seq == events->back().seq);
        return push_of(office.state, events->back(), role);
    }
};

const v1::FieldStatus& field_of(const v1::Snapshot& snapshot, const std::string& service) {
    for (const auto& field : snapshot.fields()) {
        if (field.service() == service) return field;
    }
    throw std::logic_error("no such field in the snapshot");
}

}  // namespace

TEST_CASE("pushes applied to a snapshot give the later snapshot for every role") {
    const std::uint64_t seed = test::seed_or(11);
    CAPTURE(seed);
    const test::BusyOffice busy(seed, 2'000);
    core::State state;
    std::map<Role, Mirror> mirrors;
    for (const core::Event& event : busy.journal()) {
        core::apply(state, event);
        if (event.seq == 2) {
            for (const Role role : devices) mirrors.emplace(role, Mirror(snapshot_of(state, role)));
        }
        for (auto& [role, mirror] : mirrors) {
            if (const auto push = push_of(state, event, role)) {
                CHECK(push->seq() == event.seq);
                CHECK(push->at_us() == event.at_us);
                CHECK(push->changes_size() > 0);
                if (event.seq > 2) mirror.apply(*push);
            }
            CAPTURE(event.seq);
            CAPTURE(event.body.index());
            if (event.seq > 2 && event.seq % 5 == 0) check_mirror(mirror, state, role);
        }
    }
    CHECK(busy.journal().size() > 500);
}

TEST_CASE("boards hear nothing of clerks or of tickets as such") {
    const std::uint64_t seed = test::seed_or(12);
    CAPTURE(seed);
    const test::BusyOffice busy(seed, 600);
    core::State state;
    for (const core::Event& event : busy.journal()) {
        core::apply(state, event);
        const auto push = push_of(state, event, Role::board);
        if (!push) continue;
        for (const v1::Change& change : push->changes()) {
            CHECK_FALSE(change.has_ticket());
            CHECK(change.counter().clerk().empty());
            CHECK(change.counter().holds().empty());
            CHECK(change.counter().help() == v1::HELP_STATE_UNSPECIFIED);
            CHECK(change.counter().help_since_us() == 0);
            CHECK(change.field().service_p50_us() == 0);
            CHECK(change.field().service_p95_us() == 0);
            CHECK_FALSE(change.has_clerk_day());
            CHECK(change.office().clerks().empty());
        }
    }
}

TEST_CASE("kiosks hear of tickets and not of what clerks alone need to know of them") {
    const std::uint64_t seed = test::seed_or(13);
    CAPTURE(seed);
    const test::BusyOffice busy(seed, 900);
    core::State state;
    std::size_t holds = 0;
    for (const core::Event& event : busy.journal()) {
        core::apply(state, event);
        holds += std::holds_alternative<core::TicketHeld>(event.body) ? 1U : 0U;
        const auto push = push_of(state, event, Role::kiosk);
        if (!push) continue;
        for (const v1::Change& change : push->changes()) {
            const v1::TicketStatus& ticket = change.ticket();
            CHECK((ticket.hold_reason().empty() && ticket.held_since_us() == 0 && ticket.reason_code().empty()));
            CHECK((ticket.past().empty() && ticket.queue_since_us() == 0));
            CHECK((change.field().service_p50_us() == 0 && change.field().service_p95_us() == 0));
            CHECK_FALSE(change.has_clerk_day());
            CHECK_FALSE(change.has_counter());
        }
    }
    CHECK(holds > 0);
    CHECK(snapshot_of(state, Role::kiosk).clerk_days_size() == 0);
    CHECK(snapshot_of(state, Role::board).clerk_days_size() == 0);
}

TEST_CASE("boards are told who is at a counter where the office shows badges and nothing else of clerks") {
    core::Office configured = test::small_office();
    configured.desk.show_badges = true;
    Morning morning(configured);
    REQUIRE(morning.run(core::CallNext{an, {}}, Role::board));
    const auto asked = morning.run(core::AskForHelp{an, true}, Role::board);
    REQUIRE(asked);  // the counter is told again, as it was
    CHECK(asked->changes(0).counter().clerk() == "clerk-an");
    const v1::Snapshot board = snapshot_of(morning.office.state, Role::board);
    CHECK(board.counters(0).clerk() == "clerk-an");
    CHECK(board.counters(0).help() == v1::HELP_STATE_UNSPECIFIED);
    CHECK(board.office().clerks().empty());
    CHECK(board.clerk_days_size() == 0);

    // A new office file takes it back at once.
    core::Office hidden = Morning::with_clerks(test::small_office());
    const auto told = morning.run(core::Configure{hidden, "hidden"}, Role::board);
    REQUIRE(told);
    for (const v1::Change& change : told->changes()) CHECK(change.counter().clerk().empty());
}

TEST_CASE("who wants help is told to clerks and supervisors until it is over") {
    Morning morning;
    const auto help_of = [](const std::optional<v1::Event>& push) {
        REQUIRE(push);
        REQUIRE(push->changes_size() == 1);
        return push->changes(0).counter();
    };
    const v1::CounterStatus asked = help_of(morning.run(core::AskForHelp{an, true}, Role::supervisor));
    const core::TimeUs asked_us = morning.office.now_us;
    CHECK(asked.help() == v1::HELP_STATE_ASKED);
    CHECK(asked.help_since_us() == asked_us);
    const v1::CounterStatus answered = help_of(morning.run(core::AnswerHelp{an.counter, false}, Role::counter));
    CHECK(answered.help() == v1::HELP_STATE_ANSWERED);
    CHECK(answered.help_since_us() == asked_us);
    CHECK(snapshot_of(morning.office.state, Role::counter).counters(0).help() == v1::HELP_STATE_ANSWERED);
    const v1::CounterStatus over = help_of(morning.run(core::AnswerHelp{an.counter, true}, Role::counter));
    CHECK(over.help() == v1::HELP_STATE_NONE);
    CHECK(over.help_since_us() == 0);
}

TEST_CASE("a clerk is told the day so far and how long services of a field take") {
    Morning morning;
    const auto serve = [&](core::TimeUs took_us, core::TimeUs ended_us) {
        REQUIRE(morning.run(core::CallNext{an, {}}, Role::counter));
        REQUIRE(morning.run(core::Start{an}, Role::counter));
        morning.office.pass(took_us - core::second_us);
        return morning.run(core::Finish{an, {}, ended_us == 0 ? 0 : morning.office.now_us + ended_us}, Role::supervisor);
    };
    const auto first = serve(5 * core::minute_us, 0);
    REQUIRE(first);
    const auto day_in = [](const v1::Event& push) {
        for (const v1::Change& change : push.changes())
            if (change.has_clerk_day()) return change.clerk_day();
        throw std::logic_error("nobody's day was told");
    };
    CHECK(day_in(*first).clerk() == "clerk-an");
    CHECK(day_in(*first).served() == 1);
    CHECK(day_in(*first).service_p50_us() == 5 * core::minute_us);
    CHECK(day_in(*first).corrected() == 0);
    const auto second = serve(20 * core::minute_us, -17 * core::minute_us);  // and it was three, less a second
    REQUIRE(second);
    CHECK(day_in(*second).served() == 2);
    CHECK(day_in(*second).service_p50_us() == 3 * core::minute_us - core::second_us);
    CHECK(day_in(*second).corrected() == 1);
    REQUIRE(morning.run(core::PauseCounter{an, core::ReasonCode("break")}, Role::counter));
    morning.office.pass(10 * core::minute_us - core::second_us);
    const auto resumed = morning.run(core::ResumeCounter{an}, Role::counter);
    REQUIRE(resumed);
    CHECK(day_in(*resumed).paused_us() == 10 * core::minute_us);
    CHECK(snapshot_of(morning.office.state, Role::supervisor).clerk_days(0).SerializeAsString() == day_in(*resumed).SerializeAsString());

    // Of the field nothing is said until eight services tell something.
    CHECK(field_of(snapshot_of(morning.office.state, Role::counter), "civil-status").service_p95_us() == 0);
    std::optional<v1::Event> last;
    for (int minutes = 1; minutes <= 6; ++minutes) {
        morning.issue("ordinary");
        last = serve(minutes * core::minute_us, 0);
    }
    REQUIRE(last);
    const auto is_field = [](const v1::Change& change) { return change.has_field(); };
    const auto told = std::find_if(last->changes().begin(), last->changes().end(), is_field);
    REQUIRE(told != last->changes().end());
    CHECK(told->field().service_p50_us() == 3 * core::minute_us);  // of 1 2 3- 3 4 5 5 6 minutes
    CHECK(told->field().service_p95_us() == 6 * core::minute_us);
}

TEST_CASE("what was before of a visit is told to whoever serves it next") {
    Morning morning;
    REQUIRE(morning.run(core::CallNext{an, {}}, Role::counter));
    const core::Ticket called = morning.office.ticket("H001");
    REQUIRE(morning.run(core::Start{an}, Role::counter));
    morning.office.pass(4 * core::minute_us - core::second_us);
    const auto held = morning.run(core::Hold{an, core::ReasonCode("filling-form")}, Role::counter);
    REQUIRE(held);
    const auto ticket_in = [](const v1::Event& push) {
        for (const v1::Change& change : push.changes())
            if (change.has_ticket()) return change.ticket();
        throw std::logic_error("no ticket was told");
    };
    CHECK(ticket_in(*held).hold_reason() == "filling-form");
    CHECK(ticket_in(*held).held_since_us() == morning.office.now_us);
    CHECK(ticket_in(*held).past().empty());
    morning.office.pass(core::hour_us);
    const auto resumed = morning.run(core::ResumeHold{an, called.id}, Role::counter);
    REQUIRE(resumed);
    CHECK(ticket_in(*resumed).held_since_us() == 0);
    CHECK(ticket_in(*resumed).hold_reason() == "filling-form");
    REQUIRE(morning.run(core::Start{an}, Role::counter));
    morning.office.pass(2 * core::minute_us - core::second_us);
    const auto sent = morning.run(core::Transfer{an, core::ServiceCode("land"), {}, core::TransferKind::next_step, {}}, Role::counter);
    REQUIRE(sent);
    const v1::TicketStatus ticket = ticket_in(*sent);
    REQUIRE(ticket.past_size() == 1);
    CHECK(ticket.past(0).service() == "civil-status");
    CHECK(ticket.past(0).counter() == 1);
    CHECK(ticket.past(0).waited_us() == called.legs.back().called_first_us - called.legs.back().arrived_us);
    CHECK(ticket.past(0).served_us() == 6 * core::minute_us);
    CHECK(ticket.queue_since_us() == morning.office.ticket("H001").place.queue_since_us);
    CHECK(ticket.held_since_us() == 0);
}

TEST_CASE("snapshots by role") {
    Morning morning;
    REQUIRE(morning.run(core::CallNext{an, {}}, Role::counter));
    const core::State& state = morning.office.state;

    for (const Role role : seeing_all) {
        const v1::Snapshot all = snapshot_of(state, role);
        CHECK(all.seq() == state.seq);
        CHECK(all.at_us() == state.at_us);
        CHECK(all.fields_size() == 3);
        CHECK(all.counters_size() == 3);
        CHECK(all.tickets_size() == 2);
        CHECK(all.calls_size() == 1);
        CHECK(all.counters(0).clerk() == "clerk-an");
        CHECK(all.office().clerks_size() == 2);
    }
    const v1::Snapshot board = snapshot_of(state, Role::board);
    CHECK(board.fields_size() == 3);
    CHECK(board.counters_size() == 3);
    CHECK(board.counters(0).number() == "H001");
    CHECK(board.counters(0).ticket_state() == v1::TICKET_STATE_CALLED);
    CHECK(board.tickets_size() == 0);
    CHECK(board.calls_size() == 1);
    CHECK_FALSE(mentions(board, "clerk-"));

    const v1::Snapshot kiosk = snapshot_of(state, Role::kiosk);
    CHECK(kiosk.fields_size() == 3);
    CHECK(kiosk.counters_size() == 0);
    CHECK(kiosk.tickets_size() == 2);
    CHECK(kiosk.tickets(0).kiosk() == "kiosk-1");
    CHECK(kiosk.calls_size() == 0);
    CHECK(kiosk.has_day());
    CHECK(kiosk.has_office());
    CHECK_FALSE(mentions(kiosk, "clerk-"));

    for (const Role role : {Role::phone, Role::system, Role::unspecified}) {
        const v1::Snapshot nothing = snapshot_of(state, role);
        CHECK(nothing.seq() == state.seq);
        CHECK_FALSE(nothing.has_office());
        CHECK(nothing.fields_size() + nothing.counters_size() + nothing.tickets_size() + nothing.calls_size() == 0);
    }
}

TEST_CASE("a call tells its field its counter its ticket and last the call") {
    Morning morning;
    const auto push = morning.run(core::CallNext{an, {}}, Role::counter);
    REQUIRE(push);
    REQUIRE(push->changes_size() == 4);
    CHECK(push->changes(0).field().waiting() == 1);
    CHECK(push->changes(0).field().last_called() == "H001");
    CHECK(push->changes(1).counter().counter() == 1);
    CHECK(push->changes(1).counter().number() == "H001");
    CHECK(push->changes(2).ticket().state() == v1::TICKET_STATE_CALLED);
    CHECK(push->changes(2).ticket().calls() == 1);
    CHECK(push->changes(2).ticket().counter() == 1);
    const v1::CallMade& call = push->changes(3).call();
    CHECK(call.seq() == push->seq());
    CHECK(call.number() == "H001");
    CHECK(call.service() == "civil-status");
    CHECK(call.counter() == 1);
    CHECK(call.calls() == 1);

    const auto again = morning.run(core::Recall{an}, Role::board);
    REQUIRE(again);
    CHECK(again->changes(again->changes_size() - 1).call().calls() == 2);
}

TEST_CASE("what concerns no screen of a role is not pushed to it") {
    Morning morning;
    CHECK_FALSE(morning.run(core::OpenSession{core::DeviceCode("board-1"), Role::board, {}}, Role::administrator));
    REQUIRE(morning.run(core::CallNext{an, {}}, Role::counter));
    const auto started = morning.run(core::Start{an}, Role::kiosk);
    REQUIRE(started);
    CHECK(started->changes_size() == 1);
    CHECK(started->changes(0).has_ticket());
    const auto paused_or_finished = morning.run(core::Finish{an, core::OutcomeCode("accepted")}, Role::board);  // nothing of the field
    REQUIRE(paused_or_finished);
    CHECK(paused_or_finished->changes_size() == 1);
    CHECK(paused_or_finished->changes(0).has_counter());
    // Kiosks hear of the fields alone that the counter takes: what whoever comes there may expect is another matter now.
    const auto paused = morning.run(core::PauseCounter{an, core::ReasonCode("break")}, Role::kiosk);
    REQUIRE(paused);
    const core::Counter& counter = morning.office.state.counters.at(an.counter);
    for (const auto& change : paused->changes())
        CHECK((change.has_field() && core::takes(counter, core::ServiceCode(change.field().service()))));
    CHECK_FALSE(morning.run(core::ResumeCounter{an}, Role::phone));
    CHECK_FALSE(morning.run(core::SetNotice{"Xin chào"}, Role::phone));
}

TEST_CASE("a field says how many wait since when and what its limit is") {
    Morning morning;
    const core::TimeUs first_arrival = morning.office.ticket("H001").legs.back().arrived_us;
    v1::FieldStatus field = field_of(snapshot_of(morning.office.state, Role::board), "civil-status");
    CHECK(field.waiting() == 2);
    CHECK(field.issued() == 2);
    CHECK(field.quota() == 40);
    CHECK_FALSE(field.closed());
    CHECK_FALSE(field.has_expected());
    CHECK(field.longest_since_us() == first_arrival);
    CHECK(field.last_called().empty());

    const v1::FieldStatus land = field_of(snapshot_of(morning.office.state, Role::board), "land");
    CHECK(land.waiting() == 0);
    CHECK_FALSE(land.has_quota());
    CHECK(land.longest_since_us() == 0);

    const auto limited = morning.run(core::LimitService{core::ServiceCode("civil-status"), true, 7}, Role::kiosk);
    REQUIRE(limited);
    CHECK(limited->changes(0).field().quota() == 7);
    CHECK(limited->changes(0).field().closed());
}

TEST_CASE("no-shows stay in a snapshot for as long as they may be reinstated") {
    core::Office configured = test::small_office();
    configured.rules.reinstate_grace_us = 10 * core::minute_us;
    Morning morning(configured);
    REQUIRE(morning.run(core::CallNext{an, {}}, Role::counter));
    REQUIRE(morning.run(core::NoShow{an}, Role::counter));
    const core::State& state = morning.office.state;
    const auto tickets_at = [&](core::TimeUs now_us) {
        v1::Envelope envelope;
        REQUIRE(envelope.ParseFromString(*translator.snapshot(state, Role::counter, now_us)));
        CHECK(envelope.snapshot().at_us() == now_us);
        return envelope.snapshot().tickets_size();
    };
    CHECK(tickets_at(state.at_us) == 2);
    CHECK(tickets_at(state.at_us + 10 * core::minute_us) == 2);
    CHECK(tickets_at(state.at_us + 10 * core::minute_us + 1) == 1);
}

TEST_CASE("the same state and event give the same bytes") {
    Morning morning;
    const core::State& state = morning.office.state;
    const core::Event& event = morning.office.journal.back();
    for (const Role role : devices) {
        CHECK(*translator.snapshot(state, role, 5) == *translator.snapshot(state, role, 5));
        const net::Bytes once = translator.push(state, event, role);
        const net::Bytes twice = translator.push(state, event, role);
        REQUIRE(once);
        CHECK(*once == *twice);
    }
}

TEST_CASE("fields say how many places are left and whether a wait may run past the end of work") {
    core::Office configured = test::small_office();
    configured.services[0].daily_quota = 21;
    test::OfficeDriver office(configured);
    office.set_time(test::monday_at(8, 0));
    const core::AtCounter an{core::CounterId{1}, core::ClerkCode("an")};
    REQUIRE(office.run(core::OpenCounter{an, false}));
    const auto issue = [&] {
        REQUIRE(office.run(core::Issue{core::ServiceCode("civil-status"), {}, core::SlipWish::none, {}, false}, Role::kiosk, "kiosk-1"));
    };
    for (int wait = 0; wait < 8; ++wait) {  // so many say what is expected: twenty minutes
        issue();
        office.pass(20 * core::minute_us);
        REQUIRE(office.run(core::CallNext{an, {}}));
        REQUIRE(office.run(core::Start{an}));
        REQUIRE(office.run(core::Finish{an, {}}));
    }
    const map::WireTranslator calendar([](core::TimeUs at_us) { return test::moment_of(at_us); });
    const auto changes = [&](const map::WireTranslator& by, int from_minute, int until_minute) {
        return by.changed_by_clock(office.state, test::monday_at(16, from_minute), test::monday_at(16, until_minute));
    };
    CHECK_FALSE(changes(calendar, 30, 45));  // whoever comes is called at once
    issue();
    REQUIRE(office.run(core::CallNext{an, {}}));
    CHECK(changes(calendar, 30, 45));
    CHECK_FALSE(changes(calendar, 30, 39));
    CHECK(changes(calendar, 39, 41));
    CHECK_FALSE(changes(calendar, 41, 59));
    CHECK_FALSE(changes(translator, 30, 45));
    const auto field_at = [&](const map::WireTranslator& from, int hour, int minute) {
        v1::Envelope envelope;
        REQUIRE(envelope.ParseFromString(*from.snapshot(office.state, Role::kiosk, test::monday_at(hour, minute))));
        for (const auto& field : envelope.snapshot().fields())
            if (field.service() == "civil-status") return field;
        FAIL("no such field");
        return v1::FieldStatus();
    };
    CHECK(field_at(calendar, 10, 0).places_left() == 12);
    CHECK_FALSE(field_at(calendar, 16, 30).past_closing());
    CHECK(field_at(calendar, 16, 45).past_closing());  // work ends at 17:00
    CHECK_FALSE(field_at(translator, 16, 45).past_closing());
    const v1::Snapshot to_boards = snapshot_of(office.state, Role::board);
    for (const auto& field : to_boards.fields()) CHECK(field.has_places_left() == (field.service() == "civil-status"));

    // A change says it too, at its own time.
    office.set_time(test::monday_at(16, 50));
    issue();
    v1::Envelope envelope;
    REQUIRE(envelope.ParseFromString(*calendar.push(office.state, office.journal.back(), Role::kiosk)));
    bool told = false;
    for (const auto& change : envelope.event().changes()) {
        if (!change.has_field()) continue;
        told = true;
        CHECK(change.field().places_left() == 11);
        CHECK(change.field().past_closing());
    }
    CHECK(told);

    // Who waits longer than the last ones did makes it longer, minute by minute.
    CHECK_FALSE(changes(calendar, 61, 69));
    CHECK(changes(calendar, 69, 71));
    CHECK(changes(calendar, 71, 72));
    CHECK_FALSE(changes(translator, 69, 72));
    CHECK(field_at(calendar, 17, 9).expected().high_us() == 20 * core::minute_us);
    CHECK(field_at(calendar, 17, 30).expected().high_us() == 40 * core::minute_us);
    CHECK(field_at(translator, 17, 30).expected().high_us() == 20 * core::minute_us);
}

TEST_CASE("nobody is shown whose card a number came of") {
    core::Office configured = test::small_office();
    configured.kiosk.card = core::CardUse::offered;
    configured.kiosk.per_person_field = 1;
    test::OfficeDriver office(configured);
    office.set_time(test::monday_at(8, 0));
    const std::string person = "hash-of-a-person";
    REQUIRE(office.run(core::Issue{core::ServiceCode("land"), {}, core::SlipWish::none, {}, false, {}, person}, Role::kiosk, "kiosk-1"));
    REQUIRE(office.state.tickets.begin()->second.person == person);
    for (const Role role : devices) {
        CHECK(translator.snapshot(office.state, role, office.now_us)->find(person) == std::string::npos);
        const net::Bytes push = translator.push(office.state, office.journal.back(), role);
        CHECK((push == nullptr || push->find(person) == std::string::npos));
    }
}
