#include "core/limits.hpp"
#include "map/commands.hpp"
#include "map/enums.hpp"
#include "map/limits.hpp"
#include "map/text.hpp"
#include "map/values.hpp"

namespace luot::map {

namespace {

template <class CodeType>
CodeType code(const std::string& text, Faults& faults) {
    faults.require(is_plain_text(text, core::limits::code_bytes), "a code too long or not plain text");
    return CodeType(text);
}

std::vector<core::ServiceCode> services(const google::protobuf::RepeatedPtrField<std::string>& codes, Faults& faults) {
    std::vector<core::ServiceCode> out;
    faults.require(static_cast<std::size_t>(codes.size()) <= core::limits::services, "too many services");
    if (!faults.none()) return out;
    for (const auto& text : codes) out.push_back(code<core::ServiceCode>(text, faults));
    return out;
}

template <class WireVerb>
core::AtCounter at(const WireVerb& verb, Faults& faults) {
    core::AtCounter out;
    faults.require(verb.has_at(), "at");
    out.counter = core::CounterId(verb.at().counter());
    out.clerk = code<core::ClerkCode>(verb.at().clerk(), faults);
    if (verb.at().has_ticket()) out.ticket = core::TicketId(verb.at().ticket());
    return out;
}

core::Issue read(const v1::Issue& verb, Faults& faults) {
    core::Issue out;
    out.service = code<core::ServiceCode>(verb.service(), faults);
    out.ticket_class = code<core::ClassCode>(verb.ticket_class(), faults);
    out.slip = from_wire<core::SlipWish>(verb.slip(), faults);
    if (out.slip == core::SlipWish::unspecified) out.slip = core::SlipWish::none;
    if (verb.has_appointment_us()) {
        out.appointment_us = verb.appointment_us();
        faults.require(verb.appointment_us() >= 0 && verb.appointment_us() <= limits::appointment_us_max, "appointment_us");
    }
    out.test = verb.test();
    out.procedure = code<core::ProcedureCode>(verb.procedure(), faults);
    out.person = verb.person();
    faults.require(out.person.empty() || out.person.size() == core::limits::person_bytes, "person");
    return out;
}

core::ReportSlip read(const v1::ReportSlip& verb, Faults& faults) {
    core::ReportSlip out;
    out.ticket = core::TicketId(verb.ticket());
    out.report = from_wire<core::SlipReport>(verb.report(), faults);
    faults.require(out.report != core::SlipReport::unspecified, "report");
    return out;
}

core::CheckIn read(const v1::CheckIn& verb, Faults& faults) {
    core::CheckIn out;
    out.token = verb.token();
    faults.require(is_plain_text(out.token, core::limits::code_bytes), "token");
    return out;
}

core::OpenCounter read(const v1::OpenCounter& verb, Faults& faults) {
    core::OpenCounter out;
    out.at = at(verb, faults);
    out.take_over = verb.take_over();
    return out;
}

core::SetAutoCall read(const v1::SetAutoCall& verb, Faults& faults) {
    core::SetAutoCall out;
    out.at = at(verb, faults);
    out.on = verb.on();
    return out;
}

core::AskForHelp read(const v1::AskForHelp& verb, Faults& faults) {
    core::AskForHelp out;
    out.at = at(verb, faults);
    out.on = verb.on();
    return out;
}

core::AnswerHelp read(const v1::AnswerHelp& verb, Faults&) {
    core::AnswerHelp out;
    out.counter = core::CounterId(verb.counter());
    out.over = verb.over();
    return out;
}

core::HandOver read(const v1::HandOver& verb, Faults& faults) {
    core::HandOver out;
    out.at = at(verb, faults);
    out.to_clerk = code<core::ClerkCode>(verb.to_clerk(), faults);
    return out;
}

core::Finish read(const v1::Finish& verb, Faults& faults) {
    core::Finish out;
    out.at = at(verb, faults);
    out.outcome = code<core::OutcomeCode>(verb.outcome(), faults);
    out.ended_us = verb.ended_us();
    return out;
}

core::CallChosen read(const v1::CallChosen& verb, Faults& faults) {
    core::CallChosen out;
    out.at = at(verb, faults);
    out.ticket = core::TicketId(verb.ticket());
    out.reason = code<core::ReasonCode>(verb.reason(), faults);
    return out;
}

core::ResumeHold read(const v1::ResumeHold& verb, Faults& faults) {
    core::ResumeHold out;
    out.at = at(verb, faults);
    out.ticket = core::TicketId(verb.ticket());
    return out;
}

core::Transfer read(const v1::Transfer& verb, Faults& faults) {
    core::Transfer out;
    out.at = at(verb, faults);
    out.service = code<core::ServiceCode>(verb.service(), faults);
    out.to_counter = core::CounterId(verb.to_counter());
    out.kind = from_wire<core::TransferKind>(verb.kind(), faults);
    faults.require(out.kind != core::TransferKind::unspecified, "kind");
    out.outcome = code<core::OutcomeCode>(verb.outcome(), faults);
    return out;
}

core::Cancel read(const v1::Cancel& verb, Faults& faults) {
    core::Cancel out;
    out.ticket = core::TicketId(verb.ticket());
    out.voided = verb.voided();
    out.reason = code<core::ReasonCode>(verb.reason(), faults);
    return out;
}

core::SetUrgent read(const v1::SetUrgent& verb, Faults& faults) {
    core::SetUrgent out;
    out.ticket = core::TicketId(verb.ticket());
    out.reason = code<core::ReasonCode>(verb.reason(), faults);
    return out;
}

core::Rate read(const v1::Rate& verb, Faults& faults) {
    core::Rate out;
    out.ticket = core::TicketId(verb.ticket());
    out.grade = narrow_to_byte(verb.grade(), "grade", faults);
    return out;
}

core::LimitService read(const v1::LimitService& verb, Faults& faults) {
    core::LimitService out;
    out.service = code<core::ServiceCode>(verb.service(), faults);
    out.closed = verb.closed();
    if (verb.has_quota()) out.quota = verb.quota();
    return out;
}

core::AssignCounter read(const v1::AssignCounter& verb, Faults& faults) {
    core::AssignCounter out;
    out.counter = core::CounterId(verb.counter());
    out.serves = services(verb.serves(), faults);
    out.helps = services(verb.helps(), faults);
    return out;
}

core::SetNotice read(const v1::SetNotice& verb, Faults& faults) {
    core::SetNotice out;
    out.text = verb.text();
    out.urgent = verb.urgent();
    faults.require(is_plain_text(out.text, limits::notice_bytes), "text");
    return out;
}

// Verbs that say the counter and the clerk alone, with a reason or an outcome, or a ticket alone.
template <class Verb, class WireVerb>
Verb at_alone(const WireVerb& verb, Faults& faults) {
    return Verb{at(verb, faults)};
}

template <class Verb, class WireVerb>
Verb at_with_reason(const WireVerb& verb, Faults& faults) {
    return Verb{at(verb, faults), code<core::ReasonCode>(verb.reason(), faults)};
}

template <class Verb, class WireVerb>
Verb at_with_outcome(const WireVerb& verb, Faults& faults) {
    return Verb{at(verb, faults), code<core::OutcomeCode>(verb.outcome(), faults)};
}

template <class Verb, class WireVerb>
Verb ticket_alone(const WireVerb& verb) {
    return Verb{core::TicketId(verb.ticket())};
}

core::Command read_verb(const v1::Command& command, Faults& faults) {
    switch (command.verb_case()) {
        case v1::Command::kIssue:
            return read(command.issue(), faults);
        case v1::Command::kReportSlip:
            return read(command.report_slip(), faults);
        case v1::Command::kReprint:
            return ticket_alone<core::Reprint>(command.reprint());
        case v1::Command::kCheckIn:
            return read(command.check_in(), faults);
        case v1::Command::kOpenCounter:
            return read(command.open_counter(), faults);
        case v1::Command::kCloseCounter:
            return at_alone<core::CloseCounter>(command.close_counter(), faults);
        case v1::Command::kPauseCounter:
            return at_with_reason<core::PauseCounter>(command.pause_counter(), faults);
        case v1::Command::kResumeCounter:
            return at_alone<core::ResumeCounter>(command.resume_counter(), faults);
        case v1::Command::kSetAutoCall:
            return read(command.set_auto_call(), faults);
        case v1::Command::kAskForHelp:
            return read(command.ask_for_help(), faults);
        case v1::Command::kAnswerHelp:
            return read(command.answer_help(), faults);
        case v1::Command::kHandOver:
            return read(command.hand_over(), faults);
        case v1::Command::kCallNext:
            return at_with_outcome<core::CallNext>(command.call_next(), faults);
        case v1::Command::kCallChosen:
            return read(command.call_chosen(), faults);
        case v1::Command::kRecall:
            return at_alone<core::Recall>(command.recall(), faults);
        case v1::Command::kStart:
            return at_alone<core::Start>(command.start(), faults);
        case v1::Command::kRequeue:
            return at_alone<core::Requeue>(command.requeue(), faults);
        case v1::Command::kNoShow:
            return at_alone<core::NoShow>(command.no_show(), faults);
        case v1::Command::kReinstate:
            return ticket_alone<core::Reinstate>(command.reinstate());
        case v1::Command::kHold:
            return at_with_reason<core::Hold>(command.hold(), faults);
        case v1::Command::kReturnHold:
            return ticket_alone<core::ReturnHold>(command.return_hold());
        case v1::Command::kResumeHold:
            return read(command.resume_hold(), faults);
        case v1::Command::kTransfer:
            return read(command.transfer(), faults);
        case v1::Command::kFinish:
            return read(command.finish(), faults);
        case v1::Command::kCancel:
            return read(command.cancel(), faults);
        case v1::Command::kSetUrgent:
            return read(command.set_urgent(), faults);
        case v1::Command::kRate:
            return read(command.rate(), faults);
        case v1::Command::kLimitService:
            return read(command.limit_service(), faults);
        case v1::Command::kAssignCounter:
            return read(command.assign_counter(), faults);
        case v1::Command::kSetNotice:
            return read(command.set_notice(), faults);
        case v1::Command::kEndDay:
            return core::EndDay{};
        case v1::Command::kConfirmClock:
            return core::ConfirmClock{};
        case v1::Command::VERB_NOT_SET:
            break;
    }
    faults.add("no verb that this version knows");
    return core::Tick{};
}

}  // namespace

std::optional<core::Command> command_from_wire(const v1::Command& command) {
    Faults faults;
    core::Command out = read_verb(command, faults);
    if (!faults.none()) return std::nullopt;
    return out;
}

}  // namespace luot::map
