// Scanners: telling them from people, and what they read.
#include <doctest/doctest.h>

#include "touch/scan_reader.hpp"
#include "touch/scanned.hpp"

namespace luot::touch {

namespace {

constexpr std::int32_t today = 20'514;  // 2026-03-02
constexpr std::string_view card = "001061012345|012345678|NGUYỄN VĂN SƠN|02031961|Nam|12 Phố Huế, Hà Nội|10052021";

std::optional<std::string> hash(std::string_view digits) {
    return digits == "001061012345" ? std::string(16, 'p') : std::string("not these digits");
}

Scanned read(std::string_view line) {
    return read_scanned(line, today, hash);
}

}  // namespace

TEST_CASE("a card gives an age and a hash of its number") {
    CHECK(read(card) == Scanned(Card{65, std::string(16, 'p')}));
    // The day before, on and after a birthday.
    CHECK(std::get<Card>(read_scanned(card, today - 1, hash)).age == 64);
    CHECK(std::get<Card>(read("001061012345||X|03031961|Nam||")).age == 64);
    CHECK(std::get<Card>(read("001061012345||X|29022024|Nam||")).age == 2);
    CHECK(std::get<Card>(read("001061012345|||01011990")).age == 36);
    // Without a key nothing is kept of the number.
    CHECK(std::get<Card>(read_scanned(card, today, {})).person.empty());
    CHECK(std::get<Card>(read_scanned(card, today, [](std::string_view) { return std::optional<std::string>(); })).person.empty());
}

TEST_CASE("what is cut short or is no card is not taken for one") {
    const std::string whole(card);
    std::size_t taken = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto found = read(std::string_view(whole).substr(0, size));
        if (std::holds_alternative<Card>(found)) ++taken;
        CHECK((std::holds_alternative<Unknown>(found) || std::holds_alternative<Card>(found)));
    }
    // From the eighth digit of the birth on it is all that is needed.
    CHECK(taken == whole.size() - whole.find("|Nam"));
    for (const char* line :
         {"00106101234|x|y|02031961", "0010610123456|x|y|02031961", "00106101234a|x|y|02031961", "001061012345|x|y|31021961",
          "001061012345|x|y|2031961", "001061012345|x|y|02031861", "001061012345|x|y|02032061", "001061012345|x|y|0203196a", "|||", "|"}) {
        CAPTURE(line);
        CHECK(read(line) == Scanned(Unknown{}));
    }
}

TEST_CASE("slips and appointments are known by their form") {
    CHECK(read("https://luot.example/t/3f9a1c55d0e24b77") == Scanned(SlipCode{"3f9a1c55d0e24b77"}));
    CHECK(read("http://192.168.1.2:8080/t/ab_C-1") == Scanned(SlipCode{"ab_C-1"}));
    CHECK(read("luot:appointment/civil-status/2026-03-02T09:30") == Scanned(Appointment{"civil-status", {today, 570}}));
    const std::vector<std::string> none_of_ours{std::string("https://luot.example/t/"),
                                                std::string("https://luot.example/t/a b"),
                                                std::string("https://luot.example/x/abc"),
                                                std::string("ftp://luot.example/t/abc"),
                                                "https://luot.example/t/" + std::string(65, 'a'),
                                                std::string("luot:appointment/"),
                                                std::string("luot:appointment/land"),
                                                std::string("luot:appointment/land/2026-03-02"),
                                                std::string("luot:appointment/land/2026-02-30T09:30"),
                                                std::string("luot:appointment/land/2026-03-02T24:00"),
                                                std::string("luot:appointment/land/2026-03-02T09:60"),
                                                std::string("luot:appointment/land/2026-03-02 09:30"),
                                                std::string("luot:appointment//2026-03-02T09:30"),
                                                std::string("luot:appointment/l nd/2026-03-02T09:30"),
                                                std::string("893850507001"),
                                                std::string()};
    for (const auto& line : none_of_ours) {
        CAPTURE(line);
        CHECK(read(line) == Scanned(Unknown{}));
    }
}

TEST_CASE("a scanner writes fast and ends with Enter a human does not") {
    ScanReader reader;
    Instant now{1'000};
    const auto write = [&](std::string_view text, Instant pause) {
        std::string typed;
        for (const char letter : text) {
            now += pause;
            typed += reader.wake(now);
            reader.typed({&letter, 1}, now);
        }
        return typed;
    };
    CHECK(write(card, Instant{8}).empty());
    CHECK(reader.entered().scanned == card);
    reader.clear();
    CHECK_FALSE(reader.deadline());

    // Letter by letter, each is a human's as soon as the pause shows it.
    CHECK(write("ket", Instant{120}) == "ke");
    REQUIRE(reader.deadline());
    CHECK(reader.wake(*reader.deadline() - Instant{1}).empty());
    CHECK(reader.wake(*reader.deadline()) == "t");
    CHECK_FALSE(reader.deadline());

    // A human at Enter, and one with quick fingers.
    CHECK(write("1234", Instant{10}).empty());
    const auto line = reader.entered();
    CHECK(line.scanned.empty());
    CHECK(line.typed == "1234");

    // A scanner without Enter leaves nothing behind, nor does one with too much.
    CHECK(write(card, Instant{8}).empty());
    now += Instant{500};
    CHECK(reader.wake(now).empty());
    CHECK_FALSE(reader.deadline());
    CHECK(write(std::string(5'000, 'x'), Instant{1}).empty());
    CHECK(reader.entered().scanned.empty());
    CHECK(write(card, Instant{8}).empty());
    CHECK(reader.entered().scanned == card);
}

TEST_CASE("a line is read whole whatever pieces it comes in") {
    for (std::size_t cut = 1; cut < card.size(); ++cut) {
        ScanReader reader;
        reader.typed(card.substr(0, cut), Instant{10});
        CHECK(reader.wake(Instant{15}).empty());
        // However late this thread comes to what was written fast.
        reader.typed(card.substr(cut), Instant{500});
        CHECK(reader.wake(Instant{500}).empty());
        CHECK(reader.entered().scanned == card);
    }
}

}  // namespace luot::touch
