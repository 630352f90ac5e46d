#include "core/applying.hpp"
#include "core/decide.hpp"
#include "core/office_changes.hpp"
#include "core/queues.hpp"

namespace luot::core {

void ApplyingToOffice::operator()(const OfficeConfigured& configured) {
    take_office(state_, configured, at_us_);
    derive(state_);  // queues stand by the classes of the office
}

void ApplyingToOffice::operator()(const EpochBegan& began) {
    state_.epoch = began.epoch;
    state_.number_marker = began.marker;
    state_.marker_stays = state_.clock_suspect;
    state_.sessions.clear();  // their numbers may be given out again after a restore
    state_.sessions_by_use.clear();
}

void ApplyingToOffice::operator()(const DayOpened& opened) {
    state_.day_open = true;
    state_.day = opened.day;
    state_.day_ends_at_us = opened.ends_at_us;
}

void ApplyingToOffice::operator()(const DayClosed&) {
    state_.day_open = false;
    if (!state_.marker_stays) state_.number_marker.clear();
    state_.marker_stays = state_.marker_stays && state_.clock_suspect;
    state_.issuing_ended = false;
    put_up_notice({}, false, 0, 0);
    state_.last_ordinal.clear();
    state_.tickets.clear();
    state_.recent_calls.clear();
    state_.clerk_days.clear();
    state_.fields.clear();
    for (const Service& service : state_.office.services) state_.fields[service.code];
    state_.counters.clear();
    for (const CounterConfig& config : state_.office.counters) {
        Counter& counter = state_.counters[config.id];
        counter.id = config.id;
        counter.since_us = at_us_;
        counter.serves = config.serves;
        counter.helps = config.helps;
    }
    derive(state_);
}

void ApplyingToOffice::operator()(const ClockSuspected&) {
    state_.clock_suspect = true;
}

void ApplyingToOffice::operator()(const ClockConfirmed&) {
    state_.clock_suspect = false;
}

void ApplyingToOffice::operator()(const SessionOpened& opened) {
    const SessionId id{seq_};
    state_.sessions[id] = Session{id, opened.device, opened.role, at_us_, 0, {}};
    state_.sessions_by_use.emplace(at_us_, id);
}

void ApplyingToOffice::operator()(const SessionClosed& closed) {
    const auto found = state_.sessions.find(closed.session);
    if (found == state_.sessions.end()) return;
    state_.sessions_by_use.erase({found->second.last_used_us, found->first});
    state_.sessions.erase(found);
}

void ApplyingToOffice::operator()(const NoticeSet& notice) {
    put_up_notice(notice.text, notice.urgent, seq_, at_us_);
}

void ApplyingToOffice::operator()(const IssuingEnded&) {
    state_.issuing_ended = true;
}

void ApplyingToOffice::put_up_notice(const std::string& text, bool urgent, Seq seq, TimeUs at_us) {
    state_.notice = text;
    state_.notice_urgent = urgent;
    state_.notice_seq = seq;
    state_.notice_at_us = at_us;
}

}  // namespace luot::core
