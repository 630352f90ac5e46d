// What may stand after --led and in a sign's profile, and what is said of everything else.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "outputs/address.hpp"

namespace luot::outputs {
namespace {

const Folders folders = {std::filesystem::path(LUOT_SOURCE_DIR) / "display-board" / "led" / "profiles"};

PixelTarget pixels(const std::string& url) {
    return std::get<PixelTarget>(parse_output(url, folders).value().target);
}
SignsTarget signs(const std::string& url) {
    return std::get<SignsTarget>(parse_output(url, folders).value().target);
}

std::string mistake_in(const std::string& profile) {
    const auto parsed = parse_profile(profile, "sign.toml");
    return parsed ? "" : parsed.error().reason;
}

// The test's own seed, or LUOT_SEED's.
std::uint32_t seed_of(std::uint32_t own) {
    const char* given = std::getenv("LUOT_SEED");
    const auto seed = given == nullptr ? own : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
    MESSAGE("seed " << seed);
    return seed;
}

}  // namespace

TEST_CASE("addresses - panels with all that can be said of them") {
    const PixelTarget ddp = pixels("ddp://10.0.0.7?panel=128x64&colour=red&order=grb&wiring=snake&flip=1&brightness=40&refresh=500");
    CHECK(ddp.protocol == PixelTarget::Protocol::ddp);
    CHECK(ddp.host == "10.0.0.7");
    CHECK(ddp.port == 4'048);
    CHECK(ddp.panel == led_matrix::Panel{128, 64});
    CHECK(ddp.colours == led_matrix::Colours::red);
    CHECK(ddp.wiring == led_matrix::Wiring{led_matrix::Wiring::Order::grb, true, true});
    CHECK(ddp.brightness == 40);
    CHECK(ddp.refresh_ms == 500);

    const PixelTarget multicast = pixels("e131://?universe=12&priority=150");
    CHECK(multicast.host.empty());
    CHECK(multicast.port == 5'568);
    CHECK(multicast.universe == 12);
    CHECK(multicast.priority == 150);
    CHECK(multicast.refresh_ms == 800);
    CHECK(pixels("e131://sign.local").host == "sign.local");
    CHECK(pixels("e131://:5569?network=192.168.1.20").network == "192.168.1.20");
    CHECK(pixels("e131://:5569?network=192.168.1.20").port == 5'569);

    const PixelTarget artnet = pixels("artnet://[::1]:7000/?panel=64x32&universe=3&sync=1");
    CHECK(artnet.host == "::1");
    CHECK(artnet.port == 7'000);
    CHECK(artnet.universe == 3);
    CHECK(artnet.sync);

    const PixelTarget ft = pixels("ft://127.0.0.1?x=10&y=20&layer=3");
    CHECK(ft.port == 1'337);
    CHECK(ft.place.x == 10);
    CHECK(ft.place.y == 20);
    CHECK(ft.place.layer == 3);
    CHECK(ft.panel == led_matrix::Panel{192, 64});
}

TEST_CASE("addresses - chains of signs") {
    const SignsTarget chain = signs("serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=1:5,2:7&baud=19200&refresh=900&test=1");
    CHECK(chain.device == "/dev/ttyUSB0");
    CHECK(chain.baud == 19'200);
    CHECK(chain.profile.name == "ascii-dollar");
    CHECK(chain.profile.refresh == std::chrono::milliseconds(900));
    CHECK(chain.addresses == std::map<std::uint64_t, int>{{1, 5}, {2, 7}});
    CHECK(chain.test);
    const SignsTarget converter = signs("serial+tcp://10.0.0.9:4001?profile=binary-sum8");
    CHECK(converter.device.empty());
    CHECK(converter.host == "10.0.0.9");
    CHECK(converter.port == "4001");
    CHECK(converter.addresses.empty());
}

TEST_CASE("addresses - each mistake is told with what would be right") {
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"", "is no LED output"},
        {"http://10.0.0.7", "is no LED output"},
        {"ddp://", "HOST or HOST:PORT"},
        {"ddp://10.0.0.7:0", "HOST or HOST:PORT"},
        {"ddp://[::1]x80", "HOST or HOST:PORT"},
        {"serial+tcp://[::1]x4001?profile=ascii-dollar", "serial+tcp://HOST:PORT"},
        {"ddp://10.0.0.7:99999", "HOST or HOST:PORT"},
        {"ddp://user@host", "HOST or HOST:PORT"},
        {"ddp://:4048", "HOST or HOST:PORT"},
        {"artnet://?universe=1", "HOST or HOST:PORT"},
        {"artnet://:6454", "HOST or HOST:PORT"},
        {"e131://:0", "HOST or HOST:PORT"},
        {"e131://?network=10.0.0", "network is this machine"},
        {"e131://?network=10.0.0.256", "network is this machine"},
        {"e131://10.0.0.7?network=10.0.0.1", "\"network\" is no option here"},
        {"ddp://10.0.0.7?panel=16x8", "panel is WIDTHxHEIGHT"},
        {"ddp://10.0.0.7?panel=192", "panel is WIDTHxHEIGHT"},
        {"ddp://10.0.0.7?colour=pink", "colour is amber"},
        {"ddp://10.0.0.7?universe=1", "\"universe\" is no option here"},
        {"ddp://10.0.0.7?brightness=0", "brightness is a whole number from 1 to 100"},
        {"ddp://10.0.0.7?flip=yes", "flip is 0 or 1"},
        {"ddp://10.0.0.7?panel=64x32&panel=64x32", "\"panel\" is no option here"},
        {"e131://?universe=0", "universe is a whole number from 1 to 63999"},
        {"e131://?universe=63990", "the panel takes 73 universes"},
        {"e131://?priority=201", "priority is a whole number from 0 to 200"},
        {"e131://?refresh=2500", "refresh is a whole number from 50 to 2000"},
        {"artnet://h?universe=32768", "universe is a whole number from 0 to 32767"},
        {"serial:///dev/ttyUSB0", "profile=NAME is missing"},
        {"serial://ttyUSB0?profile=ascii-dollar", "serial:///dev/ttyUSB0"},
        {"serial:///dev/ttyUSB0?profile=none", "there are ascii-dollar, ascii-stx-xor, binary-sum8"},
        {"serial:///dev/ttyUSB0?profile=./none.toml", "cannot be read"},
        {"serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=", "addresses is COUNTER:ADDRESS"},
        {"serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=1:5,1:6", "each counter and each address once"},
        {"serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=1:5,2:5", "each counter and each address once"},
        {"serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=1:256", "addresses from 1 to 255"},
        {"serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=1:5,", "addresses is COUNTER:ADDRESS"},
        {"serial:///dev/ttyUSB0?profile=ascii-dollar&baud=9601", "baud is 1200"},
        {"serial+tcp://10.0.0.9?profile=ascii-dollar", "serial+tcp://HOST:PORT"},
    };
    for (const auto& each : wrong) {
        const auto& url = each.first;  // no structured binding: clang 14 cannot capture one
        const auto& word = each.second;
        CAPTURE(url);
        const auto parsed = parse_output(url, folders);
        REQUIRE_FALSE(parsed.has_value());
        CAPTURE(parsed.error().reason);
        CHECK(parsed.error().reason.find(word) != std::string::npos);
        CHECK(parsed.error().reason.find('\n') == std::string::npos);
    }
}

TEST_CASE("addresses - outputs that would write into each other are refused in one line") {
    const auto wrong = [](const std::vector<std::string>& urls) {
        std::vector<OutputAddress> addresses;
        for (const auto& url : urls) addresses.push_back(parse_output(url, folders).value());
        const auto found = wrong_together(addresses);
        return found ? found->reason : std::string();
    };
    const std::string sign = "?profile=ascii-dollar";
    for (const auto& each : {std::pair{"serial:///dev/ttyS7", "serial:///dev/ttyS7"},
                             {"serial:///dev/ttyS7", "serial:///dev/../dev/ttyS7"},
                             {"serial+tcp://10.0.0.9:4001", "serial+tcp://10.0.0.9:4001"}}) {
        const std::string first = each.first + sign;
        const std::string second = each.second + sign + "&addresses=1:5";
        CAPTURE(second);
        const std::string why = wrong({"ddp://10.0.0.7", first, second});
        CHECK(why.find(first) != std::string::npos);
        CHECK(why.find(second) != std::string::npos);
        CHECK(why.find('\n') == std::string::npos);
    }
    CHECK(wrong({"ddp://10.0.0.7", "ddp://10.0.0.7:4048?panel=64x32"}).find("one and the same place") != std::string::npos);
    CHECK(wrong({"serial:///dev/ttyS7" + sign, "serial:///dev/ttyS8" + sign, "serial+tcp://10.0.0.9:4001" + sign,
                 "serial+tcp://10.0.0.9:4002" + sign, "ddp://10.0.0.7", "ddp://10.0.0.7:4049"})
              .empty());
    // A controller with many universes, a wall of panels.
    CHECK(wrong({"artnet://10.0.0.7?panel=64x32&universe=0", "artnet://10.0.0.7?panel=64x32&universe=20"}).empty());
    CHECK(wrong({"ft://10.0.0.7?panel=64x32&x=0", "ft://10.0.0.7?panel=64x32&x=64"}).empty());
    std::vector<std::string> many(17, "artnet://10.0.0.7?panel=64x32");
    CHECK(wrong(many) == "a board drives at most 16 LED outputs, not 17");
    many.pop_back();
    CHECK(wrong(many).empty());
}

TEST_CASE("addresses - whatever is written is taken or refused in one line") {
    std::mt19937 random(seed_of(20'260'302));
    const std::vector<std::string> begun = {"ddp://10.0.0.7:4048?panel=128x64&colour=red&flip=1",
                                            "e131://?universe=12&priority=150",
                                            "artnet://[::1]:7000/?panel=64x32&universe=3&sync=1",
                                            "ft://h?x=10&y=20&layer=3",
                                            "serial:///dev/ttyUSB0?profile=ascii-dollar&addresses=1:5,2:7&baud=19200",
                                            "serial+tcp://10.0.0.9:4001?profile=binary-sum8"};
    const std::string alphabet = "://?&=,.[]x0123456789abz%\"\n ";
    int taken = 0;
    for (int i = 0; i < 3'000; ++i) {
        std::string url = begun[random() % begun.size()];
        for (std::uint32_t change = random() % 4; change > 0 && !url.empty(); --change) {
            const std::size_t at = random() % url.size();
            const char other = alphabet[random() % alphabet.size()];
            switch (random() % 4) {
                case 0:
                    url[at] = other;
                    break;
                case 1:
                    url.insert(at, 1, other);
                    break;
                case 2:
                    url.erase(at, 1);
                    break;
                default:
                    url.resize(at);
                    break;
            }
        }
        CAPTURE(url);
        const auto parsed = parse_output(url, folders);
        if (parsed) {
            ++taken;
            CHECK(parsed->url == url);
        } else {
            CHECK_FALSE(parsed.error().reason.empty());
        }
    }
    CHECK(taken > 500);
    CHECK(taken < 2'500);
}

TEST_CASE("sign profiles - those that come with the programs are found beside them and are sound") {
    const Folders beside = profile_folders(std::filesystem::path(LUOT_BIN_DIR) / "display-board");
    for (const std::string name : {"ascii-dollar", "ascii-stx-xor", "binary-sum8"}) {
        CAPTURE(name);
        const auto profile = load_profile(name, beside);
        REQUIRE(profile.has_value());
        CHECK(profile->name == name);
        CHECK_FALSE(profile->make.empty());
        CHECK_FALSE(led::sign_telegram(*profile, 1, "H012").empty());
    }
}

TEST_CASE("sign profiles - each mistake is told with its line") {
    const std::string good = "telegram = \"{address}{number}\"\n";
    CHECK(mistake_in(good).empty());
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"telegram = \"", "sign.toml:1: this is not TOML"},
        {"make = \"x\"\n", "sign.toml:1: telegram is missing"},
        {"telegram = \"{nr}\"\n", "sign.toml:1: telegram: {nr} is none of"},
        {good + "adress = \"byte\"\n", "sign.toml:2: \"adress\" is no key of a sign's profile"},
        {good + "address = \"octal\"\n", "sign.toml:2: address is one of \"decimal\", \"hex\", \"byte\""},
        {good + "address_digits = 5\n", "sign.toml:2: address_digits = a whole number from 1 to 4"},
        {good + "address = \"byte\"\naddress_most = 256\n", "sign.toml:3: address_most = a whole number from 1 to 255"},
        {good + "characters = 17\n", "sign.toml:2: characters = a whole number from 1 to 16"},
        {good + "number = \"word\"\ncharacters = 5\n", "sign.toml:3: characters = a whole number from 1 to 4"},
        {good + "number = \"word\"\nletters = \"kept\"\n", "sign.toml:3: letters are kept only with"},
        {good + "checksum = \"xor8\"\n", "go together"},
        {"telegram = \"{number}{checksum}\"\n", "go together"},
        {good + "baud = 1300\n", "sign.toml:2: baud = 1200, 2400, 4800, 9600,"},
        {good + "baud = -9600\n", "sign.toml:2: baud = 1200, 2400, 4800, 9600,"},
        {good + "refresh_ms = 10\n", "sign.toml:2: refresh_ms = a whole number from 50 to 60000"},
        {good + "[instead]\n\"Q\" = \"oo\"\n", "sign.toml:3: [instead] has one character"},
        {"telegram = \"" + std::string(70, 'x') + "{number}\"\n", "longer than 64 bytes"},
    };
    for (const auto& each : wrong) {
        const auto& text = each.first;
        const auto& word = each.second;
        CAPTURE(text);
        const std::string mistake = mistake_in(text);
        CAPTURE(mistake);
        CHECK(mistake.find(word) != std::string::npos);
    }
}

}  // namespace luot::outputs
