#include "visits/visits_file.hpp"

#include <doctest/doctest.h>

using namespace luot;

namespace {

const std::string header = "date,office,queue,service,arrive_s,class,service_s\n";
const std::string line_a = "2020-01-16,UD_Wola,202,Kasa,28954,regular,254\n";
const std::string line_b = "2020-01-16,UD_Wola,174,\"Podatki, \"\"lokalne\"\"\",28000,elderly,20\n";

struct BadLine {
    std::string text;
    std::uint32_t line;
    std::string what;
};

}  // namespace

TEST_CASE("a visits file is read whole and in order of arrival") {
    const auto day = visits::parse(header + line_a + line_b, "day.csv");
    REQUIRE(day.has_value());
    CHECK(day->date == "2020-01-16");
    CHECK(day->office == "UD_Wola");
    REQUIRE(day->visits.size() == 2);
    CHECK(day->visits[0].service == "Podatki, \"lokalne\"");
    CHECK(day->visits[0].line == 3);
    CHECK(day->visits[1] == visits::Visit{2, "202", "Kasa", 28954, "regular", 254});
}

TEST_CASE("line ends of Windows - a byte order mark - other columns and their order do not matter") {
    const std::string text =
        "\xEF\xBB\xBF"
        "class,date,office,note,queue,service,service_s,arrive_s\r\nregular,2020-01-16,UD_Wola,\"two\r\nlines\",202,Kasa,254,28954\r\n\r\n";
    const auto day = visits::parse(text, "day.csv");
    REQUIRE(day.has_value());
    REQUIRE(day->visits.size() == 1);
    CHECK(day->visits[0] == visits::Visit{2, "202", "Kasa", 28954, "regular", 254});
}

TEST_CASE("bad lines are refused with their place") {
    const BadLine bad[] = {
        {"", 1, "empty"},
        {header, 0, "no visits"},
        {"date,office,queue,service,arrive_s,class\n" + line_a, 1, "no column \"service_s\""},
        {"date,date,office,queue,service,arrive_s,class,service_s\n", 1, "comes twice"},
        {header + line_a + "2020-01-16,UD_Wola,202,Podatki, lokalne,28954,regular,254\n", 3, "8 fields"},
        {header + "2020-01-16,UD_Wola,202,Kasa,28954,regular\n", 2, "6 fields"},
        {header + "2020-01-16,UD_Wola,202,Kasa,8:06,regular,254\n", 2, "arrive_s"},
        {header + "2020-01-16,UD_Wola,202,Kasa,-1,regular,254\n", 2, "arrive_s"},
        {header + "2020-01-16,UD_Wola,202,Kasa,100800,regular,254\n", 2, "arrive_s"},
        {header + "2020-01-16,UD_Wola,202,Kasa,28954,regular,0\n", 2, "service_s"},
        {header + "2020-01-16,UD_Wola,202,Kasa,28954,regular,99999999999999999999\n", 2, "service_s"},
        {header + "2020-01-16,UD_Wola,202,Kasa,28954,,254\n", 2, "class"},
        {header + "2020-01-16,UD_Wola,---,Kasa,28954,regular,254\n", 2, "queue"},
        {header + "16.01.2020,UD_Wola,202,Kasa,28954,regular,254\n", 2, "date"},
        {header + line_a + "2020-01-17,UD_Wola,202,Kasa,28954,regular,254\n", 3, "one office and day"},
        {header + line_a + "2020-01-16,UD_Wola,202,\"Kasa,28954,regular,254\n", 3, "closing quote"},
        {header + line_a + "2020-01-16,UD_Wola,202,\"Kasa\"s,28954,regular,254\n", 3, "behind a field's closing quote"},
        {header + line_a + "2020-01-16,UD_Wola,202,Ka\"sa,28954,regular,254\n", 3, "not quoted"},
    };
    for (const auto& entry : bad) {
        CAPTURE(entry.text);
        const auto day = visits::parse(entry.text, "day.csv");
        REQUIRE(day.has_error());
        CHECK(day.error().line == entry.line);
        CHECK_MESSAGE(day.error().what.find(entry.what) != std::string::npos, day.error().what);
    }
    CHECK(visits::to_string({"day.csv", 3, "why"}) == "day.csv:3: why");
}

TEST_CASE("a visits file cut at any byte gives fewer visits or one mistake") {
    const std::string whole = header + line_a + line_b;
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        const auto day = visits::parse(whole.substr(0, cut), "day.csv");
        if (day.has_value()) CHECK(day->visits.size() <= 2);
        if (day.has_error()) CHECK_FALSE(day.error().what.empty());
    }
}

TEST_CASE("too many visits are refused") {
    std::string text = header;
    for (std::size_t i = 0; i <= visits::visits_max; ++i) text += line_a;
    const auto day = visits::parse(text, "day.csv");
    REQUIRE(day.has_error());
    CHECK(day.error().line == visits::visits_max + 2);
}

TEST_CASE("a missing file is one clear mistake") {
    const auto day = visits::load("/nowhere/day.csv");
    REQUIRE(day.has_error());
    CHECK(visits::to_string(day.error()) == "/nowhere/day.csv: cannot be opened; is the path right?");
}

TEST_CASE("queues become codes") {
    CHECK(visits::service_code("202") == "q202");
    CHECK(visits::service_code("Kasa 1") == "kasa-1");
    CHECK(visits::service_code("civil-status") == "civil-status");
    CHECK(visits::service_code("--A//B--") == "a-b");
    CHECK(visits::service_code("--") == "");
    CHECK(visits::service_code(std::string(100, 'a')).size() == 64);
}
