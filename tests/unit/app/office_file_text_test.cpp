#include "app/office_file_text.hpp"

#include <doctest/doctest.h>

#include "app/office_file_ranges.hpp"
#include "app/office_file_reader.hpp"

using namespace luot;

TEST_CASE("Vietnamese is brought to its composed form") {
    CHECK(app::composed("Hộ tịch") == "H\u1ed9 t\u1ecbch");
    CHECK(app::composed("Ho\u0323\u0302 ti\u0323ch") == "H\u1ed9 t\u1ecbch");
    CHECK(app::composed("Ho\u0302\u0323 ti\u0323ch") == "H\u1ed9 t\u1ecbch");
    CHECK_FALSE(app::composed("\xC3"));
    CHECK(app::code_points("Đ1") == U"\u01101");
    CHECK_FALSE(app::code_points("\xff"));
}

TEST_CASE("the word that was meant") {
    const std::vector<std::string> known{"prefix", "procedures", "name", "code"};
    CHECK(app::nearest("prefx", known) == "prefix");
    CHECK(app::nearest("perfix", known) == "prefix");
    CHECK(app::nearest("procedure", known) == "procedures");
    CHECK_FALSE(app::nearest("colour", known));
    CHECK_FALSE(app::nearest("", known));
    CHECK_FALSE(app::nearest(std::string(1000, 'a'), known));
}

TEST_CASE("contrast as WCAG counts it") {
    CHECK(app::contrast("#000000", "#FFFFFF") == doctest::Approx(21));
    CHECK(app::contrast("#0A4DB0", "#FFFFFF") > 7);
    CHECK(app::contrast("#FFC72C", "#FFFFFF") < 2);
    CHECK_FALSE(app::is_colour("#12345"));
    CHECK_FALSE(app::is_colour("123456#"));
    CHECK_FALSE(app::is_colour("#12345G"));
}

TEST_CASE("durations hours and weekdays") {
    CHECK(app::parse_duration("600 ms") == 600'000);
    CHECK(app::parse_duration("90 s") == 90 * core::second_us);
    CHECK(app::parse_duration("15 min") == 15 * core::minute_us);
    CHECK(app::parse_duration("2 h") == 2 * core::hour_us);
    for (const char* bad : {"", "15", "15min", "15 mins", "-1 min", " 15 min", "1.5 h", "99999999999 s"})
        CHECK_MESSAGE(!app::parse_duration(bad), bad);
    CHECK(app::parse_time_of_day("07:30") == 450);
    CHECK(app::parse_time_of_day("26:00") == 1560);
    CHECK(app::format_time_of_day(1560) == "26:00");
    for (const char* bad : {"", "7:30", "07:60", "07.30", "0730", "07:3a", "-7:30"}) CHECK_MESSAGE(!app::parse_time_of_day(bad), bad);
    CHECK(app::parse_weekdays("mon-fri") == 0x1f);
    CHECK(app::parse_weekdays("mon, wed,sat-sun") == 0x65);
    for (const char* bad : {"", "mon-", "fri-mon", "Mon", "monday", "mon,,tue", "mon,"}) CHECK_MESSAGE(!app::parse_weekdays(bad), bad);
}

TEST_CASE("two fields that could print one number") {
    using core::AtEnd;
    using core::NumberRange;
    const auto collision = [](const NumberRange& left, const NumberRange& right) {
        const auto one = app::find_collision(left, right), other = app::find_collision(right, left);
        REQUIRE(one.has_value() == other.has_value());
        return one ? one->number + (one->marker == 0 ? "" : std::string("/") + one->marker) : std::string();
    };
    CHECK(collision({"A"}, {"B"}) == "");
    CHECK(collision({"A"}, {"A"}) == "A001");
    CHECK(collision({"A", 1, 499, 3, AtEnd::refuse}, {"A", 500, 999, 3, AtEnd::refuse}) == "");
    CHECK(collision({"A", 1, 499, 3, AtEnd::refuse}, {"A", 500, 999, 3, AtEnd::widen}) == "");
    CHECK(collision({"A", 1, 499, 3, AtEnd::widen}, {"A", 500, 999, 3, AtEnd::refuse}) == "A500");
    CHECK(collision({"A", 1, 500, 3, AtEnd::refuse}, {"A", 500, 999, 3, AtEnd::refuse}) == "A500");
    // The same figures with other zeros before them are other numbers, until they are long enough.
    CHECK(collision({"A", 1, 99, 2, AtEnd::refuse}, {"A", 1, 99, 3, AtEnd::refuse}) == "");
    CHECK(collision({"A", 1, 100, 2, AtEnd::refuse}, {"A", 1, 100, 3, AtEnd::refuse}) == "A100");
    // A1 + 001 is A + 1001.
    CHECK(collision({"A"}, {"A1"}) == "A1001");
    CHECK(collision({"A", 1, 999, 3, AtEnd::refuse}, {"A1", 1, 999, 3, AtEnd::refuse}) == "");
    CHECK(collision({"A", 1, 999, 3, AtEnd::refuse}, {"A1", 1, 99, 2, AtEnd::refuse}) == "A101");
    CHECK(collision({""}, {"7"}) == "7001");
    // After a restore.
    CHECK(collision({"A"}, {"AX"}) == "AX001/X");
    CHECK(collision({"A"}, {"AU1"}) == "AU1001/U");
    CHECK(collision({""}, {"W"}) == "W001/W");
    CHECK(collision({"A"}, {"AB"}) == "");
    CHECK(collision({"X"}, {"Y"}) == "");
}
