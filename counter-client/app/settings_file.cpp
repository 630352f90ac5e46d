#include "counter_app/settings_file.hpp"

#include <SDL.h>
#include <toml++/toml.h>

#include <fstream>
#include <iterator>

#include "desk_view/desk_view.hpp"

namespace luot::counter_app {
namespace {

using desk_view::scale_percent_max;
using desk_view::scale_percent_min;
constexpr std::size_t code_bytes_max = 64;

// What can be used is used; the first thing that cannot is told.
class Reader {
  public:
    Reader(const toml::table& table, const std::string& name) : table_(table), name_(name) {}

    template <class Value, class Take>
    void take(std::string_view key, std::string_view wanted, Take taken) {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<Value>();
        if ((!value || !taken(*value)) && warning.empty()) {
            warning = name_ + ':' + std::to_string(node->source().begin.line) + ": " + std::string(key) + " is not " + std::string(wanted) +
                      "; going on without it";
        }
    }
    std::string warning;

  private:
    const toml::table& table_;
    const std::string& name_;
};

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}

// A code of the office file, and nothing that would have to be escaped.
bool is_code(const std::string& text) {
    return text.size() <= code_bytes_max && std::ranges::none_of(text, [](unsigned char c) { return c < ' ' || c == '"' || c == '\\'; });
}

}  // namespace

std::string_view to_string(desk::Mode mode) {
    switch (mode) {
        case desk::Mode::window:
            return "window";
        case desk::Mode::strip:
            return "strip";
        case desk::Mode::keypad:
            return "keypad";
    }
    return "window";
}

std::optional<desk::Mode> mode_of(std::string_view word) {
    for (const auto mode : {desk::Mode::window, desk::Mode::strip, desk::Mode::keypad}) {
        if (to_string(mode) == word) return mode;
    }
    return std::nullopt;
}

SettingsRead parse_settings(std::string_view text, const std::string& name) {
    SettingsRead read;
    toml::table table;
    try {
        table = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        read.warning = name + ':' + std::to_string(error.source().begin.line) + ": this is not TOML (" + std::string(error.description()) +
                       "); beginning with the usual settings";
        return read;
    }
    desk::Settings& settings = read.settings;
    Reader reader(table, name);
    reader.take<std::int64_t>("counter", "a counter's number", [&](std::int64_t value) {
        if (value >= 1) settings.counter = static_cast<std::uint64_t>(value);
        return value >= 1;
    });
    reader.take<std::string>("clerk", "a clerk's code", [&](const std::string& value) {
        if (is_code(value)) settings.clerk = value;
        return is_code(value);
    });
    reader.take<std::string>("language", "a language's code", [&](const std::string& value) {
        if (is_code(value)) settings.language = value;
        return is_code(value);
    });
    reader.take<std::string>("mode", "window, strip or keypad", [&](const std::string& value) {
        const auto mode = mode_of(value);
        if (mode) settings.mode = *mode;
        return mode.has_value();
    });
    reader.take<std::int64_t>("scale_percent",
                              "a number from " + std::to_string(scale_percent_min) + " to " + std::to_string(scale_percent_max),
                              [&](std::int64_t value) {
                                  const bool fits = value >= scale_percent_min && value <= scale_percent_max;
                                  if (fits) settings.scale_percent = static_cast<int>(value);
                                  return fits;
                              });
    reader.take<bool>("sound", "true or false", [&](bool value) {
        settings.sound = value;
        return true;
    });
    read.warning = reader.warning;
    return read;
}

std::string settings_text(const desk::Settings& settings) {
    std::string text = "# What counter-client remembers. Written by the program; without this file it begins anew.\n";
    if (settings.counter != 0) text += "counter = " + std::to_string(settings.counter) + '\n';
    if (!settings.clerk.empty() && is_code(settings.clerk)) text += "clerk = " + quoted(settings.clerk) + '\n';
    if (!settings.language.empty() && is_code(settings.language)) text += "language = " + quoted(settings.language) + '\n';
    text += "mode = " + quoted(std::string(to_string(settings.mode))) + '\n';
    text += "scale_percent = " + std::to_string(settings.scale_percent) + '\n';
    text += std::string("sound = ") + (settings.sound ? "true" : "false") + '\n';
    return text;
}

SettingsRead read_settings(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error) && !error) return {};
    std::ifstream input(file, std::ios::binary);
    std::string text(settings_bytes_max + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (!input.is_open() || input.bad() || !input.eof())
        return {{}, file.string() + ": these settings cannot be read, or are longer than 16 KiB; beginning with the usual ones"};
    return parse_settings(text, file.string());
}

boost::system::result<void, BadFile> write_settings(const std::filesystem::path& file, const desk::Settings& settings) {
    auto beside = file;
    beside += ".part";
    {
        std::ofstream output(beside, std::ios::binary | std::ios::trunc);
        output << settings_text(settings);
        output.flush();
        if (!output) return BadFile{"the settings cannot be kept: cannot write " + beside.string()};
    }
    std::error_code error;
    std::filesystem::rename(beside, file, error);
    if (error) return BadFile{"the settings cannot be kept: " + file.string() + ": " + error.message()};
    return {};
}

std::filesystem::path default_settings_file() {
    char* folder = SDL_GetPrefPath("luot", "counter-client");
    if (folder == nullptr) return {};
    const std::filesystem::path file = std::filesystem::u8path(folder) / "settings.toml";
    SDL_free(folder);
    return file;
}

}  // namespace luot::counter_app
