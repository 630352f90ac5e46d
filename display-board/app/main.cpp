// display-board: the hall's board, in a window or without one.
#define SDL_MAIN_HANDLED
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>

#include "board_app/board_program.hpp"
#include "window/window.hpp"
#include "wire/server_address.hpp"
#include "words/load.hpp"

namespace {

using namespace luot;
using board_app::Options;

constexpr int exit_done = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;
constexpr auto window_events_every = std::chrono::milliseconds(20);

bool parse_size(const std::string& text, Options& options) {
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, options.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return false;
    const auto height = std::from_chars(width.ptr + 1, end, options.height);
    if (height.ec != std::errc() || height.ptr != end) return false;
    return options.width >= 320 && options.height >= 180 && options.width <= 7680 && options.height <= 7680;
}

void watch_window(boost::asio::steady_timer& timer, window::Window& window, boost::asio::io_context& context) {
    timer.expires_after(window_events_every);
    timer.async_wait([&timer, &window, &context](const boost::system::error_code& error) {
        if (error) return;
        for (const auto& event : window.take_events()) {
            if (std::holds_alternative<window::Closed>(event)) return context.stop();
        }
        watch_window(timer, window, context);
    });
}

int run(const Options& options) {
    const words::Loaded loaded = words::load_words(options.words).value();
    for (const auto& remark : loaded.remarks) spdlog::warn("{}", remark);
    screen::Fonts fonts;
    boost::asio::io_context context(1);
    std::ofstream log;
    if (!options.log.empty()) {
        log.open(options.log, std::ios::app);
        if (!log) throw std::runtime_error("cannot write to " + options.log);
    }
    std::optional<window::Window> window;
    if (!options.headless) window.emplace(window::Options{"Lượt – " + options.board, options.width, options.height, false});

    std::string failure;
    board_app::Outputs outputs;
    outputs.announce = [](const std::string& line) { std::cout << line << std::endl; };
    outputs.call_seen = [&log, &options](const std::string& line) {
        if (!log.is_open()) return;
        log << line << std::endl;
        if (!log) spdlog::error("cannot write to {}", options.log);
        log.clear();
    };
    outputs.shown = [&](const screen::Canvas& picture) {
        if (window) window->show(picture);
        if (options.screenshot.empty()) return;
        const auto saved = picture.save_png(options.screenshot);
        if (saved) return;
        spdlog::error("{}", saved.error().reason);
        if (options.once) failure = saved.error().reason;
    };
    board_app::BoardProgram program(context, options, fonts, loaded.words, outputs, [&](const std::string& why) {
        if (failure.empty()) failure = why;
        context.stop();
    });

    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code& error, int) {
        if (!error) context.stop();
    });
    boost::asio::steady_timer window_timer(context);
    if (window) watch_window(window_timer, *window, context);
    program.start();
    context.run();
    program.stop();
    if (failure.empty()) return exit_done;
    std::cerr << "display-board: " << failure << '\n';
    return exit_refused;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "The hall's board of Lượt: the call that is current, the last calls, and who waits for how long.\n"
        "Writes a JSON line to standard output for each announcement, as it begins.\n"
        "Ends with 0 when done or told to (SIGTERM), 1 when refused, 2 on wrong usage.");
    Options options;
    std::string server;
    std::string size = "1920x1080";
    double timeout_s = 15;
    app.add_option("--server", server, "the ticket server, HOST:PORT")->required();
    app.add_option("--board", options.board, "this board's name, e.g. board-1")->required();
    auto* headless = app.add_flag("--headless", options.headless, "no window");
    app.add_option("--screenshot", options.screenshot, "a PNG that is rewritten whenever the picture changes, at most twice a second");
    app.add_option("--size", size, "of the picture, WIDTHxHEIGHT")->capture_default_str();
    app.add_option("--log", options.log, "a file to add a JSON line to for every call");
    app.add_option("--words", options.words, "the folder of the catalogues of words, where it is not beside the program");
    auto* once = app.add_flag("--once", options.once, "one picture of the office, then end")->needs(headless);
    app.add_option("--timeout", timeout_s, "with --once: seconds to wait for the office")->needs(once)->check(CLI::Range(0.1, 3600.0));
    app.set_version_flag("--version", std::string("display-board ") + LUOT_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_usage;
    }
    const auto address = wire::parse_server(server);
    if (!address || !parse_size(size, options)) {
        std::cerr << (!address ? "--server is HOST:PORT, not '" + server + "'"
                               : "--size is WIDTHxHEIGHT from 320x180 to 7680x7680, not '" + size + "'")
                  << '\n';
        return exit_usage;
    }
    options.host = address->host;
    options.port = address->port;
    options.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(timeout_s * 1000));

    spdlog::set_default_logger(spdlog::stderr_logger_st("display-board"));
    try {
        return run(options);
    } catch (const std::exception& error) {
        std::cerr << "display-board: " << error.what() << '\n';
        return exit_refused;
    }
}
