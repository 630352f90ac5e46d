// display-board: the hall's board, in a window or without one.
#define SDL_MAIN_HANDLED
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <utility>

#include "board_app/board_program.hpp"
#include "board_app/flags.hpp"
#include "board_app/loudspeaker.hpp"
#include "words/load.hpp"

namespace {

using namespace luot;
using namespace luot::board_app;

int run(Wanted wanted) {
    const words::Loaded loaded = words::load_words(wanted.options.words).value();
    for (const auto& remark : loaded.remarks) spdlog::warn("{}", remark);
    const std::string log_file = wanted.options.log;
    std::ofstream log;
    if (!log_file.empty()) {
        log.open(log_file, std::ios::app);
        if (!log) throw std::runtime_error("cannot write to " + log_file);
    }
    screen::Fonts fonts;
    boost::asio::io_context context(1);
    Sinks sinks;
    sinks.said = [unread = false](const std::string& line) mutable {
        std::cout << line << std::endl;
        if (!std::cout && !unread) spdlog::error("nobody takes standard output any more; the board goes on");
        unread = !std::cout;
        std::cout.clear();
    };
    sinks.call_seen = [&log, &log_file](const std::string& line) {
        if (!log.is_open()) return;
        log << line << std::endl;
        if (!log) spdlog::error("cannot write to {}", log_file);
        log.clear();
    };
    std::string failure;
    BoardProgram program(context, std::move(wanted.options), fonts, loaded.words, wanted.layouts, std::move(wanted.speaker),
                         std::move(sinks), [&](const std::string& why) {
                             failure = why;
                             context.stop();
                         });
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code& error, int) {
        if (!error) context.stop();
    });
    program.start();
    context.run();
    program.stop();
    // Counter signs go dark one after the other.
    context.restart();
    while (program.going_dark() && !context.stopped()) context.run_one();
    if (failure.empty()) return exit_done;
    std::cerr << "display-board: " << failure << '\n';
    return exit_refused;
}

}  // namespace

int main(int argc, char** argv) {
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);  // who reads our output may go before we do
#endif
    spdlog::set_default_logger(spdlog::stderr_logger_st("display-board"));
    try {
        CommandLine line = read_flags(argc, argv);
        if (!line.wanted) return line.exit_code;
        const int exit_code = run(std::move(*line.wanted));
        if (!sdl_port_hangs()) return exit_code;
        spdlog::error("the sound device hangs; ending without it");
        std::cout.flush();
        std::_Exit(exit_code);
    } catch (const std::exception& error) {
        std::cerr << "display-board: " << error.what() << '\n';
        return exit_refused;
    }
}
