#include "server/net_figures.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace luot;

TEST_CASE("sign-ins and notes stand among the figures") {
    net::Counters counters;
    counters.sign_ins = 20;
    counters.sign_ins_wrong = 5;
    counters.sign_ins_locked = 2;
    counters.sign_ins_unknown = 3;
    counters.sign_ins_busy = 4;
    counters.notes_refused = 6;
    std::vector<web::Figure> figures;
    server::add_desk_figures(figures, counters, 7, 8);
    const auto value = [&](const std::string& name, const std::string& why = "") {
        const auto found = std::find_if(figures.begin(), figures.end(), [&](const web::Figure& figure) {
            return figure.name == name && (why.empty() || figure.labels.at("why") == why);
        });
        REQUIRE(found != figures.end());
        return found->value;
    };
    CHECK(value("sign_ins_total") == 20);
    CHECK(value("sign_ins_refused_total", "wrong") == 5);
    CHECK(value("sign_ins_refused_total", "locked") == 2);
    CHECK(value("sign_ins_refused_total", "unknown") == 3);
    CHECK(value("sign_ins_refused_total", "busy") == 4);
    CHECK(value("notes") == 7);
    CHECK(value("notes_refused_total") == 6);
    CHECK(value("notes_failed_total") == 8);
}

TEST_CASE("what boards say and what nobody can say stands among the figures") {
    net::DeviceCounts devices;
    devices.boards_connected = 3;
    devices.boards_gone = 1;
    devices.boards_dark = 4;
    devices.boards_troubled = 5;
    devices.outputs_not_working = 6;
    devices.oldest_board_report_us = 90'500'000;
    net::VoiceCounts voice;
    voice.zones = 7;
    voice.without_able = 8;
    voice.ignored = 9;
    const auto figures = server::net_figures({}, devices, voice);
    const auto value = [&](const std::string& name, const std::string& connected = "") {
        const auto found = std::find_if(figures.begin(), figures.end(), [&](const web::Figure& figure) {
            const bool of_boards = figure.name != name || connected.empty() ||
                                   (figure.labels.at("role") == "board" && figure.labels.at("connected") == connected);
            return figure.name == name && of_boards;
        });
        REQUIRE(found != figures.end());
        return found->value;
    };
    CHECK(value("devices", "yes") == 3);
    CHECK(value("devices", "no") == 1);
    CHECK(value("boards_dark") == 4);
    CHECK(value("boards_with_trouble") == 5);
    CHECK(value("board_outputs_not_working") == 6);
    CHECK(value("board_report_oldest_seconds") == doctest::Approx(90.5));
    CHECK(value("voice_zones") == 7);
    CHECK(value("voice_zones_without_speaker") == 8);
    CHECK(value("voice_reports_ignored_total") == 9);
}
