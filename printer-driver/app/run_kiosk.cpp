#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <csignal>
#include <functional>
#include <iostream>
#include <sstream>

#include "printer_app/answer_json.hpp"
#include "printer_app/kiosk_shell.hpp"
#include "printer_app/run.hpp"
#include "printer_app/touch_shell.hpp"
#include "wire/stdin_lines.hpp"

namespace luot::printer_app {

namespace {

constexpr std::chrono::milliseconds stop_grace{5'000};
constexpr const char* lines_known = "issue SERVICE [CLASS] | reprint TICKET | check-in TOKEN | quit";
constexpr const char* lines_known_with_screen = "issue SERVICE [CLASS] | reprint TICKET | check-in TOKEN | touch TARGET | scan TEXT | quit";

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

// Standard input, which outlives a kiosk that begins anew: whoever waits for a line cannot be woken.
class Lines {
  public:
    explicit Lines(boost::asio::io_context& io)
        : stdin_(
              io.get_executor(),
              [this](const std::string& line) {
                  asked_ = false;
                  if (taker) taker(line);
              },
              [] { spdlog::info("no more lines to come; staying"); }) {}

    void ask() {
        if (asked_) return;
        asked_ = true;
        stdin_.next();
    }
    std::function<void(const std::string&)> taker;

  private:
    bool asked_ = false;
    wire::StdinLines stdin_;
};

// Reads a line only when the kiosk has room for what it may ask.
class Kiosk {
  public:
    Kiosk(boost::asio::io_context& io, Lines& lines, ShellOptions options, const Options& with)
        : io_(io),
          lines_(lines),
          signals_(io, SIGINT, SIGTERM),
          shell_(
              io.get_executor(), std::move(options), [this](const spool::Answer& answer) { answered(answer); },
              [this](const std::string& refusal) { ended(refusal); }) {
        lines_.taker = [this](const std::string& line) { take(line); };
        if (!with.screen) return;
        const auto stop = [this](bool restart) {
            restart_ = restart_ || restart;
            // Not from within a call of the screen's.
            boost::asio::post(io_, [this] { shell_.stop(stop_grace); });
        };
        screen_.emplace(io, shell_, *with.words, *with.screen, TouchShell::Ends{[stop] { stop(false); }, [stop] { stop(true); }});
    }

    ~Kiosk() { lines_.taker = nullptr; }
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    int run() {
        signals_.async_wait([this](const boost::system::error_code& cancelled, int) {
            if (cancelled) return;
            spdlog::info("stopping");
            restart_ = false;
            shell_.stop(stop_grace);
        });
        if (screen_) screen_->start();
        shell_.start();
        want_line();
        io_.run();
        if (restart_) {  // what is ready by now must not find this kiosk gone when the next one runs
            io_.restart();
            io_.poll();
        }
        if (refusal_.empty()) return exit_done;
        std::cerr << "printer-driver: " << refusal_ << '\n';
        return exit_refused;
    }
    bool restart() const { return restart_; }

  private:
    void want_line() {
        if (!quitting_ && shell_.has_room()) lines_.ask();
    }

    void take(const std::string& line) {
        do_line(line);
        want_line();
    }

    void do_line(const std::string& line) {
        const auto words = words_of(line);
        if (words.empty()) return;
        if (screen_ && words.size() >= 2 && words[0] == "scan") {
            screen_->scan(std::string_view(line).substr(line.find("scan") + 5));
            return;
        }
        if (screen_ && words.size() == 2 && words[0] == "touch") {
            const char* shown = touch::to_string(screen_->page().screen);
            if (!screen_->touch(words[1])) say({{"error", "not_on_page"}, {"params", {{"target", words[1]}, {"page", shown}}}});
            return;
        }
        const std::uint64_t request = ++last_request_;
        if (words[0] == "issue" && (words.size() == 2 || words.size() == 3)) {
            shell_.issue(request, {words[1], words.size() == 3 ? words[2] : "", {}, {}, {}});
            return;
        }
        const auto ticket = words.size() == 2 ? read_id(words[1]) : std::nullopt;
        if (words[0] == "reprint" && ticket) {
            shell_.reprint(request, *ticket);
            return;
        }
        if (words[0] == "check-in" && words.size() == 2) {
            shell_.check_in(request, words[1]);
            return;
        }
        if (words[0] == "quit" && words.size() == 1) {
            quitting_ = true;
            shell_.finish();
            return;
        }
        say({{"request", request}, {"error", "bad_line"}, {"params", {{"expected", screen_ ? lines_known_with_screen : lines_known}}}});
    }

    void answered(const spool::Answer& answer) {
        const auto why = complaint(answer);
        if (!why.empty()) spdlog::warn("{}", why);
        if (!screen_ || !screen_->answered(answer)) say(to_json(answer));
        want_line();
    }

    void ended(const std::string& refusal) {
        refusal_ = refusal;
        io_.stop();
    }

    boost::asio::io_context& io_;
    Lines& lines_;
    boost::asio::signal_set signals_;
    std::string refusal_;
    bool quitting_ = false;
    bool restart_ = false;
    std::uint64_t last_request_ = 0;
    KioskShell shell_;
    std::optional<TouchShell> screen_;
};

// How much paper is left is known only where it can be kept.
std::shared_ptr<transport::PaperCounter> paper_counter(const Options& options) {
    if (options.state.empty()) return nullptr;
    std::filesystem::create_directories(options.state);
    const auto& profile = options.printing.profile;
    const transport::PaperCounter::Roll roll{profile.roll_mm, profile.low_mm};
    auto counter = transport::PaperCounter::load(options.state / "paper", roll);
    if (counter) return std::make_shared<transport::PaperCounter>(std::move(*counter));
    // Numbers matter more than how much paper is left.
    spdlog::warn("{}; the paper is counted anew, as of a new roll", counter.error().reason);
    return std::make_shared<transport::PaperCounter>(transport::PaperCounter::begin(options.state / "paper", roll));
}

}  // namespace

int run_kiosk(const Options& options) {
    boost::asio::io_context io(1);
    Lines lines(io);
    for (;;) {
        io.restart();
        ShellOptions shell_options;
        shell_options.link = {.host = options.server.host,
                              .port = options.server.port,
                              .role = v1::ROLE_KIOSK,
                              .device = options.kiosk,
                              .credential = {},
                              .jitter_seed = 0,
                              .no_pushes = false};
        shell_options.link.tls = options.tls;
        enrolment::show(options.identity, shell_options.link);
        shell_options.kiosk = {.device = options.kiosk, .prints = true, .follows = true};
        shell_options.paper = options.paper;
        shell_options.words = options.words;
        shell_options.version = options.version;
        shell_options.counter = paper_counter(options);
        transport::Options printing = options.printing;
        printing.paper = shell_options.counter;
        shell_options.printer = transport::create_printer(io.get_executor(), options.printer.value(), printing);
        Kiosk kiosk(io, lines, std::move(shell_options), options);
        const int code = kiosk.run();
        if (!kiosk.restart() || code != exit_done) return code;
        spdlog::info("beginning anew");
    }
}

}  // namespace luot::printer_app
