// What the hall hears of a burst, measured in the file that hears the same; and what --sound takes.
#include <doctest/doctest.h>

#include <fstream>

#include "hall.hpp"
#include "sound/clip_file.hpp"
#include "support/folder.hpp"
#include "tones.hpp"
#include "voice/level.hpp"

namespace luot::board_app {
namespace {

using testing::Folder;
using voice::testing::share_of_tone;
using voice::testing::tone;

// Stretches of sound between silences of `gap_ms` and more.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<Stretch> stretches(const voice::Pcm& sound, std::int64_t gap_ms) {
    std::vector<Stretch> found;
    const std::size_t gap = voice::samples_of_ms(gap_ms);
    for (std::size_t i = 0; i < sound.size(); ++i) {
        if (sound[i] == 0) continue;
        if (found.empty() || i - found.back().end >= gap) found.push_back({i, i});
        found.back().end = i + 1;
    }
    return found;
}

// A voice folder of pure tones: what is heard says which clip was played. Pitches apart by a twelfth of an octave or more.
const std::map<std::string, double>& pitches() {
    static const std::map<std::string, double> known = [] {
        std::map<std::string, double> made;
        double hz = 400;
        for (const char* name : {"call.before", "next.before", "letter.H",  "digit.0",   "digit.1",   "digit.2",   "digit.3",   "digit.4",
                                 "digit.5",     "digit.6",     "digit.7",   "digit.8",   "digit.9",   "counter.1", "counter.2", "counter.3",
                                 "counter.4",   "counter.5",   "counter.6", "counter.7", "counter.8", "counter.9"}) {
            made[name] = hz;
            hz *= 1.08;
        }
        return made;
    }();
    return known;
}
constexpr std::int64_t tone_ms = 150;

void make_tones(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "vi");
    REQUIRE(sound::write_wav(folder / "chime.wav", tone(300, 200)).has_value());
    for (const auto& [name, hz] : pitches()) REQUIRE(sound::write_wav(folder / "vi" / (name + ".wav"), tone(hz, tone_ms)).has_value());
}

// "chime call.before letter.H …" as it is heard.
std::string clips_heard(const voice::Pcm& sound) {
    std::string heard;
    for (const Stretch& part : stretches(sound, 30)) {
        const std::span<const std::int16_t> samples(sound.data() + part.begin, part.end - part.begin);
        std::string name = share_of_tone(samples, 300) > 0.5 ? "chime" : "?";
        for (const auto& [clip, hz] : pitches()) {
            if (share_of_tone(samples, hz) > 0.5) name = clip;
        }
        heard += (heard.empty() ? "" : " ") + name;
    }
    return heard;
}

}  // namespace

TEST_CASE("a burst of twenty calls in a wav file - in order and apart and never clipped") {
    const testing::Folder folder;
    make_tones(folder.path);
    const auto file = folder.path / "hall.wav";
    std::vector<std::string> numbers;
    std::string expected;
    {
        auto speaker = make_wav_speaker(file, began_us);
        REQUIRE(speaker.has_value());
        Hall hall(**speaker, folder.path);
        hall.connect();
        for (int i = 0; i < 20; ++i) {
            numbers.push_back("H" + std::to_string(100 + i));
            hall.call(numbers.back(), 1 + static_cast<std::uint64_t>(i) % 9);
            hall.counter_has(1 + static_cast<std::uint64_t>(i) % 9, numbers.back(), v1::TICKET_STATE_CALLED);
            hall.pass((i * 17 % 40) * ms_us);
            // The counter's earlier call no longer stands when another is called there: the eleventh ends the second, and so on.
        }
        hall.pass(120 * second_us);
        CHECK(hall.speaking.waiting() == 0);
        // Every call has one end.
        std::map<std::uint64_t, int> ends;
        for (const auto& line : hall.lines) ++ends[line.at("seq").to_number<std::uint64_t>()];
        CHECK(ends.size() == 20);
        for (const auto& [seq, count] : ends) CHECK(count == 1);
        CHECK(hall.of("announce").size() + hall.of("merged").size() + hall.of("skipped").size() == 20);
        // What should be heard, from the lines.
        const auto clips_of = [](const boost::json::object& line, const char* key, const char* before) {
            std::string clips = before;
            for (const char c : std::string(line.at(key).as_string())) clips += c == 'H' ? " letter.H" : std::string(" digit.") + c;
            return clips + " counter." + std::to_string(line.at("counter").to_number<std::uint64_t>());
        };
        for (const auto& line : hall.lines) {
            if (line.contains("skipped")) continue;
            if (!expected.empty()) expected += ' ';
            expected += line.contains("announce") ? clips_of(line, "number", "chime call.before") : clips_of(line, "merged", "next.before");
        }
        CHECK(hall.of("merged").size() >= 4);
        // Each announcement begins behind the one before and its gap.
        std::int64_t free_us = 0;
        for (const auto& line : hall.of("announce")) {
            const auto at_us = line.at("spoken_at_us").to_number<std::int64_t>();
            CHECK(at_us >= free_us);
            free_us = at_us + (line.at("duration_ms").to_number<std::int64_t>() + 600) * ms_us;
        }
    }
    const auto bytes = std::filesystem::file_size(file);
    std::ifstream in(file, std::ios::binary);
    in.seekg(44);
    voice::Pcm sound((bytes - 44) / 2);
    in.read(reinterpret_cast<char*>(sound.data()), static_cast<std::streamsize>(bytes - 44));
    CHECK(clips_heard(sound) == expected);  // one sound at a time: two at once would be no pure tone
    CHECK(voice::peak_dbfs(sound) <= voice::ceiling_dbfs + 0.05);
    for (const Stretch& part : stretches(sound, 30)) {
        const double loud = voice::loudness_lufs(
            voice::Pcm(sound.begin() + static_cast<std::ptrdiff_t>(part.begin), sound.begin() + static_cast<std::ptrdiff_t>(part.end)));
        CHECK(std::abs(loud - voice::target_lufs) < 1.5);
    }
    const auto announcements = stretches(sound, 590);
    for (std::size_t i = 1; i < announcements.size(); ++i)
        CHECK(announcements[i].begin - announcements[i - 1].end >= voice::samples_of_ms(590));
}

TEST_CASE("what --sound takes") {
    CHECK(parse_sound("none")->kind == SoundTo::Kind::none);
    CHECK(parse_sound("device")->name.empty());
    CHECK(parse_sound("device:USB")->name == "USB");
    CHECK(parse_sound("wav:hall.wav")->name == "hall.wav");
    for (const char* wrong : {"", "loud", "wav:", "wav", "device:", "none:x", "wav:/nowhere/at/all/hall.wav"}) {
        CAPTURE(wrong);
        const auto parsed = parse_sound(wrong);
        REQUIRE_FALSE(parsed.has_value());
        CHECK_FALSE(parsed.error().reason.empty());
    }
    CHECK(make_speaker(SoundTo{}, 0).has_value());
    CHECK_FALSE(make_speaker(SoundTo{SoundTo::Kind::wav, "/nowhere/at/all/hall.wav"}, 0).has_value());
}

}  // namespace luot::board_app
