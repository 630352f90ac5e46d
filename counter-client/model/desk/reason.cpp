#include "desk/reason.hpp"

#include "desk/spans.hpp"

namespace luot::desk {
namespace {

std::string class_name(const Desk& desk, const std::string& code) {
    const auto* found = find_class(desk.office.office(), code);
    return found == nullptr ? code : shown::text_in(found->name(), desk.words().language().code);
}

std::string head_start(const Desk& desk, const v1::TicketStatus& ticket, const std::string& overtaken) {
    const auto* found = find_class(desk.office.office(), ticket.ticket_class());
    const std::int64_t minutes = found == nullptr ? 0 : found->head_start_us() / minute_us;
    if (minutes == 0) return desk.say("desk.reason.head_start_none", {{"number", overtaken}});
    return desk.say("desk.reason.head_start", {{"number", overtaken}, {"minutes", minutes}});
}

std::string n_to_one(const Desk& desk, const v1::TicketStatus& ticket, const std::string& overtaken) {
    const auto* found = find_class(desk.office.office(), ticket.ticket_class());
    const bool priority = found != nullptr && found->priority();
    const std::uint32_t n = desk.office.office().policy().n();
    if (priority) return desk.say("desk.reason.n_to_one_priority", {{"number", overtaken}, {"n", n}});
    return desk.say("desk.reason.n_to_one_ordinary", {{"number", overtaken}, {"n", n}});
}

}  // namespace

std::string reason_of(const Desk& desk, const v1::TicketStatus& ticket) {
    const std::string overtaken = desk.overtaken_by == ticket.ticket() ? desk.overtaken : std::string();
    switch (ticket.reason()) {
        case v1::CALL_REASON_ARRIVAL:
            return desk.say("desk.reason.arrival");
        case v1::CALL_REASON_HEAD_START:
            return head_start(desk, ticket, overtaken);
        case v1::CALL_REASON_CLASS_ORDER:
            return desk.say("desk.reason.class_order", {{"number", overtaken}, {"class", class_name(desk, ticket.ticket_class())}});
        case v1::CALL_REASON_N_TO_ONE:
            return n_to_one(desk, ticket, overtaken);
        case v1::CALL_REASON_ACCUMULATED:
            return desk.say("desk.reason.accumulated", {{"number", overtaken}});
        case v1::CALL_REASON_LONGEST_WAIT:
            return desk.say("desk.reason.longest_wait", {{"minutes", desk.office.office().rules().longest_wait_us() / minute_us}});
        case v1::CALL_REASON_URGENT:
            return desk.say("desk.reason.urgent");
        case v1::CALL_REASON_RETURNED_HOLD:
            return desk.say("desk.reason.returned_hold");
        case v1::CALL_REASON_RESUMED_HOLD:
            return desk.say("desk.reason.resumed_hold");
        case v1::CALL_REASON_CHOSEN: {
            const auto& office = desk.office.office();
            const std::string why = choice_name(office.choose_reasons(), ticket.reason_code(), desk.words().language().code);
            return desk.say("desk.reason.chosen", {{"reason", why}});
        }
        case v1::CALL_REASON_SERVED_FIRST:
            return desk.say("desk.reason.served_first", {{"number", overtaken}});
        case v1::CALL_REASON_ONLY_DEFERRED:
            return desk.say("desk.reason.only_deferred");
        default:
            return {};
    }
}

void look_whom_it_overtook(Desk& desk) {
    const auto* ticket = desk.ticket();
    if (ticket == nullptr || desk.overtaken_by == ticket->ticket()) return;
    desk.overtaken_by = ticket->ticket();
    desk.overtaken.clear();
    const v1::TicketStatus* earliest = nullptr;
    for (const auto* each : desk.waiting()) {
        if (each->queue_since_us() >= ticket->queue_since_us()) continue;
        if (earliest == nullptr || each->queue_since_us() < earliest->queue_since_us()) earliest = each;
    }
    if (earliest != nullptr) desk.overtaken = earliest->number();
}

}  // namespace luot::desk
