#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <csignal>
#include <iostream>
#include <sstream>

#include "printer_app/answer_json.hpp"
#include "printer_app/kiosk_shell.hpp"
#include "printer_app/run.hpp"
#include "wire/stdin_lines.hpp"

namespace luot::printer_app {

namespace {

constexpr std::chrono::milliseconds stop_grace{5'000};

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream input(line);
    std::vector<std::string> words;
    for (std::string word; words.size() < 4 && input >> word;) words.push_back(word);
    return words;
}

std::optional<std::uint64_t> read_id(const std::string& text) {
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id == 0) return std::nullopt;
    return id;
}

void say(const boost::json::object& json) {
    std::cout << boost::json::serialize(json) << '\n' << std::flush;
}

// Reads a line only when the kiosk has room for what it may ask.
class HeadlessKiosk {
  public:
    HeadlessKiosk(boost::asio::io_context& io, ShellOptions options)
        : io_(io),
          signals_(io, SIGINT, SIGTERM),
          shell_(
              io.get_executor(), std::move(options), [this](const spool::Answer& answer) { answered(answer); },
              [this](const std::string& refusal) { ended(refusal); }),
          lines_(
              io.get_executor(), [this](const std::string& line) { take(line); }, [] { spdlog::info("no more lines to come; staying"); }) {}

    int run() {
        signals_.async_wait([this](const boost::system::error_code& cancelled, int) {
            if (cancelled) return;
            spdlog::info("stopping");
            shell_.stop(stop_grace);
        });
        shell_.start();
        want_line();
        io_.run();
        if (refusal_.empty()) return exit_done;
        std::cerr << "printer-driver: " << refusal_ << '\n';
        return exit_refused;
    }

  private:
    void want_line() {
        if (waiting_for_line_ || quitting_ || !shell_.has_room()) return;
        waiting_for_line_ = true;
        lines_.next();
    }

    void take(const std::string& line) {
        waiting_for_line_ = false;
        do_line(line);
        want_line();
    }

    void do_line(const std::string& line) {
        const auto words = words_of(line);
        if (words.empty()) return;
        const std::uint64_t request = ++last_request_;
        if (words[0] == "issue" && (words.size() == 2 || words.size() == 3)) {
            shell_.issue(request, words[1], words.size() == 3 ? words[2] : "");
            return;
        }
        const auto ticket = words.size() == 2 ? read_id(words[1]) : std::nullopt;
        if (words[0] == "reprint" && ticket) {
            shell_.reprint(request, *ticket);
            return;
        }
        if (words[0] == "quit" && words.size() == 1) {
            quitting_ = true;
            shell_.finish();
            return;
        }
        say({{"request", request}, {"error", "bad_line"}, {"params", {{"expected", "issue SERVICE [CLASS] | reprint TICKET | quit"}}}});
    }

    void answered(const spool::Answer& answer) {
        const auto why = complaint(answer);
        if (!why.empty()) spdlog::warn("{}", why);
        say(to_json(answer));
        want_line();
    }

    void ended(const std::string& refusal) {
        refusal_ = refusal;
        io_.stop();
    }

    boost::asio::io_context& io_;
    boost::asio::signal_set signals_;
    std::string refusal_;
    bool waiting_for_line_ = false;
    bool quitting_ = false;
    std::uint64_t last_request_ = 0;
    KioskShell shell_;
    wire::StdinLines lines_;
};

}  // namespace

int run_headless(const Options& options) {
    boost::asio::io_context io(1);
    ShellOptions shell_options;
    shell_options.link = {.host = options.server.host,
                          .port = options.server.port,
                          .role = v1::ROLE_KIOSK,
                          .device = options.kiosk,
                          .credential = {},
                          .jitter_seed = 0,
                          .no_pushes = false};
    shell_options.kiosk = {.device = options.kiosk, .prints = true, .follows = true};
    shell_options.paper = options.paper;
    shell_options.printer = transport::create_printer(io.get_executor(), options.printer.value(), options.printing);
    HeadlessKiosk kiosk(io, std::move(shell_options));
    return kiosk.run();
}

}  // namespace luot::printer_app
