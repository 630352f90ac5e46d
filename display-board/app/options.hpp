// What the command line said.
#pragma once

#include <chrono>
#include <string>

namespace luot::board_app {

struct Options {
    std::string host;
    std::string port;
    std::string board;  // the device's name
    bool headless = false;
    bool once = false;       // one picture of the office, then end
    std::string screenshot;  // file; empty: none
    std::string log;         // file for a record of calls; empty: none
    std::string words;       // folder of catalogues; empty: beside the program
    int width = 1920;
    int height = 1080;
    std::chrono::milliseconds timeout{15'000};  // with once: for the office to answer
};

}  // namespace luot::board_app
