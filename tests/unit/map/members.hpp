// The members of the core's structs as tuples, for tests that go through all of them. A member that is added to a struct and not here does
// not compile: structured bindings have to name them all.
#pragma once

#include <tuple>

#include "core/command.hpp"
#include "core/event.hpp"
#include "core/state.hpp"

namespace luot::test {

// The office.
inline auto members(core::Hours& of) {
    auto& [weekdays, first_day, last_day, from_minute, until_minute, code] = of;
    return std::tie(weekdays, first_day, last_day, from_minute, until_minute, code);
}
inline auto members(core::DayNote& of) {
    auto& [weekdays, first_day, last_day, closed, message, code] = of;
    return std::tie(weekdays, first_day, last_day, closed, message, code);
}
inline auto members(core::NumberRange& of) {
    auto& [prefix, first, last, width, at_end] = of;
    return std::tie(prefix, first, last, width, at_end);
}
inline auto members(core::Procedure& of) {
    auto& [code, name, open, message, calendar] = of;
    return std::tie(code, name, open, message, calendar);
}
inline auto members(core::Service& of) {
    auto& [code, name, colour, range, hours, daily_quota, calendar, procedures, hint] = of;
    return std::tie(code, name, colour, range, hours, daily_quota, calendar, procedures, hint);
}
inline auto members(core::PriorityClass& of) {
    auto& [code, name, priority, rank, head_start_us, rate_permille, hint, min_age] = of;
    return std::tie(code, name, priority, rank, head_start_us, rate_permille, hint, min_age);
}
inline auto members(core::Policy& of) {
    auto& [kind, n] = of;
    return std::tie(kind, n);
}
inline auto members(core::CounterConfig& of) {
    auto& [id, name, serves, helps] = of;
    return std::tie(id, name, serves, helps);
}
inline auto members(core::Rules& of) {
    auto& [recall_limit, requeue_after, no_show_after_us, reinstate_grace_us, courtesy_permille, longest_wait_us, slip_silent_us,
           slip_reprint_us] = of;
    return std::tie(recall_limit, requeue_after, no_show_after_us, reinstate_grace_us, courtesy_permille, longest_wait_us, slip_silent_us,
                    slip_reprint_us);
}
inline auto members(core::Choice& of) {
    auto& [code, name] = of;
    return std::tie(code, name);
}
inline auto members(core::SlipLayout& of) {
    auto& [lines, languages] = of;
    return std::tie(lines, languages);
}
inline auto members(core::KioskRules& of) {
    auto& [card, per_person_field, per_person_day, presence_after_us, presence_grace_us] = of;
    return std::tie(card, per_person_field, per_person_day, presence_after_us, presence_grace_us);
}
inline auto members(core::VoiceZone& of) {
    auto& [code, name, counters] = of;
    return std::tie(code, name, counters);
}
inline auto members(core::VoiceChoice& of) {
    auto& [language, voice] = of;
    return std::tie(language, voice);
}
inline auto members(core::VoiceRules& of) {
    auto& [languages, voices, chime, times, gap_ms, counter_names, zones] = of;
    return std::tie(languages, voices, chime, times, gap_ms, counter_names, zones);
}
inline auto members(core::BoardConfig& of) {
    auto& [name, layout, theme, zone, language, services, counters] = of;
    return std::tie(name, layout, theme, zone, language, services, counters);
}
inline auto members(core::ScreenRules& of) {
    auto& [night_percent, night_from_minute, night_until_minute, off_outside_hours, on_before_minutes, off_after_minutes] = of;
    return std::tie(night_percent, night_from_minute, night_until_minute, off_outside_hours, on_before_minutes, off_after_minutes);
}
inline auto members(core::RatingRules& of) {
    auto& [on, question, grades, seconds] = of;
    return std::tie(on, question, grades, seconds);
}
inline auto members(core::DeskRules& of) {
    auto& [pin, show_badges, hold_reminder_us, rating] = of;
    return std::tie(pin, show_badges, hold_reminder_us, rating);
}
inline auto members(core::Office& of) {
    auto& [code, name, zone, boundary_minute, languages, colour, accent, sessions, issue_early_minutes, issue_stop_minutes, calendar,
           services, classes, counters, policy, rules, pause_reasons, hold_reasons, cancel_reasons, choose_reasons, priority_reasons,
           outcomes, clerks, targets_minutes, running_text, slip_closing, phone_base_url, slip, kiosk, voice, boards, screens, desk] = of;
    return std::tie(code, name, zone, boundary_minute, languages, colour, accent, sessions, issue_early_minutes, issue_stop_minutes,
                    calendar, services, classes, counters, policy, rules, pause_reasons, hold_reasons, cancel_reasons, choose_reasons,
                    priority_reasons, outcomes, clerks, targets_minutes, running_text, slip_closing, phone_base_url, slip, kiosk, voice,
                    boards, screens, desk);
}

// Events.
inline auto members(core::WaitRange& of) {
    auto& [low_us, high_us] = of;
    return std::tie(low_us, high_us);
}
inline auto members(core::Promise& of) {
    auto& [ahead, wait, past_closing] = of;
    return std::tie(ahead, wait, past_closing);
}
inline auto members(core::OfficeConfigured& of) {
    auto& [office, digest] = of;
    return std::tie(office, digest);
}
inline auto members(core::EpochBegan& of) {
    auto& [epoch, marker] = of;
    return std::tie(epoch, marker);
}
inline auto members(core::DayOpened& of) {
    auto& [day, ends_at_us] = of;
    return std::tie(day, ends_at_us);
}
inline auto members(core::DayClosed& of) {
    auto& [day, effective_at_us, expired] = of;
    return std::tie(day, effective_at_us, expired);
}
inline auto members(core::ClockSuspected& of) {
    auto& [last_event_us, clock_us] = of;
    return std::tie(last_event_us, clock_us);
}
inline auto members(core::ClockConfirmed&) {
    return std::tie();
}
inline auto members(core::SessionOpened& of) {
    auto& [device, role] = of;
    return std::tie(device, role);
}
inline auto members(core::SessionClosed& of) {
    auto& [session] = of;
    return std::tie(session);
}
inline auto members(core::TicketIssued& of) {
    auto& [number, series, ordinal, service, ticket_class, device, slip, queue_since_us, promise, token, test, procedure, person,
           present_by_us] = of;
    return std::tie(number, series, ordinal, service, ticket_class, device, slip, queue_since_us, promise, token, test, procedure, person,
                    present_by_us);
}
inline auto members(core::SlipSettled& of) {
    auto& [ticket, slip] = of;
    return std::tie(ticket, slip);
}
inline auto members(core::SlipRetried& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::TicketCalled& of) {
    auto& [ticket, counter, clerk, reason, code, helping] = of;
    return std::tie(ticket, counter, clerk, reason, code, helping);
}
inline auto members(core::TicketRecalled& of) {
    auto& [ticket, counter, recalls] = of;
    return std::tie(ticket, counter, recalls);
}
inline auto members(core::ServiceStarted& of) {
    auto& [ticket, counter] = of;
    return std::tie(ticket, counter);
}
inline auto members(core::TicketRequeued& of) {
    auto& [ticket, after] = of;
    return std::tie(ticket, after);
}
inline auto members(core::TicketNoShow& of) {
    auto& [ticket, counter, by_itself] = of;
    return std::tie(ticket, counter, by_itself);
}
inline auto members(core::TicketReinstated& of) {
    auto& [ticket, after] = of;
    return std::tie(ticket, after);
}
inline auto members(core::TicketHeld& of) {
    auto& [ticket, counter, reason] = of;
    return std::tie(ticket, counter, reason);
}
inline auto members(core::HoldReturned& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::HoldReleased& of) {
    auto& [ticket, queue_since_us] = of;
    return std::tie(ticket, queue_since_us);
}
inline auto members(core::TicketTransferred& of) {
    auto& [ticket, from_counter, service, to_counter, kind, queue_since_us, outcome] = of;
    return std::tie(ticket, from_counter, service, to_counter, kind, queue_since_us, outcome);
}
inline auto members(core::TicketUnbound& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::TicketFinished& of) {
    auto& [ticket, counter, outcome, ended_us] = of;
    return std::tie(ticket, counter, outcome, ended_us);
}
inline auto members(core::TicketCancelled& of) {
    auto& [ticket, kind, reason] = of;
    return std::tie(ticket, kind, reason);
}
inline auto members(core::TicketExpired& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::TicketMadeUrgent& of) {
    auto& [ticket, reason, by] = of;
    return std::tie(ticket, reason, by);
}
inline auto members(core::PresenceConfirmed& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::TicketRated& of) {
    auto& [ticket, grade] = of;
    return std::tie(ticket, grade);
}
inline auto members(core::CounterOpened& of) {
    auto& [counter, clerk, taken_from, handed_over] = of;
    return std::tie(counter, clerk, taken_from, handed_over);
}
inline auto members(core::CounterClosed& of) {
    auto& [counter, clerk] = of;
    return std::tie(counter, clerk);
}
inline auto members(core::CounterPaused& of) {
    auto& [counter, reason] = of;
    return std::tie(counter, reason);
}
inline auto members(core::CounterResumed& of) {
    auto& [counter] = of;
    return std::tie(counter);
}
inline auto members(core::CounterAutoCall& of) {
    auto& [counter, on] = of;
    return std::tie(counter, on);
}
inline auto members(core::CounterHelp& of) {
    auto& [counter, state] = of;
    return std::tie(counter, state);
}
inline auto members(core::CounterAssigned& of) {
    auto& [counter, serves, helps] = of;
    return std::tie(counter, serves, helps);
}
inline auto members(core::ServiceLimited& of) {
    auto& [service, closed, quota] = of;
    return std::tie(service, closed, quota);
}
inline auto members(core::NoticeSet& of) {
    auto& [text, urgent] = of;
    return std::tie(text, urgent);
}
inline auto members(core::IssuingEnded&) {
    return std::tie();
}

// Commands.
inline auto members(core::AtCounter& of) {
    auto& [counter, clerk, ticket] = of;
    return std::tie(counter, clerk, ticket);
}
inline auto members(core::Issue& of) {
    auto& [service, ticket_class, slip, appointment_us, test, procedure, person] = of;
    return std::tie(service, ticket_class, slip, appointment_us, test, procedure, person);
}
inline auto members(core::ReportSlip& of) {
    auto& [ticket, report] = of;
    return std::tie(ticket, report);
}
inline auto members(core::Reprint& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::CheckIn& of) {
    auto& [token] = of;
    return std::tie(token);
}
inline auto members(core::OpenCounter& of) {
    auto& [at, take_over] = of;
    return std::tie(at, take_over);
}
inline auto members(core::CloseCounter& of) {
    auto& [at] = of;
    return std::tie(at);
}
inline auto members(core::PauseCounter& of) {
    auto& [at, reason] = of;
    return std::tie(at, reason);
}
inline auto members(core::ResumeCounter& of) {
    auto& [at] = of;
    return std::tie(at);
}
inline auto members(core::SetAutoCall& of) {
    auto& [at, on] = of;
    return std::tie(at, on);
}
inline auto members(core::AskForHelp& of) {
    auto& [at, on] = of;
    return std::tie(at, on);
}
inline auto members(core::AnswerHelp& of) {
    auto& [counter, over] = of;
    return std::tie(counter, over);
}
inline auto members(core::HandOver& of) {
    auto& [at, to_clerk] = of;
    return std::tie(at, to_clerk);
}
inline auto members(core::CallNext& of) {
    auto& [at, outcome] = of;
    return std::tie(at, outcome);
}
inline auto members(core::CallChosen& of) {
    auto& [at, ticket, reason] = of;
    return std::tie(at, ticket, reason);
}
inline auto members(core::Recall& of) {
    auto& [at] = of;
    return std::tie(at);
}
inline auto members(core::Start& of) {
    auto& [at] = of;
    return std::tie(at);
}
inline auto members(core::Requeue& of) {
    auto& [at] = of;
    return std::tie(at);
}
inline auto members(core::NoShow& of) {
    auto& [at] = of;
    return std::tie(at);
}
inline auto members(core::Reinstate& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::Hold& of) {
    auto& [at, reason] = of;
    return std::tie(at, reason);
}
inline auto members(core::ReturnHold& of) {
    auto& [ticket] = of;
    return std::tie(ticket);
}
inline auto members(core::ResumeHold& of) {
    auto& [at, ticket] = of;
    return std::tie(at, ticket);
}
inline auto members(core::Transfer& of) {
    auto& [at, service, to_counter, kind, outcome] = of;
    return std::tie(at, service, to_counter, kind, outcome);
}
inline auto members(core::Finish& of) {
    auto& [at, outcome, ended_us] = of;
    return std::tie(at, outcome, ended_us);
}
inline auto members(core::Cancel& of) {
    auto& [ticket, voided, reason] = of;
    return std::tie(ticket, voided, reason);
}
inline auto members(core::SetUrgent& of) {
    auto& [ticket, reason] = of;
    return std::tie(ticket, reason);
}
inline auto members(core::Rate& of) {
    auto& [ticket, grade] = of;
    return std::tie(ticket, grade);
}
inline auto members(core::LimitService& of) {
    auto& [service, closed, quota] = of;
    return std::tie(service, closed, quota);
}
inline auto members(core::AssignCounter& of) {
    auto& [counter, serves, helps] = of;
    return std::tie(counter, serves, helps);
}
inline auto members(core::SetNotice& of) {
    auto& [text, urgent] = of;
    return std::tie(text, urgent);
}
inline auto members(core::EndDay&) {
    return std::tie();
}
inline auto members(core::ConfirmClock&) {
    return std::tie();
}

// The state.
inline auto members(core::Leg& of) {
    auto& [service, counter, clerk, arrived_us, called_first_us, called_last_us, started_us, ended_us, held_us, calls, reason, reason_code,
           outcome, corrected] = of;
    return std::tie(service, counter, clerk, arrived_us, called_first_us, called_last_us, started_us, ended_us, held_us, calls, reason,
                    reason_code, outcome, corrected);
}
inline auto members(core::Place& of) {
    auto& [queue_since_us, placed_seq, ticket] = of;
    return std::tie(queue_since_us, placed_seq, ticket);
}
inline auto members(core::Ticket& of) {
    auto& [id, state, slip, test, urgent, hold_returned, recalls, after, place, for_counter, counter, called_us, held_since_us,
           slip_since_us, legs, service, ticket_class, number, series, ordinal, reprints, procedure, issued_by, issued_us, ended_us,
           promise, token, hold_returned_seq, hold_reason, end_reason, ended_in, cancel_kind, rating, person, present_by_us] = of;
    return std::tie(id, state, slip, test, urgent, hold_returned, recalls, after, place, for_counter, counter, called_us, held_since_us,
                    slip_since_us, legs, service, ticket_class, number, series, ordinal, reprints, procedure, issued_by, issued_us,
                    ended_us, promise, token, hold_returned_seq, hold_reason, end_reason, ended_in, cancel_kind, rating, person,
                    present_by_us);
}
inline auto members(core::PersonNumbers& of) {
    auto& [taken, open] = of;
    return std::tie(taken, open);
}
inline auto members(core::Counter& of) {
    auto& [id, state, clerk, pause_reason, since_us, opened_us, idle_since_us, current, holds, auto_call, help, help_since_us, queues,
           serves, helps] = of;
    return std::tie(id, state, clerk, pause_reason, since_us, opened_us, idle_since_us, current, holds, auto_call, help, help_since_us,
                    queues, serves, helps);
}
inline auto members(core::FieldState& of) {
    auto& [queues, waiting, pending, issued, ordinary_in_a_row, recent_waits_us, recent_services_us, last_called, closed, quota] = of;
    return std::tie(queues, waiting, pending, issued, ordinary_in_a_row, recent_waits_us, recent_services_us, last_called, closed, quota);
}
inline auto members(core::Answer::Issued& of) {
    auto& [ticket, number, token, service, ticket_class, promise, issued_us, procedure] = of;
    return std::tie(ticket, number, token, service, ticket_class, promise, issued_us, procedure);
}
inline auto members(core::Answer::Called& of) {
    auto& [ticket, number, counter, service, ticket_class, reason, waited_us, calls] = of;
    return std::tie(ticket, number, counter, service, ticket_class, reason, waited_us, calls);
}
inline auto members(core::Answer::CheckedIn& of) {
    auto& [ticket, number, service, state, outcome, counter, ahead, wait] = of;
    return std::tie(ticket, number, service, state, outcome, counter, ahead, wait);
}
inline auto members(core::Answer& of) {
    auto& [seq, at_us, issued, called, finished, ticket, session, checked_in] = of;
    return std::tie(seq, at_us, issued, called, finished, ticket, session, checked_in);
}
inline auto members(core::Session& of) {
    auto& [id, device, role, last_used_us, acked_through, answers] = of;
    return std::tie(id, device, role, last_used_us, acked_through, answers);
}
inline auto members(core::CallMade& of) {
    auto& [seq, at_us, ticket, number, service, counter, calls] = of;
    return std::tie(seq, at_us, ticket, number, service, counter, calls);
}
inline auto members(core::ClerkDay& of) {
    auto& [services_us, paused_us, corrected] = of;
    return std::tie(services_us, paused_us, corrected);
}
inline auto members(core::State& of) {
    auto& [seq, at_us, epoch, office, office_digest, clock_suspect, day_open, day, day_ends_at_us, number_marker, marker_stays,
           issuing_ended, notice, notice_urgent, notice_seq, notice_at_us, last_ordinal, tickets, by_number, by_token, people, fields,
           counters, clerk_days, deadlines, recent_calls, sessions, sessions_by_use] = of;
    return std::tie(seq, at_us, epoch, office, office_digest, clock_suspect, day_open, day, day_ends_at_us, number_marker, marker_stays,
                    issuing_ended, notice, notice_urgent, notice_seq, notice_at_us, last_ordinal, tickets, by_number, by_token, people,
                    fields, counters, clerk_days, deadlines, recent_calls, sessions, sessions_by_use);
}

}  // namespace luot::test
