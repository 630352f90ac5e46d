// A slip that is held to a kiosk's scanner: its holder is there, whatever state its number is in.
#include "core/deciding.hpp"
#include "core/queues.hpp"

namespace luot::core {
namespace {

bool may_come_back(const State& state, const Ticket& ticket, TimeUs now_us) {
    return ticket.state == TicketState::no_show && now_us - ticket.ended_us <= state.office.rules.reinstate_grace_us;
}

}  // namespace

Decided decide_on(Deciding& deciding, const CheckIn& check_in) {
    const State& state = deciding.state;
    const auto found = state.by_token.find(check_in.token);
    if (found == state.by_token.end()) return refuse(RefusalCode::unknown_ticket);
    const Ticket& ticket = state.tickets.at(found->second);
    const bool comes_back = may_come_back(state, ticket, deciding.now_us);
    if (comes_back) {
        if (Decided refused = check_reinstated(deciding, ticket)) return refused;
        deciding.happen(TicketReinstated{ticket.id, state.office.rules.requeue_after});
    }
    if (ticket.state == TicketState::held && !ticket.hold_returned) deciding.happen(HoldReturned{ticket.id});
    deciding.happen(PresenceConfirmed{ticket.id});
    // What nobody knew is known now: the slip came out.
    const bool in_doubt = awaits_slip(ticket) || ticket.slip == SlipState::unknown;
    if (in_doubt && (comes_back || is_open(ticket.state))) deciding.happen(SlipSettled{ticket.id, SlipState::printed});
    return std::nullopt;
}

}  // namespace luot::core
