#include "map/enums.hpp"

#include <initializer_list>
#include <utility>

namespace luot::map {

namespace {

template <class Core>
constexpr bool same(std::initializer_list<std::pair<Core, typename Paired<Core>::Wire>> pairs) {
    int next = 0;
    for (const auto& [core_value, wire_value] : pairs) {
        if (static_cast<int>(core_value) != next || static_cast<int>(wire_value) != next) return false;
        ++next;
    }
    return true;
}

using core::Role;
static_assert(v1::Role_ARRAYSIZE == 8 && same<Role>({{Role::unspecified, v1::ROLE_UNSPECIFIED},
                                                     {Role::kiosk, v1::ROLE_KIOSK},
                                                     {Role::counter, v1::ROLE_COUNTER},
                                                     {Role::board, v1::ROLE_BOARD},
                                                     {Role::supervisor, v1::ROLE_SUPERVISOR},
                                                     {Role::administrator, v1::ROLE_ADMINISTRATOR},
                                                     {Role::phone, v1::ROLE_PHONE},
                                                     {Role::system, v1::ROLE_SYSTEM}}));

using core::TicketState;
static_assert(v1::TicketState_ARRAYSIZE == 9 && same<TicketState>({{TicketState::unspecified, v1::TICKET_STATE_UNSPECIFIED},
                                                                   {TicketState::waiting, v1::TICKET_STATE_WAITING},
                                                                   {TicketState::called, v1::TICKET_STATE_CALLED},
                                                                   {TicketState::serving, v1::TICKET_STATE_SERVING},
                                                                   {TicketState::held, v1::TICKET_STATE_HELD},
                                                                   {TicketState::served, v1::TICKET_STATE_SERVED},
                                                                   {TicketState::no_show, v1::TICKET_STATE_NO_SHOW},
                                                                   {TicketState::cancelled, v1::TICKET_STATE_CANCELLED},
                                                                   {TicketState::expired, v1::TICKET_STATE_EXPIRED}}));

using core::SlipReport;
static_assert(v1::SlipReport_ARRAYSIZE == 5 && same<SlipReport>({{SlipReport::unspecified, v1::SLIP_REPORT_UNSPECIFIED},
                                                                 {SlipReport::printed, v1::SLIP_REPORT_PRINTED},
                                                                 {SlipReport::failed, v1::SLIP_REPORT_FAILED},
                                                                 {SlipReport::unknown, v1::SLIP_REPORT_UNKNOWN},
                                                                 {SlipReport::printing, v1::SLIP_REPORT_PRINTING}}));

using core::SlipWish;
static_assert(v1::SlipWish_ARRAYSIZE == 3 && same<SlipWish>({{SlipWish::unspecified, v1::SLIP_WISH_UNSPECIFIED},
                                                             {SlipWish::none, v1::SLIP_WISH_NONE},
                                                             {SlipWish::print, v1::SLIP_WISH_PRINT}}));

using core::TransferKind;
static_assert(v1::TransferKind_ARRAYSIZE == 3 && same<TransferKind>({{TransferKind::unspecified, v1::TRANSFER_KIND_UNSPECIFIED},
                                                                     {TransferKind::next_step, v1::TRANSFER_KIND_NEXT_STEP},
                                                                     {TransferKind::wrong_field, v1::TRANSFER_KIND_WRONG_FIELD}}));

using core::CounterState;
static_assert(v1::CounterState_ARRAYSIZE == 4 && same<CounterState>({{CounterState::unspecified, v1::COUNTER_STATE_UNSPECIFIED},
                                                                     {CounterState::closed, v1::COUNTER_STATE_CLOSED},
                                                                     {CounterState::open, v1::COUNTER_STATE_OPEN},
                                                                     {CounterState::paused, v1::COUNTER_STATE_PAUSED}}));

using core::HelpState;
static_assert(v1::HelpState_ARRAYSIZE == 4 && same<HelpState>({{HelpState::unspecified, v1::HELP_STATE_UNSPECIFIED},
                                                               {HelpState::none, v1::HELP_STATE_NONE},
                                                               {HelpState::asked, v1::HELP_STATE_ASKED},
                                                               {HelpState::answered, v1::HELP_STATE_ANSWERED}}));

using core::CallReason;
static_assert(v1::CallReason_ARRAYSIZE == 13 && same<CallReason>({{CallReason::unspecified, v1::CALL_REASON_UNSPECIFIED},
                                                                  {CallReason::arrival, v1::CALL_REASON_ARRIVAL},
                                                                  {CallReason::head_start, v1::CALL_REASON_HEAD_START},
                                                                  {CallReason::class_order, v1::CALL_REASON_CLASS_ORDER},
                                                                  {CallReason::n_to_one, v1::CALL_REASON_N_TO_ONE},
                                                                  {CallReason::accumulated, v1::CALL_REASON_ACCUMULATED},
                                                                  {CallReason::longest_wait, v1::CALL_REASON_LONGEST_WAIT},
                                                                  {CallReason::urgent, v1::CALL_REASON_URGENT},
                                                                  {CallReason::returned_hold, v1::CALL_REASON_RETURNED_HOLD},
                                                                  {CallReason::resumed_hold, v1::CALL_REASON_RESUMED_HOLD},
                                                                  {CallReason::chosen, v1::CALL_REASON_CHOSEN},
                                                                  {CallReason::served_first, v1::CALL_REASON_SERVED_FIRST},
                                                                  {CallReason::only_deferred, v1::CALL_REASON_ONLY_DEFERRED}}));

using core::CancelKind;
static_assert(v1::CancelKind_ARRAYSIZE == 5 && same<CancelKind>({{CancelKind::unspecified, v1::CANCEL_KIND_UNSPECIFIED},
                                                                 {CancelKind::walk_out, v1::CANCEL_KIND_WALK_OUT},
                                                                 {CancelKind::voided, v1::CANCEL_KIND_VOIDED},
                                                                 {CancelKind::slip_failed, v1::CANCEL_KIND_SLIP_FAILED},
                                                                 {CancelKind::unclaimed, v1::CANCEL_KIND_UNCLAIMED}}));

using core::AtEnd;
static_assert(v1::AtEnd_ARRAYSIZE == 3 && same<AtEnd>({{AtEnd::unspecified, v1::AT_END_UNSPECIFIED},
                                                       {AtEnd::widen, v1::AT_END_WIDEN},
                                                       {AtEnd::refuse, v1::AT_END_REFUSE}}));

using core::PolicyKind;
static_assert(v1::PolicyKind_ARRAYSIZE == 5 && same<PolicyKind>({{PolicyKind::unspecified, v1::POLICY_KIND_UNSPECIFIED},
                                                                 {PolicyKind::head_start, v1::POLICY_KIND_HEAD_START},
                                                                 {PolicyKind::strict, v1::POLICY_KIND_STRICT},
                                                                 {PolicyKind::n_to_one, v1::POLICY_KIND_N_TO_ONE},
                                                                 {PolicyKind::accumulating, v1::POLICY_KIND_ACCUMULATING}}));

using core::CardUse;
static_assert(v1::CardUse_ARRAYSIZE == 4 && same<CardUse>({{CardUse::unspecified, v1::CARD_USE_UNSPECIFIED},
                                                           {CardUse::none, v1::CARD_USE_NONE},
                                                           {CardUse::offered, v1::CARD_USE_OFFERED},
                                                           {CardUse::required, v1::CARD_USE_REQUIRED}}));

using core::CheckInOutcome;
static_assert(v1::CheckInOutcome_ARRAYSIZE == 7 &&
              same<CheckInOutcome>({{CheckInOutcome::unspecified, v1::CHECK_IN_OUTCOME_UNSPECIFIED},
                                    {CheckInOutcome::waiting, v1::CHECK_IN_OUTCOME_WAITING},
                                    {CheckInOutcome::present, v1::CHECK_IN_OUTCOME_PRESENT},
                                    {CheckInOutcome::reinstated, v1::CHECK_IN_OUTCOME_REINSTATED},
                                    {CheckInOutcome::hold_returned, v1::CHECK_IN_OUTCOME_HOLD_RETURNED},
                                    {CheckInOutcome::called, v1::CHECK_IN_OUTCOME_CALLED},
                                    {CheckInOutcome::over, v1::CHECK_IN_OUTCOME_OVER}}));

static_assert(v1::SlipState_ARRAYSIZE == 7);

}  // namespace

v1::SlipState to_wire(core::SlipState value) {
    switch (value) {
        case core::SlipState::none_required:
            return v1::SLIP_STATE_NONE_REQUIRED;
        case core::SlipState::pending:
            return v1::SLIP_STATE_PENDING;
        case core::SlipState::printed:
            return v1::SLIP_STATE_PRINTED;
        case core::SlipState::failed:
            return v1::SLIP_STATE_FAILED;
        case core::SlipState::unknown:
            return v1::SLIP_STATE_UNKNOWN;
        case core::SlipState::printing:
            return v1::SLIP_STATE_PRINTING;
    }
    return v1::SLIP_STATE_UNSPECIFIED;
}

core::SlipState slip_from_wire(v1::SlipState value, Faults& faults) {
    switch (value) {
        case v1::SLIP_STATE_NONE_REQUIRED:
            return core::SlipState::none_required;
        case v1::SLIP_STATE_PENDING:
            return core::SlipState::pending;
        case v1::SLIP_STATE_PRINTED:
            return core::SlipState::printed;
        case v1::SLIP_STATE_FAILED:
            return core::SlipState::failed;
        case v1::SLIP_STATE_UNKNOWN:
            return core::SlipState::unknown;
        case v1::SLIP_STATE_PRINTING:
            return core::SlipState::printing;
        default:
            break;
    }
    faults.add("a state of a slip that this version does not know");
    return core::SlipState::none_required;
}

}  // namespace luot::map
