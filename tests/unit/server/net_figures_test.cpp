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

TEST_CASE("who was turned away and with whom TLS was not agreed on stands among the figures") {
    const tls::HandshakesFailed devices{1, 2, 3};
    const web::HttpCounters pages{6, 7, {8, 9, 10}};
    std::vector<web::Figure> figures;
    server::add_http_figures(figures, pages, 4, 5);
    server::add_tls_figures(figures, devices, pages.handshakes_failed);
    std::vector<std::string> lines;
    for (const web::Figure& figure : figures) {
        std::string line = figure.name;
        for (const auto& [label, word] : figure.labels) line += " " + word;
        lines.push_back(line + " " + std::to_string(static_cast<int>(figure.value)) + (figure.rises ? "" : " now"));
    }
    CHECK(lines == std::vector<std::string>{"http_connections 4 now", "http_streams 5 now", "http_connections_accepted_total 6",
                                            "http_connections_turned_away_total 7", "tls_handshakes_failed_total devices plain 1",
                                            "tls_handshakes_failed_total devices refused 2",
                                            "tls_handshakes_failed_total devices unfinished 3", "tls_handshakes_failed_total pages plain 8",
                                            "tls_handshakes_failed_total pages refused 9",
                                            "tls_handshakes_failed_total pages unfinished 10"});
}
