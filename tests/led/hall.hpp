// What the tests of outputs share: an executor that is run until something is so, outputs with what they told.
#pragma once

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "outputs/outputs.hpp"

namespace luot::testing {

using namespace std::chrono_literals;

inline std::vector<outputs::OutputAddress> addresses_of(const std::vector<std::string>& urls) {
    const outputs::Folders profiles = {std::filesystem::path(LUOT_SOURCE_DIR) / "display-board" / "led" / "profiles"};
    std::vector<outputs::OutputAddress> addresses;
    for (const auto& url : urls) addresses.push_back(outputs::parse_output(url, profiles).value());
    return addresses;
}

struct Hall {
    // Runs what there is to run until it is so; false when it is not within three minutes.
    template <class So>
    bool until(So so) {
        const auto end = std::chrono::steady_clock::now() + 180s;
        while (!so()) {
            if (std::chrono::steady_clock::now() > end) return false;
            io.restart();
            io.run_one_for(50ms);
        }
        return true;
    }

    boost::asio::io_context io{1};
};

// Outputs of a hall, and every status that they had.
struct Driven {
    Driven(Hall& hall, const std::vector<std::string>& urls)
        : outputs(hall.io.get_executor(), addresses_of(urls), [this] { told.push_back(outputs.statuses().front()); }) {
        outputs.start();
    }
    outputs::OutputStatus now() const { return outputs.statuses().front(); }

    std::vector<outputs::OutputStatus> told;  // of the first one
    outputs::Outputs outputs;
};

inline board::Picture calling(const std::string& number, std::uint64_t counter) {
    board::Picture picture;
    picture.phase = board::Phase::calling;
    picture.clock = "09:42";
    picture.current = board::CurrentCall{7, number, counter, "", 0, "", 5, false};
    return picture;
}

}  // namespace luot::testing
