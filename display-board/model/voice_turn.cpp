#include "board/voice_turn.hpp"

#include <algorithm>

#include "board/limits.hpp"

namespace luot::board {

void VoiceTurn::stand_in(const std::string& zone) {
    if (zone == zone_) return;
    zone_ = zone;
    could_at_us_.reset();
    forget_turn();
    due_ = connected_;
}

void VoiceTurn::connected(std::uint64_t journal, std::int64_t steady_us) {
    if (journal != journal_) last_seq_ = 0;  // what is being said is of a journal that is no more
    journal_ = journal;
    connected_ = true;
    caught_up_ = false;
    stands_there_ = false;
    forget_turn();
    due_ = true;
    heard(steady_us);
}

void VoiceTurn::caught_up() {
    caught_up_ = connected_;
}

void VoiceTurn::disconnected() {
    connected_ = false;
    caught_up_ = false;
    yours_ = false;
}

void VoiceTurn::heard(std::int64_t steady_us) {
    heard_at_us_ = std::max(heard_at_us_, steady_us);
}

void VoiceTurn::told(const v1::VoiceTurn& turn) {
    if (!connected_ || zone_.empty() || turn.zone() != zone_) return;
    yours_ = turn.yours();
    told_through_ = turn.said_through();
    told_notice_ = turn.said_notice();
}

void VoiceTurn::set_able(bool able) {
    due_ |= able != able_;
    able_ = able;
}

void VoiceTurn::began(std::uint64_t last_seq, std::int64_t lasts_at_most_us, std::int64_t steady_us) {
    saying_ = true;
    last_seq_ = last_seq;
    over_at_us_ = steady_us + lasts_at_most_us;
    due_ = true;
}

void VoiceTurn::ended() {
    due_ |= saying_;
    saying_ = false;
    last_seq_ = 0;
}

bool VoiceTurn::may_begin(std::int64_t steady_us) const {
    return has_turn() && able_ && !saying_ && steady_us - heard_at_us_ < limits::server_heard_within_us;
}

bool VoiceTurn::forgets(std::int64_t steady_us, std::int64_t patience_us) {
    if (saying_ || may_begin(steady_us)) could_at_us_ = steady_us;
    return !could_at_us_ || steady_us - *could_at_us_ >= patience_us;
}

std::optional<v1::VoiceReport> VoiceTurn::take_report(std::uint64_t said_through, std::uint64_t said_notice, std::int64_t steady_us) {
    if (!connected_ || !caught_up_ || (zone_.empty() && !stands_there_)) return std::nullopt;
    const bool news = said_through > std::max(told_through_, reported_through_) || said_notice > std::max(told_notice_, reported_notice_);
    if (!due_ && !news) return std::nullopt;
    due_ = false;
    stands_there_ = !zone_.empty();
    reported_through_ = said_through;
    reported_notice_ = said_notice;
    v1::VoiceReport report;
    report.set_zone(zone_);
    report.set_able(able_ && !zone_.empty());
    if (saying_) {
        report.set_speaking(last_seq_);
        const std::int64_t left_us = std::clamp<std::int64_t>(over_at_us_ - steady_us, 1'000, 2 * limits::announcement_longest_ms * 1'000);
        report.set_ends_within_ms(static_cast<std::uint32_t>((left_us + 999) / 1'000));
    }
    report.set_said_through(said_through);
    report.set_said_notice(said_notice);
    return report;
}

void VoiceTurn::forget_turn() {
    yours_ = false;
    told_through_ = told_notice_ = 0;
    reported_through_ = reported_notice_ = 0;
}

}  // namespace luot::board
