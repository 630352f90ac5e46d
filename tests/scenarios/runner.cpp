// scenario_runner [--tally] FILE.scn …: exit 0 where all hold, 1 where one does not, 2 for wrong usage.
#include <cstring>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "scenarios/play.hpp"

namespace {

constexpr const char* usage =
    "scenario_runner [--tally] FILE.scn ...\n"
    "Plays plain-text scenarios against the core; prints file:line, what was expected and what happened where one does not hold.\n"
    "--tally prints what was played: each command, refusal, kind of event and reason of a call, once for all files.\n";

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
    const bool tells = count > 1 && std::strcmp(arguments[1], "--tally") == 0;
    const int first = tells ? 2 : 1;
    if (count <= first) {
        std::cerr << usage;
        return 2;
    }
    int status = 0;
    std::set<std::string> tally;
    for (int index = first; index < count; ++index) {
        std::ifstream file(arguments[index]);
        std::ostringstream text;
        text << file.rdbuf();
        if (!file) {
            std::cerr << arguments[index] << ": cannot be read\n";
            return 1;
        }
        luot::scenarios::Played played = luot::scenarios::play(text.str(), arguments[index]);
        std::cerr << played.report;
        if (!played.held) status = 1;
        tally.merge(played.tally);
    }
    if (tells)
        for (const std::string& line : tally) std::cout << line << '\n';
    return status;
}
