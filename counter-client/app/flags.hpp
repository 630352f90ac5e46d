// The command line. Every mistake is one line on standard error that says what would be right.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "counter/verbs.hpp"
#include "counter_app/options.hpp"
#include "counter_app/run_desk.hpp"
#include "counter_app/run_rating.hpp"

namespace luot::counter_app {

struct ToDo {
    counter::Verb verb;
};
struct ToWatch {};
struct ToListDevices {};
struct ToBeHeadless {};
struct ToShowDesk {
    DeskOptions desk;  // but for what is common
};

struct ToRate {
    RatingOptions rating;
};

struct CommandLine {
    int exit_code = exit_done;  // where there is nothing to do
    std::variant<std::monostate, ToDo, ToWatch, ToListDevices, ToBeHeadless, ToShowDesk, ToRate> wanted;
    Options options;    // without words
    std::string words;  // folder of catalogues; empty: beside the program
};

CommandLine read_flags(int argc, char** argv);

}  // namespace luot::counter_app
