#include "map/office_hall_map.hpp"

#include "map/values.hpp"

namespace luot::map {

namespace {

using map::read;
using map::write;

using Counters = google::protobuf::RepeatedField<std::uint64_t>;

void write(const std::vector<core::CounterId>& counters, Counters& to) {
    for (const core::CounterId counter : counters) to.Add(counter.value);
}

std::vector<core::CounterId> read(const Counters& counters) {
    std::vector<core::CounterId> out;
    for (const std::uint64_t counter : counters) out.emplace_back(counter);
    return out;
}

void write(const core::VoiceZone& zone, v1::VoiceZone& to) {
    to.set_code(zone.code);
    write(zone.name, *to.mutable_name());
    write(zone.counters, *to.mutable_counters());
}

core::VoiceZone read(const v1::VoiceZone& zone, Faults& faults) {
    core::VoiceZone out;
    out.code = zone.code();
    out.name = read(zone.name(), faults);
    out.counters = read(zone.counters());
    return out;
}

}  // namespace

void write(const core::Texts& texts, v1::Texts& to) {
    for (const auto& [language, text] : texts) {
        v1::Text& entry = *to.add_texts();
        entry.set_language(language);
        entry.set_text(text);
    }
}

core::Texts read(const v1::Texts& texts, Faults& faults) {
    core::Texts out;
    for (const v1::Text& entry : texts.texts()) {
        faults.require(out.emplace(entry.language(), entry.text()).second, "a language twice in one text");
    }
    return out;
}

void write(const core::VoiceRules& voice, v1::VoiceRules& to) {
    for (const auto& language : voice.languages) to.add_languages(language);
    for (const auto& choice : voice.voices) {
        v1::VoiceChoice& entry = *to.add_voices();
        entry.set_language(choice.language);
        entry.set_voice(choice.voice);
    }
    to.set_chime(voice.chime);
    to.set_times(voice.times);
    to.set_gap_ms(voice.gap_ms);
    to.set_counter_names(voice.counter_names);
    for (const auto& zone : voice.zones) write(zone, *to.add_zones());
}

core::VoiceRules read(const v1::VoiceRules& voice, Faults& faults) {
    core::VoiceRules out;
    out.languages.assign(voice.languages().begin(), voice.languages().end());
    for (const auto& choice : voice.voices()) out.voices.push_back({choice.language(), choice.voice()});
    out.chime = voice.chime();
    out.times = voice.times();
    out.gap_ms = voice.gap_ms();
    out.counter_names = voice.counter_names();
    for (const auto& zone : voice.zones()) out.zones.push_back(read(zone, faults));
    return out;
}

void write(const core::BoardConfig& board, v1::BoardConfig& to) {
    to.set_name(board.name);
    to.set_layout(board.layout);
    to.set_theme(board.theme);
    to.set_zone(board.zone);
    to.set_language(board.language);
    write(board.services, *to.mutable_services());
    write(board.counters, *to.mutable_counters());
}

core::BoardConfig read(const v1::BoardConfig& board) {
    core::BoardConfig out;
    out.name = board.name();
    out.layout = board.layout();
    out.theme = board.theme();
    out.zone = board.zone();
    out.language = board.language();
    out.services = read_codes<core::ServiceCode>(board.services());
    out.counters = read(board.counters());
    return out;
}

void write(const core::ScreenRules& screens, v1::ScreenRules& to) {
    to.set_night_percent(screens.night_percent);
    to.set_night_from_minute(screens.night_from_minute);
    to.set_night_until_minute(screens.night_until_minute);
    to.set_off_outside_hours(screens.off_outside_hours);
    to.set_on_before_minutes(screens.on_before_minutes);
    to.set_off_after_minutes(screens.off_after_minutes);
}

core::ScreenRules read(const v1::ScreenRules& screens) {
    core::ScreenRules out;
    out.night_percent = screens.night_percent();
    out.night_from_minute = screens.night_from_minute();
    out.night_until_minute = screens.night_until_minute();
    out.off_outside_hours = screens.off_outside_hours();
    out.on_before_minutes = screens.on_before_minutes();
    out.off_after_minutes = screens.off_after_minutes();
    return out;
}

}  // namespace luot::map
