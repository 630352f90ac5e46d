// What the clerk's window has around it: files of settings and keys, a PIN's file, sounds, the page as JSON.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "counter_app/key_file.hpp"
#include "counter_app/page_json.hpp"
#include "counter_app/pin_file.hpp"
#include "counter_app/settings_file.hpp"
#include "counter_app/tones.hpp"
#include "desk/deeds.hpp"
#include "support/folder.hpp"

namespace luot::counter_app {
namespace {

using testing::Folder;

desk::Settings some_settings() {
    desk::Settings settings;
    settings.counter = 3;
    settings.clerk = "cb-03";
    settings.language = "vi";
    settings.mode = desk::Mode::strip;
    settings.scale_percent = 175;
    settings.sound = false;
    return settings;
}

std::vector<std::string> mistakes_in(const std::string& text) {
    const auto parsed = parse_keys(text, "keys.toml");
    return parsed ? std::vector<std::string>() : parsed.error().mistakes;
}

}  // namespace

TEST_CASE("settings come back as they were kept and no half file is ever seen") {
    const Folder folder;
    const auto file = folder.path / "settings.toml";
    CHECK(read_settings(file).settings == desk::Settings{});
    CHECK(read_settings(file).warning.empty());
    CHECK(write_settings(file, some_settings()).has_value());
    CHECK(read_settings(file).settings == some_settings());
    CHECK(write_settings(file, desk::Settings{}).has_value());
    CHECK(read_settings(file).settings == desk::Settings{});
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
    // What is in the way of the new file leaves the old one.
    std::filesystem::create_directory(folder.path / "settings.toml.part");
    const auto kept = write_settings(file, some_settings());
    REQUIRE(kept.has_error());
    CHECK(kept.error().reason.find("the settings cannot be kept") == 0);
    CHECK(read_settings(file).settings == desk::Settings{});
    // Nothing that would break the file gets into it.
    desk::Settings odd;
    odd.clerk = "a\"\nmode = \"strip";
    CHECK(parse_settings(settings_text(odd), "s").settings == desk::Settings{});
}

TEST_CASE("broken settings are one warning and the rest is used") {
    const auto rest = parse_settings("counter = 3\nmode = \"huge\"\nscale_percent = 900\nsound = false\n", "s.toml");
    CHECK(rest.warning == "s.toml:2: mode is not window, strip or keypad; going on without it");
    CHECK(rest.settings.counter == 3);
    CHECK(rest.settings.mode == desk::Mode::window);
    CHECK(rest.settings.scale_percent == 100);
    CHECK_FALSE(rest.settings.sound);
    CHECK(parse_settings("counter = -1\n", "s.toml").warning.find("s.toml:1: counter is not a counter's number") == 0);
    CHECK(parse_settings("counter =", "s.toml").warning.find("s.toml:1: this is not TOML") == 0);
    CHECK(parse_settings("pin = \"1234\"\n", "s.toml").warning.empty());  // a later program's key
    const Folder folder;
    std::ofstream(folder.path / "long.toml") << std::string(settings_bytes_max + 1, '#');
    CHECK(read_settings(folder.path / "long.toml").warning.find("longer than 16 KiB") != std::string::npos);
    CHECK(read_settings(folder.path).warning.find("cannot be read") != std::string::npos);
    // Every beginning of a file is read without harm.
    const std::string whole = settings_text(some_settings());
    for (std::size_t cut = 0; cut < whole.size(); ++cut) (void)parse_settings(whole.substr(0, cut), "s.toml");
}

TEST_CASE("keys are changed one by one and every mistake has its line") {
    const auto keys = parse_keys("[keys]\n\"F9\" = \"step\"\n\"R\" = \"none\"\n\"Pad 0\" = \"step\"\nr = \"none\"\n", "keys.toml");
    CHECK(keys.has_error());  // a digit is a digit everywhere
    const auto changed = parse_keys("[keys]\n\"F9\" = \"step\"\nr = \"none\"\n\"Pad +\" = \"more\"\n", "keys.toml");
    REQUIRE(changed.has_value());
    CHECK(changed->target_of.at("F9") == "step");
    CHECK_FALSE(changed->target_of.contains("R"));
    CHECK(changed->target_of.at("Pad +") == "more");
    CHECK(changed->target_of.at("Enter") == "step");
    const auto mistakes = mistakes_in("[keys]\n\"Return\" = \"step\"\n\"Up\" = \"step\"\n\"F1\" = \"dance\"\n\"F2\" = 3\n[other]\n");
    REQUIRE(mistakes.size() == 5);
    for (const auto& mistake : mistakes) {
        CAPTURE(mistake);
        CHECK(mistake.find("keys.toml:") == 0);
    }
    const auto has = [&](const std::string& words) {
        return std::ranges::any_of(mistakes, [&](const std::string& mistake) { return mistake.find(words) == 0; });
    };
    CHECK(has("keys.toml:2: \"Return\" is no key; there are A to Z"));
    CHECK(has("keys.toml:3: \"Up\" is a key of lists and dialogs"));
    CHECK(has("keys.toml:4: \"dance\" is nothing that a key can do; there are step, more, action:recall"));
    CHECK(has("keys.toml:5: \"F2\" wants a meaning in quotes"));
    CHECK(has("keys.toml:6: \"other\" is not known here"));
    CHECK(mistakes_in("[keys\n").front().find("keys.toml:1: this is not TOML") == 0);
    CHECK(mistakes_in("").front().find("keys.toml:1: [keys] with lines") == 0);
    const Folder folder;
    CHECK(read_keys(folder.path / "none.toml").error().mistakes.front().find("cannot be read") != std::string::npos);
    // All that the desk can do, a key can do.
    for (int deed = 0; deed <= static_cast<int>(desk::Deed::mode); ++deed) {
        const std::string name(desk::name_of(static_cast<desk::Deed>(deed)));
        CAPTURE(name);
        CHECK_FALSE(name.empty());
        CHECK(mistakes_in("[keys]\n\"F2\" = \"action:" + name + "\"\n").empty());
    }
    // Every key that is there as always may stand in a file.
    for (const auto& [key, target] : desk::default_keys().target_of)
        CHECK(mistakes_in("[keys]\n\"" + key + "\" = \"" + target + "\"\n").empty());
}

TEST_CASE("a PIN is the first line of a file and nothing else is one") {
    const Folder folder;
    const auto file = folder.path / "pin";
    const auto written = [&](const std::string& text) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
        return read_pin_file(file.string());
    };
    CHECK(*written("4711\n") == "4711");
    CHECK(*written("4711\r\nnot this\n") == "4711");
    CHECK(*written("123456789012") == "123456789012");
    for (const char* wrong : {"", "\n", "123\n", "1234567890123\n", "47 11\n", "abcd\n"}) {
        const auto pin = written(wrong);
        REQUIRE(pin.has_error());
        CHECK(pin.error().reason.find("--pin-file " + file.string()) == 0);
    }
    CHECK(written(std::string(500, '1')).has_error());
    CHECK(read_pin_file((folder.path / "none").string()).has_error());
}

