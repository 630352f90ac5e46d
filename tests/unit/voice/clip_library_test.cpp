#include "sound/clip_library.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <mutex>

#include "sound/clip_file.hpp"
#include "sound/espeak.hpp"
#include "sound/studio.hpp"
#include "support/folder.hpp"
#include "tones.hpp"
#include "voice/level.hpp"
#include "words_of/shipped.hpp"

namespace luot::sound {
namespace {

using voice::testing::share_of_tone;
using voice::testing::tone;

voice::Speech speech(const std::string& language, const std::string& name = {}) {
    const auto& words = luot::testing::shipped_words().in(language);
    return {&words, name.empty() ? words.language().voice : name};
}

voice::Item item_named(const std::string& name, const std::string& language = "vi", const std::string& voice_name = {}) {
    const auto all = voice::all_clips(speech(language, voice_name), {});
    return *std::find_if(all.begin(), all.end(), [&name](const voice::Item& item) { return item.name == name; });
}

void put(const std::filesystem::path& file, const std::string& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

// 8 bit, whatever the header says else.
std::string wav_of(const std::string& data, std::uint32_t channels, std::uint32_t rate_hz) {
    const auto little = [](std::uint32_t value, int width) {
        std::string bytes;
        for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xffU);
        return bytes;
    };
    const auto size = static_cast<std::uint32_t>(data.size());
    return "RIFF" + little(36 + size, 4) + "WAVEfmt " + little(16, 4) + little(1, 2) + little(channels, 2) + little(rate_hz, 4) +
           little(channels * rate_hz, 4) + little(channels, 2) + little(8, 2) + "data" + little(size, 4) + data;
}

// Two channels, 22,050 Hz: as somebody may record it.
std::string foreign_wav(double hz, std::int64_t ms) {
    std::string data;
    for (std::int64_t i = 0; i < ms * 22'050 / 1'000; ++i) {
        const double t = static_cast<double>(i) / 22'050;
        const auto sample = static_cast<char>(static_cast<unsigned char>(128 + 60 * std::sin(2 * std::numbers::pi * hz * t)));
        data += {sample, sample};
    }
    return wav_of(data, 2, 22'050);
}

}  // namespace

TEST_CASE("a recording is played and not what speech synthesis would say") {
    const testing::Folder folder;
    REQUIRE(write_wav(folder.path / "vi.wav", {}).has_value());
    std::filesystem::create_directories(folder.path / "vi");
    REQUIRE(write_wav(folder.path / "vi" / "digit.0.wav", tone(700, 400)).has_value());
    put(folder.path / "vi" / "digit.1.wav", foreign_wav(900, 400));
    ClipLibrary library(folder.path);
    for (const auto& [name, hz] : {std::pair{"digit.0", 700.0}, std::pair{"digit.1", 900.0}}) {
        const auto item = item_named(name);
        CHECK(library.is_recorded(item));
        const auto sound = library.clip(item);
        REQUIRE(sound);
        CHECK(share_of_tone(*sound, hz) > 0.9);
        CHECK(voice::ms_of_samples(sound->size()) == doctest::Approx(400).epsilon(0.08));
        CHECK(voice::loudness_lufs(*sound) == doctest::Approx(voice::target_lufs).epsilon(0.05));
    }
    CHECK(library.troubles().empty());
}

TEST_CASE("an Ogg recording is played") {
    ClipLibrary library(LUOT_SOURCE_DIR "/tests/data/voices");
    const auto item = item_named("digit.2");
    CHECK(library.is_recorded(item));
    const auto sound = library.clip(item);
    REQUIRE(sound);
    CHECK(share_of_tone(*sound, 1'200) > 0.9);
    CHECK(voice::ms_of_samples(sound->size()) == doctest::Approx(300).epsilon(0.08));
    CHECK(library.troubles().empty());
}

TEST_CASE("a clip that is missing or damaged or silent is spoken by espeak-ng") {
    const testing::Folder folder;
    const auto vi = folder.path / "vi";
    put(vi / "digit.3.wav", "RIFF");
    put(vi / "digit.4.ogg", "OggS");
    put(vi / "digit.6.wav", "");
    std::filesystem::create_directories(vi);
    REQUIRE(write_wav(vi / "digit.5.wav", voice::Pcm(20'000)).has_value());
    REQUIRE(write_wav(vi / "digit.7.wav", tone(500, 16'000)).has_value());
    ClipLibrary library(folder.path);
    std::size_t troubles = 0;
    for (const auto* name : {"digit.2", "digit.3", "digit.4", "digit.5", "digit.6", "digit.7"}) {
        CAPTURE(name);
        const auto sound = library.clip(item_named(name));
        REQUIRE(sound);
        CHECK(voice::ms_of_samples(sound->size()) > 100);
        CHECK(voice::ms_of_samples(sound->size()) < 1'500);
        CHECK(voice::loudness_lufs(*sound) == doctest::Approx(voice::target_lufs).epsilon(0.05));
        const auto told = library.troubles();
        CHECK(told.size() == troubles + 1);
        CHECK(std::any_of(told.begin(), told.end(), [&](const auto& each) { return each.find(name) != std::string::npos; }));
        troubles = told.size();
    }
}

TEST_CASE("every clip of every voice can be spoken and is as loud as the others") {
    ClipLibrary library({});
    for (const auto& voice_name : {"vi", "vi-vn-x-central", "vi-vn-x-south", "en"}) {
        CAPTURE(voice_name);
        CHECK(espeak_has(voice_name));
        const auto all = voice::all_clips(speech(voice_name == std::string("en") ? "en" : "vi", voice_name), {});
        for (const auto& item : all) {
            // Of the counters some: they are many.
            if (item.name.starts_with("counter.") && item.name.size() == 10 && item.name.back() != '5') continue;
            CAPTURE(item.name);
            const auto sound = library.clip(item);
            REQUIRE(sound);
            CHECK(std::abs(voice::loudness_lufs(*sound) - voice::target_lufs) < 1.5);
            CHECK(voice::peak_dbfs(*sound) <= voice::ceiling_dbfs + 0.05);
            CHECK(voice::ms_of_samples(sound->size()) > 150);
            // About as long as the plan thinks.
            CHECK(static_cast<double>(voice::ms_of_samples(sound->size())) < 2.0 * static_cast<double>(item.ms));
        }
    }
    CHECK(library.troubles().empty());
}

TEST_CASE("an announcement takes about as long as the plan thinks in every voice") {
    for (const std::string voice_name : {"vi", "vi-vn-x-central", "vi-vn-x-south", "en"}) {
        CAPTURE(voice_name);
        voice::Manner manner;
        manner.languages.push_back(speech(voice_name == "en" ? "en" : "vi", voice_name));
        ClipLibrary library({});
        for (const auto& errands : std::vector<std::vector<voice::Errand>>{{{"H012", 3}}, {{"Đ041", 21}, {"C5", 103}, {"X99", 10}}}) {
            const auto plan = voice::plan(manner, errands, 60'000);
            const auto take = voice::take_of(plan, [&library](const voice::Item& item) { return library.clip(item); });
            const auto ms = voice::ms_of_samples(take.samples.size());
            CHECK(static_cast<double>(ms) == doctest::Approx(static_cast<double>(plan.duration_ms)).epsilon(0.15));
            CHECK(voice::peak_dbfs(take.samples) <= voice::ceiling_dbfs + 0.05);
            CHECK(std::abs(voice::loudness_lufs(take.samples) - voice::target_lufs) < 1.5);
            CHECK(take.cues.size() == errands.size());
        }
    }
}

TEST_CASE("a folder of a name that espeak-ng does not know falls back to the voice of the language") {
    ClipLibrary library({});
    const auto sound = library.clip(item_named("digit.0", "vi", "lan-anh"));
    REQUIRE(sound);
    const auto own = library.clip(item_named("digit.0", "vi"));
    CHECK(static_cast<double>(sound->size()) == doctest::Approx(static_cast<double>(own->size())).epsilon(0.02));
    CHECK_FALSE(espeak_has("lan-anh"));
    CHECK_FALSE(espeak_has(""));
    CHECK(library.troubles().empty());
}

TEST_CASE("nobody leaves the voice folder by a name") {
    const testing::Folder folder;
    std::filesystem::create_directories(folder.path / "voices" / "vi");
    REQUIRE(write_wav(folder.path / "secret.wav", tone(700, 100)).has_value());
    CHECK_FALSE(find_clip(folder.path / "voices", "vi", "../../secret"));
    CHECK_FALSE(find_clip(folder.path / "voices", "..", "secret"));
    CHECK_FALSE(find_clip(folder.path / "voices", "", "secret"));
    CHECK_FALSE(find_clip({}, "vi", "digit.0"));
}

TEST_CASE("a recording that is cut anywhere or has a wrong byte is told or played and does no harm") {
    const testing::Folder folder;
    std::ifstream ogg_file(LUOT_SOURCE_DIR "/tests/data/voices/vi/digit.2.ogg", std::ios::binary);
    const std::string ogg{std::istreambuf_iterator<char>(ogg_file), std::istreambuf_iterator<char>()};
    const std::string wav = foreign_wav(900, 20);
    std::size_t played = 0;
    for (const auto& [name, whole] : {std::pair{"a.ogg", ogg}, std::pair{"a.wav", wav}}) {
        CAPTURE(name);
        const auto file = folder.path / name;
        const auto attempt = [&](const std::string& bytes) {
            put(file, bytes);
            const auto read = read_clip(file);
            played += read.has_value() ? 1 : 0;
            CHECK((read ? !read->empty() : !read.error().reason.empty()));
        };
        attempt(whole);
        CHECK(played > 0);
        for (std::size_t length = 0; length < whole.size(); length += length < 200 ? 1 : 7) attempt(whole.substr(0, length));
        for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 1 : 7) {
            std::string wrong = whole;
            wrong[at] = static_cast<char>(wrong[at] ^ 0xff);
            attempt(wrong);
        }
    }
}

TEST_CASE("a recording of no such rate or length is refused before it is converted") {
    const testing::Folder folder;
    const auto file = folder.path / "a.wav";
    const std::string data(65'536, '\x20');
    for (const auto& [channels, rate_hz] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
             {1, 0}, {1, 1}, {1, 3'999}, {1, 384'001}, {1, 2'000'000'000}, {1, 0xffff'ffff}, {0, 48'000}, {9, 48'000}, {255, 48'000}}) {
        CAPTURE(channels);
        CAPTURE(rate_hz);
        put(file, wav_of(data, channels, rate_hz));
        const auto read = read_clip(file);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().reason.find("a.wav") != std::string::npos);
    }
    put(file, wav_of(data, 1, 4'000));  // 16.4 s
    CHECK(read_clip(file).error().reason.find("longer than 15 s") != std::string::npos);
    put(file, wav_of(data, 1, 8'000));
    CHECK(read_clip(file).has_value());
}

TEST_CASE("recordings that come or change or go while the board runs are heard and what is wrong is told as long as it is") {
    const testing::Folder folder;
    ClipLibrary library(folder.path);
    const auto item = item_named("digit.0");
    const auto is_tone = [&](double hz) { return share_of_tone(*library.clip(item), hz) > 0.9; };
    CHECK_FALSE(is_tone(700));
    CHECK(library.troubles().empty());  // a voice without recordings
    const auto file = folder.path / "vi" / "digit.0.wav";
    std::filesystem::create_directories(folder.path / "vi");
    CHECK_FALSE(is_tone(700));
    REQUIRE(library.troubles().size() == 1);
    CHECK(library.troubles()[0].find("digit.0") != std::string::npos);
    put(file, "RIFF");
    CHECK_FALSE(is_tone(700));
    REQUIRE(library.troubles().size() == 1);
    CHECK(library.troubles()[0].find("digit.0.wav") != std::string::npos);
    REQUIRE(write_wav(file, tone(700, 400)).has_value());
    CHECK(is_tone(700));
    CHECK(library.troubles().empty());
    REQUIRE(write_wav(file, tone(900, 500)).has_value());
    CHECK(is_tone(900));
    const auto bytes = library.bytes();
    CHECK(is_tone(900));
    CHECK(library.bytes() == bytes);
    std::filesystem::remove(file);
    CHECK_FALSE(is_tone(900));
    CHECK(library.troubles().size() == 1);
    std::filesystem::remove_all(folder.path / "vi");
    CHECK_FALSE(is_tone(900));
    CHECK(library.troubles().empty());
}

TEST_CASE("a take says that its first voice lacks a clip") {
    voice::Manner manner;
    manner.languages = {speech("vi"), speech("en")};
    ClipLibrary library({});
    const auto plan = voice::plan(manner, {{"H012", 3}}, 40'000);
    const auto without = [&](const std::string& voice_name, const std::string& name) {
        return voice::take_of(
            plan, [&](const voice::Item& item) { return item.voice == voice_name && item.name == name ? nullptr : library.clip(item); });
    };
    CHECK_FALSE(without("", "none").lacking);
    CHECK(without("vi", "digit.1").lacking);
    const auto one = without("en", "digit.1");
    CHECK_FALSE(one.lacking);
    CHECK(one.samples.size() < without("", "none").samples.size() * 3 / 4);
}

TEST_CASE("a chime of the office is played instead of ours") {
    const testing::Folder folder;
    REQUIRE(write_wav(folder.path / "chime.wav", tone(440, 600)).has_value());
    voice::Item chime;
    chime.kind = voice::Item::Kind::chime;
    const auto named = folder.path / "Giọng nói";
    std::filesystem::create_directories(named);
    REQUIRE(write_wav(named / "chime.wav", tone(440, 600)).has_value());
    CHECK(share_of_tone(*ClipLibrary(named).clip(chime), 440) > 0.9);
    CHECK(share_of_tone(*ClipLibrary(named / ".").clip(chime), 440) > 0.9);
    CHECK(share_of_tone(*ClipLibrary(folder.path / "").clip(chime), 440) > 0.9);
    CHECK(share_of_tone(*ClipLibrary({}).clip(chime), 440) < 0.1);
}

TEST_CASE("clips in memory are bounded and the latest used stay") {
    const std::size_t room = 300'000;
    ClipLibrary library({}, room);
    const auto first = library.clip(item_named("digit.0"));
    for (const auto& item : voice::all_clips(speech("vi"), {})) {
        if (item.name.starts_with("counter.")) continue;
        library.clip(item);
        CHECK(library.clip(item_named("digit.0")) == first);
        CHECK(library.bytes() <= room);
    }
}

TEST_CASE("a wav file is written whole and read back as it was") {
    const testing::Folder folder;
    const auto sound = tone(440, 200);
    REQUIRE(write_wav(folder.path / "a.wav", sound).has_value());
    CHECK(*read_clip(folder.path / "a.wav") == sound);
    CHECK_FALSE(write_wav(folder.path / "none" / "a.wav", sound).has_value());
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("the studio makes what is wanted last and forgets the one before") {
    std::mutex mutex;
    std::condition_variable told;
    int takes = 0;
    const auto studio = make_studio({}, [&] {
        const std::lock_guard lock(mutex);
        ++takes;
        told.notify_one();
    });
    voice::Manner manner;
    manner.languages.push_back(speech("vi"));
    studio->expect(voice::all_clips(manner.languages[0], {}));
    studio->record(voice::plan(manner, {{"H012", 3}}, 40'000));
    const auto wanted = voice::plan(manner, {{"A7", 3}, {"C8", 4}}, 40'000);
    studio->record(wanted);
    std::optional<voice::Take> take;
    std::unique_lock lock(mutex);
    while (!take) {
        told.wait(lock, [&] { return takes > 0; });
        --takes;
        take = studio->take();
    }
    lock.unlock();
    CHECK(take->cues.size() == 2);
    const auto ms = voice::ms_of_samples(take->samples.size());
    CHECK(ms > wanted.duration_ms * 7 / 10);
    CHECK(ms < wanted.duration_ms * 13 / 10);
    CHECK_FALSE(studio->take());
    CHECK(studio->troubles().empty());
}

}  // namespace luot::sound
