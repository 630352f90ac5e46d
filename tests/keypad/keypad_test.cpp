// The counter's number pads: bytes of keys, lines of a display, and real ends that are pulled out and plugged in.
#include "keypad/keypad.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "keypad/display_lines.hpp"
#include "keypad/evdev_events.hpp"
#include "keypad/key_names.hpp"
#include "support/folder.hpp"
#include "virtual_keypad/virtual_keypad.hpp"

namespace luot::testing {
namespace {

using namespace std::chrono_literals;

const keypad::Folders profiles = {std::filesystem::path(LUOT_SOURCE_DIR) / "counter-client" / "keypad" / "profiles"};

std::string names_of(const std::vector<desk::KeyPress>& presses) {
    std::string names;
    for (const auto& press : presses) names += (names.empty() ? "" : " ") + desk::name_of(press) + (press.repeat ? "~" : "");
    return names;
}

// A mistake in a profile, after the file's name.
std::string mistake_in(const std::string& text) {
    const auto parsed = keypad::parse_profile(text, "p.toml");
    return parsed ? "" : parsed.error().reason;
}

std::string wrong_address(const std::string& url) {
    const auto parsed = keypad::parse_address(url, profiles);
    return parsed ? "" : parsed.error().reason;
}

// struct input_event of a machine with words of so many bytes, in its own byte order.
std::string event_bytes(std::size_t word, std::uint16_t type, std::uint16_t code, std::int32_t value) {
    std::string bytes(2 * word, '\x5a');
    const auto add = [&](const void* from, std::size_t size) { bytes.append(static_cast<const char*>(from), size); };
    add(&type, sizeof type);
    add(&code, sizeof code);
    add(&value, sizeof value);
    return bytes;
}

std::vector<desk::KeyPress> feed(keypad::EvdevEvents& events, const std::string& bytes) {
    return events.feed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// A keypad at work, and what it told.
struct AtWork {
    explicit AtWork(const std::string& url)
        : pad(io.get_executor(), keypad::parse_address(url, profiles).value(),
              {[this](const desk::KeyPress& press) { pressed += desk::name_of(press) + ' '; },
               [this](bool there, const std::string& why) { told.push_back(there ? "there" : why); },
               [this](const std::string& what) { remarks.push_back(what); }}) {
        pad.start();
    }
    template <class So>
    bool until(So so) {
        const auto end = std::chrono::steady_clock::now() + 30s;
        while (!so()) {
            if (std::chrono::steady_clock::now() > end) return false;
            io.restart();
            io.run_one_for(50ms);
        }
        return true;
    }

    boost::asio::io_context io{1};
    std::string pressed;
    std::vector<std::string> told;
    std::vector<std::string> remarks;
    keypad::Keypad pad;
};

}  // namespace

TEST_CASE("keys have names and others have none") {
    for (const char* name : {"Enter", "Pad Enter", "Pad +", "Pad 0", "R", "7", "F1", "F12", "Page up", "Shift+Tab", "Control+R", "."})
        CHECK(keypad::key_named(name).has_value());
    CHECK(keypad::key_named("r")->key == "R");
    CHECK(keypad::key_named("Pad 5")->pad);
    CHECK(keypad::key_named("Control+Shift+R")->shift);
    for (const char* name : {"", "Return", "Pad", "Pad R", "F0", "F13", "F01", "F1x", "!", "Pad  5", "Pad 55", "\xe1\xba\xbf"})
        CHECK_FALSE(keypad::key_named(name).has_value());
}

TEST_CASE("event devices - presses and repeats of both word sizes cut at every byte") {
    for (const std::size_t word : {4U, 8U}) {
        std::string all = event_bytes(word, 4, 4, 458841) + event_bytes(word, 1, 71, 1) + event_bytes(word, 0, 0, 0) +
                          event_bytes(word, 1, 71, 0) + event_bytes(word, 1, 96, 1) + event_bytes(word, 1, 96, 2) +
                          event_bytes(word, 1, 78, 1) + event_bytes(word, 1, 240, 1) + event_bytes(word, 1, 83, 1);
        for (std::size_t cut = 0; cut <= all.size(); ++cut) {
            keypad::EvdevEvents events(word);
            auto presses = feed(events, all.substr(0, cut));
            const auto rest = feed(events, all.substr(cut));
            presses.insert(presses.end(), rest.begin(), rest.end());
            CHECK(names_of(presses) == "Pad 7 Pad Enter Pad Enter~ Pad + Pad .");
        }
    }
}

TEST_CASE("event devices - what was lost in between is not made up") {
    keypad::EvdevEvents events;
    const std::size_t word = sizeof(long);
    CHECK(names_of(feed(events, event_bytes(word, 0, 3, 0) + event_bytes(word, 1, 79, 1) + event_bytes(word, 0, 0, 0) +
                                    event_bytes(word, 1, 80, 1))) == "Pad 2");
    const auto shifted =
        feed(events, event_bytes(word, 1, 42, 1) + event_bytes(word, 1, 15, 1) + event_bytes(word, 1, 42, 0) + event_bytes(word, 1, 15, 1));
    REQUIRE(shifted.size() == 2);
    CHECK(shifted[0].shift);
    CHECK_FALSE(shifted[1].shift);
}

TEST_CASE("serial keys - what is sent becomes a key and noise nothing") {
    const auto plain = keypad::load_profile("plain", profiles).value();
    keypad::KeyReader reader(plain);
    CHECK(names_of(reader.feed("12+\r\x1b\x08")) == "Pad 1 Pad 2 Pad + Pad Enter Escape Backspace");
    CHECK(names_of(reader.feed("xyz\xff\x80 7")) == "Pad 7");
    auto longer = plain;
    longer.keys = {{"\x1b[A", *keypad::key_named("Up")}, {"A", *keypad::key_named("Enter")}};
    keypad::KeyReader sequences(longer);
    CHECK(sequences.feed("\x1b[").empty());
    CHECK(names_of(sequences.feed("A")) == "Up");
    CHECK(names_of(sequences.feed("\x1b[\x1b[AA")) == "Up Enter");
}

TEST_CASE("displays - lines are as wide as it is and accents go where it has none") {
    CHECK(keypad::without_accents("Hộ tịch, Đất đai – ưu tiên · Ễ") == "Ho tich, Dat dai - uu tien - E");
    CHECK(keypad::without_accents("a\xff") == "a?");
    CHECK(keypad::without_accents("số 12 ☂") == "so 12 ?");
    const auto plain = keypad::load_profile("plain", profiles).value();
    CHECK(keypad::telegram(plain, {"H012 Hộ tịch", "Kết thúc, gọi số tiếp theo"}) == "\fH012 Ho tich    \r\nKet thuc, goi so");
    CHECK(keypad::telegram(plain, {}) == "\f                \r\n                ");
    const auto vfd = keypad::load_profile("vfd-esc", profiles).value();
    CHECK(keypad::telegram(vfd, {"H012", "Start"}) == "\x1bQAH012                \r\x1bQBStart               \r");
    auto unicode = plain;
    unicode.letters = keypad::Profile::Letters::utf8;
    unicode.columns = 3;
    unicode.lines = 1;
    CHECK(keypad::telegram(unicode, {"Đất đai"}) == "\fĐất");
    CHECK(keypad::telegram(unicode, {"Đ"}) == "\fĐ  ");
    unicode.lines = 0;
    CHECK(keypad::telegram(unicode, {"Đất"}).empty());
    auto capitals = plain;
    capitals.capitals = true;
    CHECK(keypad::telegram(capitals, {"Hộ tịch"}).starts_with("\fHO TICH "));
}

TEST_CASE("profiles and addresses - every mistake is told with its line and what would be right") {
    CHECK(mistake_in("columns = 20\nlines = 9\n") == "p.toml:2: lines is a whole number from 0 to 4");
    CHECK(mistake_in("\nbaud = 9601\n").starts_with("p.toml:2: baud is one of 1200, "));
    CHECK(mistake_in("letters = \"cp1258\"\n") == "p.toml:1: letters is \"ascii\" or \"utf8\"");
    CHECK(mistake_in("before = \"{0x1}\"\n").starts_with("p.toml:1: before = "));
    CHECK(mistake_in("columns = \"wide\"\nlines = 9\n").starts_with("p.toml:1: columns "));
    CHECK(mistake_in("width = 16\n").starts_with("p.toml:1: \"width\" is no key of a keypad's profile; there are after, baud, "));
    CHECK(mistake_in("[keys]\n\"A\" = \"Pad plus\"\n").starts_with("p.toml:2: there is no such key; there are A to Z"));
    CHECK(mistake_in("[keys]\n\"{0x1B}[A\" = \"Up\"\n").find("the beginning of what another sends") != std::string::npos);
    CHECK(mistake_in("keys = 3\n").starts_with("p.toml:1: [keys] with lines "));
    CHECK(mistake_in("columns = \n").starts_with("p.toml:1: this is not TOML"));
    CHECK(mistake_in("capitals = 1\n") == "p.toml:1: capitals is true or false");
    CHECK(wrong_address("usb://x").find("is serial:///dev/ttyUSB0?profile=NAME or evdev://") != std::string::npos);
    CHECK(wrong_address("serial:///dev/ttyUSB0").find("profile=NAME is missing") != std::string::npos);
    CHECK(wrong_address("serial:///dev/ttyUSB0?profile=nope").find("there are plain, vfd-esc, or give a file") != std::string::npos);
    CHECK(wrong_address("serial://?profile=plain").find("the device is missing") != std::string::npos);
    CHECK(wrong_address("serial:///dev/ttyUSB0?profile=plain&baud=fast").find("baud is a number") != std::string::npos);
    CHECK(wrong_address("serial:///dev/ttyUSB0?profile=plain&speed=1").find("\"speed\" is no option here") != std::string::npos);
    CHECK(wrong_address("evdev:///dev/input/event0?grab=yes").find("grab is 0 or 1") != std::string::npos);
    CHECK(wrong_address("evdev:///dev/input/event0?grab=0").empty());
    CHECK(keypad::parse_address("serial://COM3?profile=plain&baud=19200", profiles)->device == "COM3");
    CHECK(keypad::parse_address("serial://COM3?profile=plain&baud=19200", profiles)->profile.baud == 19'200);
}

TEST_CASE("serial - keys come and lines go and a plug that is pulled out is told once and found again") {
    for (const std::string make : {"plain", "vfd-esc"}) {
        CAPTURE(make);
        const Folder folder;
        const auto device = folder.path / "ttyUSB0";
        AtWork at_work("serial://" + device.string() + "?profile=" + make);
        CHECK(at_work.told.size() == 1);  // it is not there yet
        VirtualKeypad virtual_keypad(at_work.io.get_executor(), *keypad_make(make), device);
        at_work.pad.show({"H012 Hộ tịch", "Bắt đầu"});
        const auto& display = virtual_keypad.display();
        CHECK(at_work.until([&] { return display.lines()[0].starts_with("H012 Ho tich ") && display.lines()[1].starts_with("Bat dau "); }));
        CHECK(at_work.told.back() == "there");
        virtual_keypad.press("1\r");
        CHECK(at_work.until([&] { return at_work.pressed == "Pad 1 Pad Enter "; }));
        virtual_keypad.unplug();
        CHECK(at_work.until([&] { return at_work.told.size() == 3; }));
        CHECK(at_work.told.back().find(device.string()) != std::string::npos);
        at_work.pad.show({"H013", ""});
        virtual_keypad.plug();
        CHECK(at_work.until([&] { return display.lines()[0].starts_with("H013 "); }));
        CHECK(at_work.told.size() == 4);
        CHECK(display.wrong() == 0);
        virtual_keypad.press("5");
        CHECK(at_work.until([&] { return at_work.pressed == "Pad 1 Pad Enter Pad 5 "; }));
    }
}

TEST_CASE("event devices - a device file is read and lost and found again and one that cannot be grabbed is told") {
    const Folder folder;
    const auto device = folder.path / "event0";
    REQUIRE(::mkfifo(device.c_str(), 0600) == 0);
    const int held = ::open(device.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(held >= 0);
    AtWork at_work("evdev://" + device.string());
    CHECK(at_work.told == std::vector<std::string>{"there"});
    REQUIRE(at_work.remarks.size() == 1);  // a pipe is no event device
    CHECK(at_work.remarks[0].find("other programs get its keys, too") != std::string::npos);
    const std::string keys = event_bytes(sizeof(long), 1, 79, 1) + event_bytes(sizeof(long), 1, 96, 1);
    CHECK(::write(held, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
    CHECK(at_work.until([&] { return at_work.pressed == "Pad 1 Pad Enter "; }));
    ::close(held);  // pulled out: the last writer goes
    std::filesystem::remove(device);
    CHECK(at_work.until([&] { return at_work.told.size() == 2; }));
    REQUIRE(::mkfifo(device.c_str(), 0600) == 0);
    const int again = ::open(device.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(again >= 0);
    CHECK(at_work.until([&] { return at_work.told.size() == 3; }));
    CHECK(::write(again, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
    CHECK(at_work.until([&] { return at_work.pressed == "Pad 1 Pad Enter Pad 1 Pad Enter "; }));
    ::close(again);
}

TEST_CASE("the display says who is there and what the next press does and first what is asked or refused") {
    desk::Page page;
    page.connecting = "Đang kết nối";
    CHECK(keypad::display_lines(page)[0] == "Đang kết nối");
    page.screen = desk::Screen::desk;
    page.citizen.headline = "Chưa có ai";
    page.step.label = "Gọi số tiếp theo";
    CHECK(keypad::display_lines(page) == std::vector<std::string>{"Chưa có ai", "Gọi số tiếp theo"});
    page.citizen.number = "H012";
    page.citizen.chips.push_back({"Hộ tịch", desk::Chip::Kind::field, {}});
    page.typed = "12";
    CHECK(keypad::display_lines(page) == std::vector<std::string>{"H012 Hộ tịch", "12"});
    page.banners.push_back({"Số H013 vừa được quầy 2 gọi", desk::Tone::bad, {}});
    CHECK(keypad::display_lines(page)[1] == "Số H013 vừa được quầy 2 gọi");
    page.dialog.emplace();
    page.dialog->title = "Vì sao?";
    page.dialog->items.resize(2);
    page.dialog->items[1].key = "2";
    page.dialog->items[1].label = "Đi họp";
    page.dialog->items[1].on = true;
    CHECK(keypad::display_lines(page) == std::vector<std::string>{"Vì sao?", "2 Đi họp"});
    page.dialog->kind = desk::Dialog::Kind::ask;
    page.dialog->buttons.resize(2);
    page.dialog->buttons[0].label = "Ở lại";
    page.dialog->buttons[1].label = "Đóng quầy";
    CHECK(keypad::display_lines(page)[1] == "Ở lại");
    page.dialog->buttons[1].on = true;  // Enter takes this one
    CHECK(keypad::display_lines(page)[1] == "Đóng quầy");
    page.dialog->kind = desk::Dialog::Kind::number;
    page.dialog->typed = "1";
    CHECK(keypad::display_lines(page)[1] == "1");
    page.dialog->rows.resize(2);
    page.dialog->rows[0].number = "H011";
    page.dialog->rows[1].number = "H012";
    page.dialog->rows[1].on = true;
    CHECK(keypad::display_lines(page)[1] == "1 > H012");
    page.dialog->typed = "H012";
    CHECK(keypad::display_lines(page)[1] == "H012");
    page.screen = desk::Screen::sign_in;
    page.sign_in.title = "Đăng nhập";
    page.sign_in.pin_label = "PIN";
    page.sign_in.focus = desk::SignInPage::Focus::pin;
    page.sign_in.pin_digits = 3;
    CHECK(keypad::display_lines(page) == std::vector<std::string>{"Đăng nhập", "PIN ***"});
}

}  // namespace luot::testing
