#include "counter_app/run_desk.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "counter_app/desk_program.hpp"
#include "counter_app/key_file.hpp"
#include "counter_app/loudspeaker.hpp"
#include "counter_app/page_json.hpp"
#include "counter_app/settings_file.hpp"
#include "keypad/key_names.hpp"
#include "wire/stdin_lines.hpp"

namespace luot::counter_app {
namespace {

constexpr const char* lines_known = "key NAME … | click TARGET | type TEXT | scroll ROWS | close | page | quit";

void say(const boost::json::object& json) {
    std::cout << boost::json::serialize(json) << std::endl;
    std::cout.clear();  // nobody may read it any more; the counter goes on
}

void say_page(const desk::Page& page) {
    say({{"page", to_json(page)}});
}

// "Pad+" and "PadEnter" are the pad's: names are parted by blanks.
std::optional<desk::KeyPress> key_of(std::string_view word) {
    constexpr std::string_view pad = "Pad";
    const auto at = word.find(pad);
    if (at == std::string_view::npos || at + pad.size() == word.size()) return keypad::key_named(word);
    std::string name(word);
    name.insert(at + pad.size(), " ");
    return keypad::key_named(name);
}

// Standard input in the place of hands.
class Lines {
  public:
    Lines(boost::asio::io_context& context, DeskProgram& program)
        : context_(context),
          program_(program),
          lines_(
              context.get_executor(), [this](const std::string& line) { take(line); }, [] {}) {
        lines_.next();
    }

  private:
    void take(const std::string& line) {
        lines_.next();
        std::string_view rest = line;
        if (rest.ends_with('\r')) rest.remove_suffix(1);
        const auto blank = rest.find(' ');
        const std::string_view word = rest.substr(0, blank);
        rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
        if (word.empty()) return;
        if (!does(word, rest)) say({{"error", "bad_line"}, {"line", line}, {"expected", lines_known}});
    }

    // False: it is no line of ours.
    bool does(std::string_view word, std::string_view rest) {
        if (word == "key") return keys(rest);
        if (word == "click" && !rest.empty()) {
            if (!program_.click(std::string(rest))) say({{"error", "not_on_page"}, {"target", rest}});
            return true;
        }
        if (word == "type" && !rest.empty()) {
            program_.type(std::string(rest));
            return true;
        }
        if (word == "scroll") {
            int rows = 0;
            const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), rows);
            if (parsed.ec != std::errc() || parsed.ptr != rest.data() + rest.size()) return false;
            program_.scroll(rows);
            return true;
        }
        if (!rest.empty()) return false;
        if (word == "close") {
            program_.wants_to_close();
            return true;
        }
        if (word == "page") {
            say_page(program_.page());
            return true;
        }
        if (word == "quit") {
            context_.stop();
            return true;
        }
        return false;
    }

    bool keys(std::string_view rest) {
        std::vector<desk::KeyPress> presses;
        while (!rest.empty()) {
            const auto blank = rest.find(' ');
            const auto press = key_of(rest.substr(0, blank));
            if (!press) return false;
            presses.push_back(*press);
            rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
        }
        for (const auto& press : presses) program_.key(press);
        return !presses.empty();
    }

    boost::asio::io_context& context_;
    DeskProgram& program_;
    wire::StdinLines lines_;
};

// As the command line has it, and else as it was the last time. What the command line says is remembered, too.
desk::Settings settings_of(const DeskOptions& options, const std::filesystem::path& file) {
    SettingsRead read = file.empty() ? SettingsRead{} : read_settings(file);
    if (!read.warning.empty()) spdlog::warn("{}", read.warning);
    desk::Settings settings = read.settings;
    if (options.common.counter != 0) settings.counter = options.common.counter;
    if (!options.common.clerk.empty()) settings.clerk = options.common.clerk;
    if (!options.language.empty()) settings.language = options.language;
    if (options.mode) settings.mode = *options.mode;
    if (options.scale_percent) settings.scale_percent = *options.scale_percent;
    if (file.empty() || settings == read.settings) return settings;
    if (const auto written = write_settings(file, settings); !written) spdlog::warn("{}", written.error().reason);
    return settings;
}

// Those that there are words of, where the wanted one is none of them; empty: it is.
std::string other_languages(const DeskOptions& options) {
    std::string known;
    for (const words::Catalogue& each : options.common.words->all()) {
        if (options.language.empty() || each.language().code == options.language) return {};
        known += (known.empty() ? "" : ", ") + each.language().code;
    }
    return known;
}

}  // namespace

int run_desk(const DeskOptions& options) {
    if (const std::string known = other_languages(options); !known.empty()) {
        std::cerr << "counter-client: there are no words of --language " << options.language << "; there are " << known << '\n';
        return exit_usage;
    }
    DeskProgramOptions program_options;
    if (!options.keys.empty()) {
        auto keys = read_keys(options.keys);
        if (!keys) {
            for (const auto& mistake : keys.error().mistakes) std::cerr << "counter-client: " << mistake << '\n';
            return exit_usage;
        }
        program_options.desk.keys = std::move(*keys);
    } else {
        program_options.desk.keys = desk::default_keys();
    }
    program_options.settings_file = options.settings.empty() ? default_settings_file() : std::filesystem::path(options.settings);
    if (program_options.settings_file.empty()) spdlog::warn("there is no folder for settings; nothing is remembered");
    program_options.desk.settings = settings_of(options, program_options.settings_file);
    program_options.silent_this_run = !options.sound && program_options.desk.settings.sound;
    program_options.desk.sign_in_given = options.common.counter != 0 && !options.common.clerk.empty();
    program_options.desk.pin = options.common.pin;
    program_options.desk.take_over = options.common.take_over;
    program_options.link = link_options(options.common);
    program_options.offscreen = options.offscreen;
    program_options.screenshot = options.screenshot;
    program_options.loudspeaker = !options.offscreen;
    program_options.display = options.display;
    program_options.keypad = options.keypad;

    boost::asio::io_context context(1);
    screen::Fonts fonts;
    DeskSinks sinks;
    if (options.offscreen) {
        sinks.changed = say_page;
        sinks.keypad = [](bool there, const std::string& why) { say({{"keypad", there ? "there" : "away"}, {"why", why}}); };
    }
    {
        DeskProgram program(context, std::move(program_options), fonts, *options.common.words, std::move(sinks), [&] { context.stop(); });
        boost::asio::signal_set signals(context, SIGINT, SIGTERM);
        signals.async_wait([&](const boost::system::error_code& error, int) {
            if (!error) context.stop();
        });
        std::optional<Lines> lines;
        program.start();
        if (options.offscreen) lines.emplace(context, program);
        context.run();
    }
    if (!loudspeaker_hangs()) return exit_done;
    spdlog::error("the sound device hangs; ending without it");
    std::cout.flush();
    std::_Exit(exit_done);
}

}  // namespace luot::counter_app
