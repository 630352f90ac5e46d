// The office's day, its sessions, what supervisors change, and what falls due.
#include <algorithm>
#include <string_view>

#include "core/deciding.hpp"
#include "core/limits.hpp"
#include "core/policy.hpp"

namespace luot::core {
namespace {

// Behind a prefix after a restore: numbers of this epoch cannot be the ones that may be on paper. The office file keeps these letters free.
std::string marker_of(std::uint64_t epoch) {
    constexpr std::string_view letters = "XYZWVU";
    return std::string(1, letters[static_cast<std::size_t>(epoch % letters.size())]);
}

void close_day(Deciding& deciding) {
    const State& state = deciding.state;
    std::uint32_t expired = 0;
    for (const auto& [id, ticket] : state.tickets) {
        if (!is_open(ticket.state)) continue;
        deciding.happen(TicketExpired{id});
        ++expired;
    }
    deciding.happen(DayClosed{state.day, state.day_ends_at_us, expired});
}

// A day is opened once, or numbers would come twice in it: where a moved boundary or a clock that went back name an old day again, it is
// the next one.
void open_day(Deciding& deciding) {
    const State& state = deciding.state;
    BusinessDay day = deciding.moment.business_day;
    const bool first_ever = state.day_ends_at_us == 0;
    if (!first_ever && day <= state.day) day = BusinessDay{state.day.days + 1};
    TimeUs ends_at_us = deciding.moment.day_ends_at_us;
    while (ends_at_us <= deciding.now_us) ends_at_us += day_us;
    deciding.happen(DayOpened{day, ends_at_us});
    deciding.events.back().business_day = day;
}

// The office moved its boundary: by its new reckoning the day that is open is not over.
bool goes_on(const State& state, const Moment& moment, TimeUs now_us) {
    return moment.business_day <= state.day && moment.day_ends_at_us > now_us;
}

void meet_deadlines(Deciding& deciding) {
    const State& state = deciding.state;
    for (const Deadline& deadline : state.deadlines) {
        if (deadline.at_us > deciding.now_us) break;
        switch (deadline.kind) {
            case DeadlineKind::slip_silent:
                deciding.happen(SlipSettled{deadline.ticket, SlipState::unknown});
                break;
            case DeadlineKind::slip_void:
                deciding.happen(TicketCancelled{deadline.ticket, CancelKind::slip_failed, {}});
                break;
            case DeadlineKind::no_show:
                deciding.happen(TicketNoShow{deadline.ticket, state.tickets.at(deadline.ticket).counter, true});
                break;
            case DeadlineKind::unclaimed:
                deciding.happen(TicketCancelled{deadline.ticket, CancelKind::unclaimed, {}});
                break;
        }
    }
}

void close_unused_sessions(Deciding& deciding) {
    for (const auto& [used_us, id] : deciding.state.sessions_by_use) {
        if (used_us + limits::session_unused_days * day_us > deciding.now_us) break;
        deciding.happen(SessionClosed{id});
    }
}

// A field that this counter takes now and would not, that no other takes, and that somebody is here for: they would wait for nobody.
Decided check_nobody_is_left(const State& state, const AssignCounter& assign) {
    const Counter& counter = state.counters.at(assign.counter);
    Counter after;
    after.serves = assign.serves;
    after.helps = assign.helps;
    for (const auto& [service, field] : state.fields) {
        if (!takes(counter, service) || takes(after, service) || is_taken(state, service, assign.counter)) continue;
        const auto here = std::count_if(state.tickets.begin(), state.tickets.end(), [of = service](const auto& entry) {
            return is_open(entry.second.state) && entry.second.service == of;
        });
        if (here > 0) return refuse(RefusalCode::last_counter, {{"service", service.value}, {"people", std::to_string(here)}});
    }
    return std::nullopt;
}

// One counter a Tick: the next one sees the state after it.
void auto_call(Deciding& deciding) {
    for (const auto& [id, counter] : deciding.state.counters) {
        if (!counter.auto_call || counter.state != CounterState::open || counter.current) continue;
        const std::optional<Chosen> chosen = choose_by_itself(deciding.state, counter, deciding.now_us);
        if (!chosen) continue;
        deciding.happen(TicketCalled{chosen->ticket, id, counter.clerk, chosen->reason, {}, chosen->helping});
        return;
    }
}

}  // namespace

Decided decide_on(Deciding& deciding, const Tick&) {
    const State& state = deciding.state;
    if (state.office_digest.empty()) return refuse(RefusalCode::already_so);
    if (!state.day_open) {
        open_day(deciding);
    } else if (deciding.now_us >= state.day_ends_at_us) {
        if (goes_on(state, deciding.moment, deciding.now_us)) {
            deciding.happen(DayOpened{state.day, deciding.moment.day_ends_at_us});
        } else {
            close_day(deciding);  // the next Tick opens the new day
        }
    } else {
        meet_deadlines(deciding);
        close_unused_sessions(deciding);
        if (deciding.events.empty()) auto_call(deciding);  // after what is due, so that nobody who is gone is called
    }
    if (deciding.events.empty()) return refuse(RefusalCode::already_so);
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const LimitService& limit) {
    const State& state = deciding.state;
    if (!find_service(state.office, limit.service)) return refuse(RefusalCode::unknown_service, {{"service", limit.service.value}});
    const FieldState& field = state.fields.at(limit.service);
    if (field.closed == limit.closed && field.quota == limit.quota) return refuse(RefusalCode::already_so);
    deciding.happen(ServiceLimited{limit.service, limit.closed, limit.quota});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const AssignCounter& assign) {
    const State& state = deciding.state;
    if (!find_counter(state, assign.counter))
        return refuse(RefusalCode::unknown_counter, {{"counter", std::to_string(assign.counter.value)}});
    if (assign.serves.empty() && assign.helps.empty()) return refuse(RefusalCode::bad_value, {{"field", "serves"}});
    for (const auto* list : {&assign.serves, &assign.helps}) {
        for (const ServiceCode& service : *list) {
            if (!state.fields.contains(service)) return refuse(RefusalCode::unknown_service, {{"service", service.value}});
            const auto times = std::count(assign.serves.begin(), assign.serves.end(), service) +
                               std::count(assign.helps.begin(), assign.helps.end(), service);
            if (times > 1) return refuse(RefusalCode::bad_value, {{"field", "serves"}});
        }
    }
    if (Decided left = check_nobody_is_left(state, assign)) return left;
    deciding.happen(CounterAssigned{assign.counter, assign.serves, assign.helps});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const SetNotice& notice) {
    if (notice.text.size() > limits::notice_bytes) return refuse(RefusalCode::bad_value, {{"field", "text"}});
    if (notice.urgent && notice.text.empty()) return refuse(RefusalCode::bad_value, {{"field", "text"}});
    const bool is_up = deciding.state.notice == notice.text && deciding.state.notice_urgent == notice.urgent;
    if (is_up && !notice.urgent) return refuse(RefusalCode::already_so);  // an urgent one is spoken again
    deciding.happen(NoticeSet{notice.text, notice.urgent});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const EndDay&) {
    if (deciding.state.issuing_ended) return refuse(RefusalCode::already_so);
    deciding.happen(IssuingEnded{});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const OpenSession& open) {
    if (open.role == Role::unspecified) return refuse(RefusalCode::bad_value, {{"field", "role"}});
    if (open.device.empty() || open.device.value.size() > limits::code_bytes) return refuse(RefusalCode::bad_value, {{"field", "device"}});
    if (deciding.state.sessions.size() >= limits::sessions) {
        if (!find_session(deciding.state, open.may_evict)) return refuse(RefusalCode::sessions_full);
        deciding.happen(SessionClosed{open.may_evict});
    }
    deciding.happen(SessionOpened{open.device, open.role});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const Configure& configure) {
    if (configure.digest.empty()) return refuse(RefusalCode::bad_value, {{"field", "digest"}});
    if (deciding.state.office_digest == configure.digest) return refuse(RefusalCode::already_so);
    deciding.happen(OfficeConfigured{configure.office, configure.digest});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const ConfirmClock&) {
    if (!deciding.state.clock_suspect) return refuse(RefusalCode::already_so);
    deciding.happen(ClockConfirmed{});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const SuspectClock& suspect) {
    if (deciding.state.clock_suspect) return refuse(RefusalCode::already_so);
    deciding.happen(ClockSuspected{suspect.last_event_us, suspect.clock_us});
    return std::nullopt;
}

Decided decide_on(Deciding& deciding, const BeginEpoch& begin) {
    if (begin.epoch <= deciding.state.epoch) return refuse(RefusalCode::already_so);
    deciding.happen(EpochBegan{begin.epoch, marker_of(begin.epoch)});
    return std::nullopt;
}

}  // namespace luot::core
