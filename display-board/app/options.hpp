// What the command line said.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "enrolment/identity.hpp"
#include "outputs/address.hpp"
#include "tls/context.hpp"

namespace luot::board_app {

struct Options {
    std::string host;
    std::string port;
    std::string board;                        // the device's name
    std::shared_ptr<const tls::Context> tls;  // whom to trust; null: the line is plain
    enrolment::Identity identity;
    bool headless = false;
    bool full_screen = false;
    int display = 1;         // counted from 1
    bool once = false;       // one picture of the office, then end
    std::string layout;      // empty: the office's word, or "hall"
    std::string slides;      // folder; empty: none
    std::string screenshot;  // file; empty: none
    std::string log;         // file for a record of calls; empty: none
    std::string words;       // folder of catalogues; empty: beside the program
    std::string voices;      // folder of voices; empty: beside the program
    std::vector<outputs::OutputAddress> outputs;
    int width = 1920;
    int height = 1080;
    std::optional<std::int64_t> headless_frame_us;  // instead of limits::headless_frame_us
    std::chrono::milliseconds timeout{15'000};      // with once: for the office to answer
    std::string version;                            // of the program, for whoever looks after it
};

}  // namespace luot::board_app
