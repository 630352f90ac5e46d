#include "busy_office.hpp"

#include <array>

namespace luot::test {

using namespace core;

namespace {

Office busy_rules() {
    Office office = small_office();
    office.sessions.clear();
    office.rules.no_show_after_us = 4 * minute_us;
    office.rules.longest_wait_us = 90 * minute_us;
    return office;
}

}  // namespace

BusyOffice::BusyOffice(std::uint64_t seed, int steps) : random_(seed), office_(busy_rules()) {
    office_.check_everything = false;
    office_.set_time(monday_at(7, 30));
    const auto opened = office_.run(OpenSession{DeviceCode("kiosk-1"), Role::kiosk, {}}, Role::system);
    if (opened) session_ = SessionId(opened->back().seq);
    for (int i = 0; i < steps; ++i) {
        const int of_day = i % 500;
        office_.pass(of_day == 0 ? 14 * hour_us : second_us * (1 + below(80)));
        step(of_day);
    }
}

void BusyOffice::step(int of_day) {
    const unsigned what = below(100);
    if (what < 22) return kiosk(below(12));
    if (what < 95) return clerk(of_day < 20 ? 0 : below(26));
    supervisor(below(9), of_day > 450);
}

void BusyOffice::kiosk(unsigned what) {
    const std::string device = "kiosk-1";
    if (what < 7) {
        const SlipWish wish = below(3) == 0 ? SlipWish::none : SlipWish::print;
        return run(Issue{some_service(), some_class(), wish, {}, below(20) == 0}, Role::kiosk, device);
    }
    if (what < 10) return run(ReportSlip{some_ticket(), static_cast<SlipReport>(1 + below(3))}, Role::kiosk, device);
    if (what == 10) return run(Reprint{some_ticket()}, Role::kiosk, device);
    run(Cancel{some_ticket(), false, {}}, Role::kiosk, device);
}

void BusyOffice::clerk(unsigned what) {
    const AtCounter at = some_counter();
    const std::string device = "counter-" + std::to_string(at.counter.value);
    const auto& state = office_.state;
    const auto reason = [](const std::vector<Choice>& choices) { return ReasonCode(choices.front().code); };
    const OutcomeCode outcome(state.office.outcomes.front().code);
    switch (what) {
        case 0:
        case 19:
            return run(OpenCounter{at, below(4) == 0}, Role::counter, device);
        case 1:
            return below(2) == 0 ? run(CloseCounter{at}, Role::counter, device)
                                 : run(PauseCounter{at, reason(state.office.pause_reasons)}, Role::counter, device);
        case 2:
        case 18:
            return run(ResumeCounter{at}, Role::counter, device);
        case 3:
            return run(SetAutoCall{at, below(2) == 0}, Role::counter, device);
        case 4:
            return run(Recall{at}, Role::counter, device);
        case 5:
            return run(Requeue{at}, Role::counter, device);
        case 6:
            return run(NoShow{at}, Role::counter, device);
        case 7:
            return run(Reinstate{some_ticket()}, Role::counter, device);
        case 8:
            return run(Hold{at, reason(state.office.hold_reasons)}, Role::counter, device);
        case 9:
            return run(ReturnHold{some_ticket()}, Role::counter, device);
        case 10:
            return run(ResumeHold{at, some_ticket()}, Role::counter, device);
        case 11: {
            const CounterId to(below(3) == 0 ? 1 + below(3) : 0);
            const auto kind = below(2) == 0 ? TransferKind::next_step : TransferKind::wrong_field;
            return run(Transfer{at, some_service(), to, kind, outcome}, Role::counter, device);
        }
        case 12:
            return run(Finish{at, outcome}, Role::counter, device);
        case 13:
            return run(CallChosen{at, some_ticket(), reason(state.office.choose_reasons)}, Role::counter, device);
        case 14:
            return run(Rate{some_ticket(), static_cast<std::uint8_t>(1 + below(5))}, Role::counter, device);
        case 15:
            return run(Start{at}, Role::counter, device);
        case 20:
            return run(CloseCounter{at}, Role::counter, device);
        case 21:
        case 22:
            return run(AskForHelp{at, below(3) != 0}, Role::counter, device);
        case 23:
            return hand_over(at);
        case 24:
            return finish_afterwards(at);
        case 25: {
            AtCounter seen = at;
            seen.ticket = below(2) == 0 ? counter_of(at).current : some_ticket();
            return run(Start{seen}, Role::counter, device);
        }
        default:
            return run(CallNext{at, outcome}, Role::counter, device);
    }
}

// As it stands; a counter that the office has no longer is like one that is closed.
Counter BusyOffice::counter_of(const AtCounter& at) const {
    const Counter* counter = find_counter(office_.state, at.counter);
    return counter == nullptr ? Counter{} : *counter;
}

// To a colleague who has none, or back.
void BusyOffice::hand_over(const AtCounter& at) {
    static const std::string relief = "relief-";
    const bool back = at.clerk.value.starts_with(relief);
    const ClerkCode to(back ? at.clerk.value.substr(relief.size()) : relief + at.clerk.value);
    run(HandOver{at, to}, Role::counter, "counter");
}

void BusyOffice::finish_afterwards(const AtCounter& at) {
    const Ticket* ticket = find_ticket(office_.state, counter_of(at).current);
    if (ticket == nullptr) return;
    const TimeUs started_us = ticket->legs.back().started_us;
    const TimeUs since_us = std::max<TimeUs>(1, office_.now_us - started_us);
    run(Finish{at, {}, started_us + static_cast<TimeUs>(below(120)) * since_us / 100}, Role::counter, "counter");
}

void BusyOffice::supervisor(unsigned what, bool near_the_end) {
    switch (what) {
        case 0:
            return run(SetUrgent{some_ticket(), ReasonCode("emergency")}, Role::supervisor, "desk");
        case 1:
            return run(LimitService{some_service(), below(3) == 0, 200 + below(50)}, Role::supervisor, "desk");
        case 2:
            return run(AssignCounter{CounterId(1 + below(3)), {some_service()}, {}}, Role::supervisor, "desk");
        case 3:
            return run(SetNotice{"Thông báo " + std::to_string(below(9)), below(3) == 0}, Role::supervisor, "desk");
        case 4:
            return run(Cancel{some_ticket(), true, ReasonCode("issued-by-mistake")}, Role::supervisor, "desk");
        case 5:
            run(SuspectClock{1, 2}, Role::system, "");
            return run(ConfirmClock{}, Role::administrator, "desk");
        case 6: {
            Office office = busy_rules();
            office.phone_base_url = "https://office.example/" + std::to_string(below(9));
            if (below(2) == 0) office.services.pop_back();
            if (below(2) == 0) office.counters.pop_back();
            const std::string digest = office.phone_base_url + std::to_string(office.services.size() * 8 + office.counters.size());
            return run(Configure{office, digest}, Role::system, "");
        }
        case 7:
            return run(AnswerHelp{some_counter().counter, below(3) == 0}, Role::supervisor, "desk");
        default:
            return near_the_end ? run(EndDay{}, Role::supervisor, "desk") : kiosk(0);
    }
}

TicketId BusyOffice::some_ticket() {
    const auto& tickets = office_.state.tickets;
    if (tickets.empty()) return TicketId(1);
    // The young ones: most of what is open.
    const auto back = std::min<std::size_t>(tickets.size(), 40);
    auto found = tickets.end();
    std::advance(found, -static_cast<std::ptrdiff_t>(1 + below(static_cast<unsigned>(back))));
    return found->first;
}

ServiceCode BusyOffice::some_service() {
    const auto& services = office_.state.office.services;
    return services[below(static_cast<unsigned>(services.size()))].code;
}

ClassCode BusyOffice::some_class() {
    const auto& classes = office_.state.office.classes;
    return classes[below(static_cast<unsigned>(classes.size()))].code;
}

AtCounter BusyOffice::some_counter() {
    static constexpr std::array clerks{"an", "binh", "chi"};
    const unsigned counter = below(3);
    AtCounter at{CounterId(1 + counter), ClerkCode(clerks.at(counter))};
    const ClerkCode holds = counter_of(at).clerk;
    if (!holds.empty() && below(20) != 0) at.clerk = holds;
    return at;
}

// Half of a kiosk's commands come in its session, with answers acknowledged some time later.
void BusyOffice::run(const Command& command, Role role, const std::string& device) {
    if (role == Role::kiosk && session_ && below(2) == 0) {
        ++no_;
        const auto result = office_.run_as(command, Origin{session_, no_, no_ > 5 ? no_ - 5 : 0, role, DeviceCode(device)});
        if (!result && result.error().code == RefusalCode::session_expired) session_ = SessionId{};
        return;
    }
    // Refusals are part of the day.
    const auto result = office_.run(command, role, device);
    (void)result;
}

}  // namespace luot::test
