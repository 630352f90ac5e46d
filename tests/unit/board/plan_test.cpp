#include "voice/plan.hpp"

#include <doctest/doctest.h>

namespace luot::voice {

TEST_CASE("the Vietnamese sentence reads digits one by one and the counter as a number") {
    const Plan spoken = plan("H012", 3, {"vi"});
    REQUIRE(spoken.phrases.size() == 1);
    CHECK(spoken.phrases[0].text == "Mời công dân có số H không một hai đến quầy số ba.");
    CHECK(spoken.phrases[0].words ==
          std::vector<std::string>{"mời", "công", "dân", "có", "số", "hát", "không", "một", "hai", "đến", "quầy", "số", "ba"});
    CHECK(plan("Đ041", 15, {}).phrases[0].text == "Mời công dân có số Đ không bốn một đến quầy số mười lăm.");
    CHECK(plan("HX-012", 3, {}).phrases[0].text == "Mời công dân có số H X không một hai đến quầy số ba.");
}

TEST_CASE("letters by their names") {
    CHECK(vietnamese_name("A") == "a");
    CHECK(vietnamese_name("C") == "xê");
    CHECK(vietnamese_name("D") == "dê");
    CHECK(vietnamese_name("Đ") == "đê");
    CHECK(vietnamese_name("R") == "e-rờ");
    CHECK(vietnamese_name("S") == "ét-sì");
    CHECK(vietnamese_name("X") == "ích-xì");
    CHECK(vietnamese_name("-").empty());
    CHECK(vietnamese_name("\xff").empty());
    for (char letter = 'A'; letter <= 'Z'; ++letter) CHECK_FALSE(vietnamese_name(std::string(1, letter)).empty());
    for (char digit = '0'; digit <= '9'; ++digit) CHECK_FALSE(vietnamese_name(std::string(1, digit)).empty());
}

TEST_CASE("Vietnamese numbers of counters") {
    CHECK(vietnamese_number(0) == "không");
    CHECK(vietnamese_number(4) == "bốn");
    CHECK(vietnamese_number(10) == "mười");
    CHECK(vietnamese_number(11) == "mười một");
    CHECK(vietnamese_number(14) == "mười bốn");
    CHECK(vietnamese_number(15) == "mười lăm");
    CHECK(vietnamese_number(20) == "hai mươi");
    CHECK(vietnamese_number(21) == "hai mươi mốt");
    CHECK(vietnamese_number(24) == "hai mươi tư");
    CHECK(vietnamese_number(55) == "năm mươi lăm");
    CHECK(vietnamese_number(100) == "một trăm");
    CHECK(vietnamese_number(103) == "một trăm linh ba");
    CHECK(vietnamese_number(110) == "một trăm mười");
    CHECK(vietnamese_number(121) == "một trăm hai mươi mốt");
    CHECK(vietnamese_number(1024) == "một không hai bốn");
}

TEST_CASE("English where the office turned it on - after Vietnamese") {
    const Plan spoken = plan("H012", 21, {"en", "vi", "zz"});
    REQUIRE(spoken.phrases.size() == 2);
    CHECK(spoken.phrases[0].language == "vi");
    CHECK(spoken.phrases[1].text == "Number H zero one two, please go to counter twenty-one.");
    CHECK(english_number(103) == "one hundred and three");
    CHECK(english_number(200) == "two hundred");
    CHECK(english_number(18) == "eighteen");
}

TEST_CASE("a plan lasts as long as its parts") {
    const Plan one = plan("H012", 3, {"vi"});
    CHECK(one.duration_ms == one.chime_ms + one.phrases[0].duration_ms);
    CHECK(one.duration_ms > 3000);
    CHECK(one.duration_ms < 8000);
    const Plan two = plan("H012", 3, {"vi", "en"});
    CHECK(two.duration_ms == one.duration_ms + two.phrases[1].duration_ms);
    // A letter with a name of two syllables takes longer.
    CHECK(plan("R012", 3, {}).duration_ms > one.duration_ms);
}

TEST_CASE("a number cut anywhere still has a plan") {
    const std::string number = "ĐX0129";
    for (std::size_t length = 0; length <= number.size(); ++length) {
        const Plan spoken = plan(number.substr(0, length), 3, {"vi", "en"});
        CHECK(spoken.phrases.size() == 2);
        CHECK(spoken.phrases[0].text.ends_with("đến quầy số ba."));
    }
}

}  // namespace luot::voice
