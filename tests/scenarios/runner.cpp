// scenario_runner FILE.scn …: exit 0 where all hold, 1 where one does not, 2 for wrong usage.
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include "scenarios/play.hpp"

namespace {

constexpr const char* usage =
    "scenario_runner FILE.scn ...\n"
    "Plays plain-text scenarios against the core; prints file:line, what was expected and what happened where one does not hold.\n";

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::strcmp(arguments[1], "--help") == 0) {
        std::cout << usage;
        return 0;
    }
    if (count == 2 && std::strcmp(arguments[1], "--version") == 0) {
        std::cout << "scenario_runner " LUOT_VERSION "\n";
        return 0;
    }
    if (count < 2) {
        std::cerr << usage;
        return 2;
    }
    int status = 0;
    for (int index = 1; index < count; ++index) {
        std::ifstream file(arguments[index]);
        std::ostringstream text;
        text << file.rdbuf();
        if (!file) {
            std::cerr << arguments[index] << ": cannot be read\n";
            return 1;
        }
        const luot::scenarios::Played played = luot::scenarios::play(text.str(), arguments[index]);
        std::cerr << played.report;
        if (!played.held) status = 1;
    }
    return status;
}
