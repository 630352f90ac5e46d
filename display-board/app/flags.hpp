// The command line of display-board.
#pragma once

#include <memory>
#include <optional>

#include "board_app/options.hpp"
#include "board_app/speaker.hpp"
#include "board_view/layout.hpp"

namespace luot::board_app {

constexpr int exit_done = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;

struct Wanted {
    Options options;
    board_view::Layouts layouts;
    std::unique_ptr<Speaker> speaker;
};
// Nothing: the program ends with `exit_code`, and whoever called it was told why.
struct CommandLine {
    int exit_code = exit_done;
    std::optional<Wanted> wanted;
};
CommandLine read_flags(int argc, char** argv);

}  // namespace luot::board_app
