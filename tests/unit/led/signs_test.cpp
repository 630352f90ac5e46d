// What counter signs are told, byte for byte, and when.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>

#include "led/limits.hpp"
#include "led/sign_chain.hpp"
#include "led/sign_profile.hpp"
#include "outputs/profile_file.hpp"

namespace luot::led {
namespace {

SignProfile shipped(const std::string& name) {
    return outputs::load_profile(name, {std::filesystem::path(LUOT_SOURCE_DIR) / "display-board" / "led" / "profiles"}).value();
}

std::string text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

constexpr std::int64_t ms = 1'000;

// The test's own seed, or LUOT_SEED's.
std::uint32_t seed_of(std::uint32_t own) {
    const char* given = std::getenv("LUOT_SEED");
    const auto seed = given == nullptr ? own : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
    MESSAGE("seed " << seed);
    return seed;
}

}  // namespace

TEST_CASE("signs - an ASCII line byte for byte") {
    const SignProfile profile = shipped("ascii-dollar");
    CHECK(text(sign_telegram(profile, 1, "H012")) == "$001,012#");
    CHECK(text(sign_telegram(profile, 255, "7")) == "$255,  7#");
    CHECK(text(sign_telegram(profile, 3, "A1234")) == "$003,234#");  // of too long a number the last digits
    CHECK(text(sign_telegram(profile, 3, "")) == "$003,   #");
    CHECK(text(sign_telegram(profile, 3, "\u0110")) == "$003,   #");  // nothing that seven segments show
    CHECK(text(sign_test_telegram(profile, 1)) == "$001,8.8.8.#");
}

TEST_CASE("signs - a binary telegram with its sum byte for byte") {
    const SignProfile profile = shipped("binary-sum8");
    CHECK(sign_telegram(profile, 5, "999") == Bytes{0x05, 0x03, 0xE7, 0xEF});
    CHECK(sign_telegram(profile, 5, "H012") == Bytes{0x05, 0x00, 0x0C, 0x11});
    CHECK(sign_telegram(profile, 200, "H1500") == Bytes{200, 0x01, 0xF4, static_cast<std::uint8_t>(200 + 0x01 + 0xF4)});
    CHECK(sign_telegram(profile, 5, "") == Bytes{0x05, 0xFF, 0xFF, 0x03});
    CHECK(sign_test_telegram(profile, 5) == Bytes{0x05, 0x03, 0x78, 0x80});
}

TEST_CASE("signs - an ASCII telegram with an exclusive or byte for byte and letters as the segments have them") {
    const SignProfile profile = shipped("ascii-stx-xor");
    // '0' ^ '7' ^ 'H' ^ '0' ^ '1' ^ '2' = 0x7C
    CHECK(text(sign_telegram(profile, 7, "H012")) ==
          "\x02"
          "07H0127C\x03");
    CHECK(shown_on_sign(profile, "\u0110041") == "d041");
    CHECK(shown_on_sign(profile, "M041") == " 041");  // an M cannot be shown in seven segments
    CHECK(shown_on_sign(profile, "R0041") == "0041");
    CHECK(shown_on_sign(profile, "") == "");
}

TEST_CASE("signs - every kind of checksum against a known answer") {
    SignProfile profile;
    std::string why;
    REQUIRE(parse_telegram("{0x31}2345678{number}{checksum}", profile.telegram, why));
    profile.characters = 1;
    profile.checksum = SignProfile::Checksum::crc16_modbus;
    CHECK(text(sign_telegram(profile, 1, "9")) == "123456789\x37\x4B");  // 0x4B37, the catalogue's check value
    profile.checksum = SignProfile::Checksum::sum8;
    CHECK(text(sign_telegram(profile, 1, "9")) == "123456789\xDD");
    profile.checksum = SignProfile::Checksum::negative_sum8;
    CHECK(text(sign_telegram(profile, 1, "9")) == "123456789\x23");
    profile.checksum = SignProfile::Checksum::xor8;
    CHECK(text(sign_telegram(profile, 1, "9")) == "123456789\x31");
    profile.checksum_as_hex = true;
    profile.checksum_from = 8;
    CHECK(text(sign_telegram(profile, 1, "9")) == "12345678939");
}

TEST_CASE("signs - binary coded digits and hexadecimal addresses") {
    SignProfile profile;
    std::string why;
    REQUIRE(parse_telegram("{{{address}{number}", profile.telegram, why));
    profile.address_as = SignProfile::AddressAs::hex;
    profile.address_digits = 2;
    profile.number_as = SignProfile::NumberAs::bcd;
    profile.characters = 4;
    CHECK(sign_telegram(profile, 0x2F, "H0912") == Bytes{'{', '2', 'F', 0x09, 0x12});
}

TEST_CASE("signs - a telegram that cannot be is told") {
    std::vector<SignProfile::Part> parts;
    for (const auto& each : std::map<std::string, std::string>{{"{address}#", "{number} is missing"},
                                                               {"{number", "has no }"},
                                                               {"{nummer}", "{nummer} is none of"},
                                                               {"{0xZZ}{number}", "{0xZZ} is none of"},
                                                               {"", "{number} is missing"}}) {
        const auto& wrong = each.first;  // no structured binding: clang 14 cannot capture one
        const auto& word = each.second;
        CAPTURE(wrong);
        std::string why;
        CHECK_FALSE(parse_telegram(wrong, parts, why));
        CHECK(why.find(word) != std::string::npos);
    }
}

TEST_CASE("sign chain - what changed goes first and in its order and everything is refreshed") {
    SignProfile profile = shipped("ascii-dollar");
    SignChain chain(profile, 9'600);
    for (int address = 1; address <= 30; ++address) REQUIRE(chain.show(address, "H0" + std::to_string(address)));
    std::int64_t now = 5'000 * ms;
    std::map<int, int> written;
    std::vector<std::string> order;
    const auto run = [&](std::int64_t until) {
        while (now < until) {
            const auto step = chain.next(now);
            if (step.telegram) {
                order.push_back(text(*step.telegram));
                ++written[std::stoi(text(*step.telegram).substr(1, 3))];
            } else {
                REQUIRE(step.again_in_us > 0);
                now = std::min(now + step.again_in_us, until);
            }
        }
    };
    run(now + 1'000 * ms);  // 30 telegrams of 9 bytes: 30 × (9.375 + 20) ms
    CHECK(order.size() == 30);
    CHECK(order.front() == "$001, 01#");
    CHECK(written.size() == 30);

    order.clear();
    chain.show(20, "H111");
    chain.show(4, "H112");
    chain.show(20, "H113");  // changed again while it waits: said once, as it is now
    run(now + 100 * ms);
    CHECK(order == std::vector<std::string>{"$020,113#", "$004,112#"});

    // Unchanged for a while: each once within every refresh.
    written.clear();
    run(now + 20'000 * ms);
    for (int address = 1; address <= 30; ++address) {
        CAPTURE(address);
        CHECK(written[address] >= 3);
        CHECK(written[address] <= 5);
    }
}

TEST_CASE("sign chain - the line is never given more than it carries and the signs their pause") {
    SignProfile profile = shipped("binary-sum8");
    SignChain chain(profile, 9'600);
    std::mt19937 random(seed_of(20'260'302));
    std::int64_t now = 0;
    std::int64_t last = -1'000 * ms;
    int count = 0;
    for (int i = 0; i < 5'000; ++i) {
        chain.show(static_cast<int>(random() % 30) + 1, std::to_string(random() % 1'000));
        const auto step = chain.next(now);
        if (step.telegram) {
            const std::int64_t on_line = static_cast<std::int64_t>(step.telegram->size()) * 10 * 1'000'000 / 9'600;
            CHECK(now - last >= on_line + 10 * ms);
            last = now;
            ++count;
        }
        now += static_cast<std::int64_t>(random() % (5 * ms));
    }
    CHECK(count > 500);
}

TEST_CASE("sign chain - a line that was opened anew is written from the beginning") {
    SignChain chain(shipped("binary-sum8"), 9'600);
    chain.show(1, "7");
    chain.show(2, "8");
    std::int64_t now = 0;
    int count = 0;
    const auto run = [&](std::int64_t span) {
        for (const std::int64_t until = now + span; now < until; now += ms) {
            if (chain.next(now).telegram) ++count;
        }
    };
    run(500 * ms);
    CHECK(count == 2);
    chain.rewrite();
    run(500 * ms);
    CHECK(count == 4);
    CHECK_FALSE(chain.show(256, "1"));
    CHECK_FALSE(chain.show(0, "1"));
}

TEST_CASE("sign chain - the test lights everything and then the address") {
    SignChain chain(shipped("ascii-dollar"), 9'600);
    chain.test();
    chain.show(17, "H012");
    CHECK(text(chain.next(0).telegram.value()) == "$017,8.8.8.#");
    chain.rewrite();
    CHECK(text(chain.next(2'500 * ms).telegram.value()) == "$017, 17#");
}

TEST_CASE("sign chain - in a test every sign shows both things however rarely it is written otherwise") {
    SignProfile profile = shipped("ascii-dollar");
    profile.refresh = std::chrono::milliseconds(4'000);
    SignChain chain(profile, 9'600);
    chain.test();
    for (int address = 1; address <= 3; ++address) chain.show(address, "");
    std::map<std::string, int> written;
    for (std::int64_t now = 0; now < 20'000 * ms; now += ms) {
        if (const auto step = chain.next(now); step.telegram) ++written[text(*step.telegram)];
    }
    for (const std::string one : {"$001,8.8.8.#", "$001,  1#", "$002,8.8.8.#", "$002,  2#", "$003,8.8.8.#", "$003,  3#"}) {
        CAPTURE(one);
        CHECK(written[one] >= 4);
    }
}

TEST_CASE("sign chain - at the end every sign is told once to be dark and one that is tested too") {
    for (const bool testing : {false, true}) {
        CAPTURE(testing);
        SignChain chain(shipped("ascii-dollar"), 9'600);
        if (testing) chain.test();
        chain.show(1, "H012");
        chain.show(2, "");
        chain.show(3, "H013");
        std::int64_t now = 0;
        for (; now < 1'000 * ms; now += ms) chain.next(now);
        chain.show(3, "H014");
        chain.darken();
        std::vector<std::string> written;
        while (!chain.all_told() || chain.line_free_in_us(now) > 0) {
            if (const auto step = chain.next(now); step.telegram) written.push_back(text(*step.telegram));
            now += ms;
            REQUIRE(now < 2'000 * ms);
        }
        CHECK(written == std::vector<std::string>{"$001,   #", "$002,   #", "$003,   #"});
    }
}

TEST_CASE("sign chain - signs have their pause after a telegram that the line was long in taking") {
    SignChain chain(shipped("ascii-dollar"), 9'600);
    chain.show(1, "7");
    chain.show(2, "8");
    REQUIRE(chain.next(0).telegram);
    chain.written(500 * ms);
    CHECK_FALSE(chain.next(500 * ms).telegram);
    CHECK_FALSE(chain.next(519 * ms).telegram);
    CHECK(chain.next(520 * ms).telegram);
}

TEST_CASE("sign chain - never more signs than a line carries") {
    SignProfile profile = shipped("ascii-dollar");
    profile.address_most = 999;
    SignChain chain(profile, 9'600);
    int taken = 0;
    for (int address = 1; address <= 999; ++address) taken += chain.show(address, "1") ? 1 : 0;
    CHECK(taken == static_cast<int>(limits::signs_most));
}

}  // namespace luot::led
