// The benches: each runs for a bounded time, leaves nothing behind, and gives its figures as one JSON object. Throws Failure where it
// could not measure.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace luot::bench {

struct Options {
    std::filesystem::path server_binary;
    std::filesystem::path folder;  // temporary data folders are made here: the disk that is measured
    std::size_t rounds = 5;
    std::size_t connections = 64;
    std::size_t in_flight = 8;
    std::size_t tickets = 22'000;  // a round of issue --mode load: past a checkpoint, and within a day's limit
    std::size_t samples = 1'000;   // a round of whatever goes one at a time
    std::size_t visits = 1'000'000;
    std::size_t boards = 1'000;
    std::vector<std::string> kinds;  // of abuse; none: all of them
    std::size_t calls = 200;         // a round of calls that a board draws
    double idle_s = 10;              // a round of a board or a counter that has nothing to do
    std::size_t presses = 40;        // a round of keys at a counter
};

boost::json::object issue_single(const Options& options);
boost::json::object issue_load(const Options& options);
boost::json::object call_in_core(const Options& options);
boost::json::object call_over_sockets(const Options& options);
boost::json::object history(const Options& options);
boost::json::object reports(const Options& options);
boost::json::object fan_out(const Options& options);
boost::json::object memory(const Options& options);
boost::json::object abuse(const Options& options);
boost::json::object kiosk(const Options& options);  // the printer-driver beside the server's binary
boost::json::object board(const Options& options);  // the display-board beside it
boost::json::object desk(const Options& options);   // the counter-client beside it

}  // namespace luot::bench
