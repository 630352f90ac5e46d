#include "voice_folder/folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "sound/clip_file.hpp"
#include "support/folder.hpp"
#include "tones.hpp"
#include "voice/level.hpp"
#include "words_of/shipped.hpp"

namespace luot::voice_folder {
namespace {

Wanted wanted(const std::string& voice_name) {
    const auto& catalogue = testing::shipped_words().in(voice_name == "en" ? "en" : "vi");
    return {{&catalogue, voice_name}, {}};
}

}  // namespace

TEST_CASE("a folder is made complete and what was recorded stays") {
    const testing::Folder folder;
    Wanted south = wanted("vi-vn-x-south");
    south.counter_names[3].add_texts()->set_text("Tiếp nhận hồ sơ");
    const auto all = voice::all_clips(south.speech, south.counter_names);
    CHECK(lacking(folder.path, south).size() == all.size());
    const auto place = folder.path / "vi-vn-x-south";
    std::filesystem::create_directories(place);
    const auto recording = voice::testing::tone(500, 300);
    REQUIRE(sound::write_wav(place / "digit.7.wav", recording).has_value());
    std::filesystem::copy(LUOT_SOURCE_DIR "/tests/data/voices/vi/digit.2.ogg", place / "digit.2.ogg");
    CHECK(lacking(folder.path, south).size() == all.size() - 2);

    const auto made = fill(folder.path, south);
    REQUIRE(made.has_value());
    CHECK(*made == all.size() - 2);
    CHECK(lacking(folder.path, south).empty());
    CHECK(*sound::read_clip(place / "digit.7.wav") == recording);
    CHECK_FALSE(std::filesystem::exists(place / "digit.2.wav"));
    CHECK(std::filesystem::exists(place / "counter-name.tiep-nhan-ho-so.wav"));
    CHECK(*fill(folder.path, south) == 0);
    for (const auto& item : all) {
        if (item.name.starts_with("digit.7") || item.name.starts_with("digit.2")) continue;
        CAPTURE(item.name);
        const auto clip = sound::read_clip(place / (item.name + ".wav"));
        REQUIRE(clip.has_value());
        CHECK(std::abs(voice::loudness_lufs(*clip) - voice::target_lufs) < 1.5);
    }
}

TEST_CASE("a clip that cannot be played is lacking and is told why and is not written over") {
    const testing::Folder folder;
    const Wanted vi = wanted("vi");
    const auto place = folder.path / "vi";
    std::filesystem::create_directories(place);
    std::ofstream(place / "digit.0.wav") << "no wav at all";
    REQUIRE(sound::write_wav(place / "digit.1.wav", voice::Pcm(1'000)).has_value());
    bool damaged = false;
    bool silent = false;
    for (const auto& one : lacking(folder.path, vi)) {
        if (one.item.name == "digit.0") damaged = one.why.find("digit.0.wav: ") != std::string::npos;
        if (one.item.name == "digit.1") silent = one.why.ends_with("is silent");
        if (one.item.name == "digit.2") CHECK(one.why == "missing");
    }
    CHECK(damaged);
    CHECK(silent);
    REQUIRE(fill(folder.path, vi).has_value());
    CHECK(std::filesystem::file_size(place / "digit.0.wav") == 13);
    CHECK(lacking(folder.path, vi).size() == 2);
}

TEST_CASE("a folder that cannot be made is refused") {
    const testing::Folder folder;
    std::ofstream(folder.path / "vi") << "a file";
    const auto made = fill(folder.path, wanted("vi"));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().reason.find("vi") != std::string::npos);
}

}  // namespace luot::voice_folder
