#include "map/commands.hpp"
#include "map/enums.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

template <class WireVerb>
WireVerb& at(const core::AtCounter& at_counter, WireVerb* to) {
    to->mutable_at()->set_counter(at_counter.counter.value);
    to->mutable_at()->set_clerk(at_counter.clerk.value);
    if (at_counter.ticket) to->mutable_at()->set_ticket(at_counter.ticket->value);
    return *to;
}

class Writing {
  public:
    explicit Writing(v1::Command& to) : to_(to) {}

    void operator()(const core::Issue& verb) {
        v1::Issue& out = *to_.mutable_issue();
        out.set_service(verb.service.value);
        out.set_ticket_class(verb.ticket_class.value);
        out.set_slip(to_wire(verb.slip));
        if (verb.appointment_us) out.set_appointment_us(*verb.appointment_us);
        out.set_test(verb.test);
        out.set_procedure(verb.procedure.value);
        out.set_person(verb.person);
    }
    void operator()(const core::ReportSlip& verb) {
        to_.mutable_report_slip()->set_ticket(verb.ticket.value);
        to_.mutable_report_slip()->set_report(to_wire(verb.report));
    }
    void operator()(const core::Reprint& verb) { to_.mutable_reprint()->set_ticket(verb.ticket.value); }
    void operator()(const core::CheckIn& verb) { to_.mutable_check_in()->set_token(verb.token); }

    void operator()(const core::OpenCounter& verb) { at(verb.at, to_.mutable_open_counter()).set_take_over(verb.take_over); }
    void operator()(const core::CloseCounter& verb) { at(verb.at, to_.mutable_close_counter()); }
    void operator()(const core::PauseCounter& verb) { at(verb.at, to_.mutable_pause_counter()).set_reason(verb.reason.value); }
    void operator()(const core::ResumeCounter& verb) { at(verb.at, to_.mutable_resume_counter()); }
    void operator()(const core::SetAutoCall& verb) { at(verb.at, to_.mutable_set_auto_call()).set_on(verb.on); }
    void operator()(const core::AskForHelp& verb) { at(verb.at, to_.mutable_ask_for_help()).set_on(verb.on); }
    void operator()(const core::AnswerHelp& verb) {
        to_.mutable_answer_help()->set_counter(verb.counter.value);
        to_.mutable_answer_help()->set_over(verb.over);
    }
    void operator()(const core::HandOver& verb) { at(verb.at, to_.mutable_hand_over()).set_to_clerk(verb.to_clerk.value); }

    void operator()(const core::CallNext& verb) { at(verb.at, to_.mutable_call_next()).set_outcome(verb.outcome.value); }
    void operator()(const core::CallChosen& verb) {
        v1::CallChosen& out = at(verb.at, to_.mutable_call_chosen());
        out.set_ticket(verb.ticket.value);
        out.set_reason(verb.reason.value);
    }
    void operator()(const core::Recall& verb) { at(verb.at, to_.mutable_recall()); }
    void operator()(const core::Start& verb) { at(verb.at, to_.mutable_start()); }
    void operator()(const core::Requeue& verb) { at(verb.at, to_.mutable_requeue()); }
    void operator()(const core::NoShow& verb) { at(verb.at, to_.mutable_no_show()); }
    void operator()(const core::Reinstate& verb) { to_.mutable_reinstate()->set_ticket(verb.ticket.value); }
    void operator()(const core::Hold& verb) { at(verb.at, to_.mutable_hold()).set_reason(verb.reason.value); }
    void operator()(const core::ReturnHold& verb) { to_.mutable_return_hold()->set_ticket(verb.ticket.value); }
    void operator()(const core::ResumeHold& verb) { at(verb.at, to_.mutable_resume_hold()).set_ticket(verb.ticket.value); }
    void operator()(const core::Transfer& verb) {
        v1::Transfer& out = at(verb.at, to_.mutable_transfer());
        out.set_service(verb.service.value);
        out.set_to_counter(verb.to_counter.value);
        out.set_kind(to_wire(verb.kind));
        out.set_outcome(verb.outcome.value);
    }
    void operator()(const core::Finish& verb) {
        v1::Finish& out = at(verb.at, to_.mutable_finish());
        out.set_outcome(verb.outcome.value);
        out.set_ended_us(verb.ended_us);
    }
    void operator()(const core::Cancel& verb) {
        v1::Cancel& out = *to_.mutable_cancel();
        out.set_ticket(verb.ticket.value);
        out.set_voided(verb.voided);
        out.set_reason(verb.reason.value);
    }
    void operator()(const core::SetUrgent& verb) {
        to_.mutable_set_urgent()->set_ticket(verb.ticket.value);
        to_.mutable_set_urgent()->set_reason(verb.reason.value);
    }
    void operator()(const core::Rate& verb) {
        to_.mutable_rate()->set_ticket(verb.ticket.value);
        to_.mutable_rate()->set_grade(verb.grade);
    }

    void operator()(const core::LimitService& verb) {
        v1::LimitService& out = *to_.mutable_limit_service();
        out.set_service(verb.service.value);
        out.set_closed(verb.closed);
        if (verb.quota) out.set_quota(*verb.quota);
    }
    void operator()(const core::AssignCounter& verb) {
        v1::AssignCounter& out = *to_.mutable_assign_counter();
        out.set_counter(verb.counter.value);
        write(verb.serves, *out.mutable_serves());
        write(verb.helps, *out.mutable_helps());
    }
    void operator()(const core::SetNotice& verb) {
        to_.mutable_set_notice()->set_text(verb.text);
        to_.mutable_set_notice()->set_urgent(verb.urgent);
    }
    void operator()(const core::EndDay&) { to_.mutable_end_day(); }
    void operator()(const core::ConfirmClock&) { to_.mutable_confirm_clock(); }

    // The server's own.
    void operator()(const core::OpenSession&) {}
    void operator()(const core::Configure&) {}
    void operator()(const core::SuspectClock&) {}
    void operator()(const core::BeginEpoch&) {}
    void operator()(const core::Tick&) {}

  private:
    v1::Command& to_;
};

}  // namespace

std::optional<v1::Command> command_to_wire(const core::Command& command) {
    v1::Command out;
    std::visit(Writing(out), command);
    if (out.verb_case() == v1::Command::VERB_NOT_SET) return std::nullopt;
    return out;
}

}  // namespace luot::map