TEST_CASE("sounds are short and soft and begin and end in silence") {
    for (const auto sound : {desk::Sound::arrival, desk::Sound::refusal, desk::Sound::reminder}) {
        const Samples samples = tone_of(sound);
        CHECK(samples.size() >= tone_rate_hz / 5);
        CHECK(samples.size() <= tone_rate_hz * 6 / 10);
        int peak = 0;
        for (const auto sample : samples) peak = std::max(peak, std::abs(static_cast<int>(sample)));
        CHECK(peak > 3'000);
        CHECK(peak <= 8'192);
        CHECK(std::abs(samples.front()) < 100);
        CHECK(std::abs(samples.back()) < 100);
    }
    CHECK(tone_of(desk::Sound::arrival) != tone_of(desk::Sound::reminder));
}

TEST_CASE("a page is told in words and a PIN never") {
    desk::Page page;
    page.screen = desk::Screen::desk;
    page.badge = "Quầy 3";
    page.citizen.number = "H012";
    page.citizen.facts = {{{"Đã chờ ", false, desk::Tone::calm}, {"14 phút", true, desk::Tone::calm}}};
    page.step = {"step", "Kết thúc, gọi số tiếp theo", "Enter", "", true, false, true};
    page.holds.push_back({"hold:7", "H007", "đang điền tờ khai", "1", desk::Tone::warn, true});
    page.banners.push_back({"Số H013 vừa được quầy 2 gọi", desk::Tone::bad, {}});
    page.dialog.emplace();
    page.dialog->kind = desk::Dialog::Kind::number;
    page.dialog->rows.push_back({"waiting:9", "H009", "", {}, desk::Tone::calm});
    const auto json = to_json(page);
    CHECK(json.at("screen") == "desk");
    CHECK(json.at("citizen").at("number") == "H012");
    CHECK(json.at("citizen").at("facts").at(0) == "Đã chờ 14 phút");
    CHECK(json.at("step").at("key") == "Enter");
    CHECK(json.at("holds").at(0).at("returned") == true);
    CHECK(json.at("banners").at(0).at("tone") == "bad");
    CHECK(json.at("dialog").at("rows").at(0).at("number") == "H009");
    page.dialog.reset();
    page.screen = desk::Screen::sign_in;
    page.sign_in.pin_digits = 4;
    page.sign_in.go.target = "sign_in:go";
    CHECK(to_json(page).at("sign_in").at("pin_digits") == 4);
    CHECK_FALSE(to_json(page).contains("citizen"));
}

}  // namespace luot::counter_app
