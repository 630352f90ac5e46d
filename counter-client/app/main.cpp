// counter-client: a clerk's work at a counter, in a window, from the command line, from a script, or line by line.
#define SDL_MAIN_HANDLED
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>

#include "counter_app/flags.hpp"
#include "counter_app/run.hpp"
#include "words/load.hpp"

namespace {

using namespace luot;
using namespace luot::counter_app;

int run(CommandLine& line) {
    const words::Loaded loaded = words::load_words(line.words).value();
    line.options.words = &loaded.words;
    if (const auto* act = std::get_if<ToDo>(&line.wanted)) return run_do(line.options, act->verb);
    if (std::holds_alternative<ToWatch>(line.wanted)) return run_watch(line.options);
    if (std::holds_alternative<ToListDevices>(line.wanted)) return run_devices(line.options);
    if (std::holds_alternative<ToBeHeadless>(line.wanted)) return run_headless(line.options);
    if (auto* window = std::get_if<ToShowDesk>(&line.wanted)) {
        for (const auto& remark : loaded.remarks) spdlog::warn("{}", remark);
        window->desk.common = line.options;
        return run_desk(window->desk);
    }
    if (const auto* screen = std::get_if<ToRate>(&line.wanted)) return run_rating(line.options, screen->rating);
    return line.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);  // who reads our output may go before we do
#endif
    spdlog::set_default_logger(spdlog::stderr_logger_mt("counter-client"));
    try {
        CommandLine line = read_flags(argc, argv);
        // A script wants one clear line, not a log.
        const bool stays = std::holds_alternative<ToShowDesk>(line.wanted) || std::holds_alternative<ToRate>(line.wanted);
        if (!stays) spdlog::set_level(spdlog::level::off);
        return run(line);
    } catch (const std::exception& error) {
        std::cerr << "counter-client: " << error.what() << '\n';
        return exit_refused;
    }
}
