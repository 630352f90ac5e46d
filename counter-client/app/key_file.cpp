#include "counter_app/key_file.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "keypad/key_names.hpp"
#include "profiles/reader.hpp"

namespace luot::counter_app {
namespace {

using profiles::joined;

constexpr std::size_t mistakes_max = 20;  // more of them help nobody

// What dialogs take is always theirs.
bool is_of_dialogs(const desk::KeyPress& press) {
    constexpr std::array<std::string_view, 7> taken{"Escape", "Backspace", "Up", "Down", "Left", "Right", "Tab"};
    const bool digit = press.key.size() == 1 && press.key[0] >= '0' && press.key[0] <= '9';
    return digit || std::ranges::find(taken, press.key) != taken.end();
}

void note(std::vector<std::string>& mistakes, const std::string& file, toml::source_index line, std::string_view what) {
    if (mistakes.size() == mistakes_max) return;
    std::string mistake = file;
    mistake += ':';
    mistake += std::to_string(std::max<toml::source_index>(line, 1));
    mistake += ": ";
    mistake += what;
    mistakes.push_back(std::move(mistake));
}

std::string known_targets() {
    std::string list;
    for (const auto& target : desk::targets_of_keys()) list += joined({list.empty() ? "" : ", ", target});
    return list;
}

// Empty: it was taken.
std::string take(std::string_view name, const toml::node& node, desk::KeyMap& keys) {
    const auto press = keypad::key_named(name);
    if (!press || press->control || press->shift) return joined({"\"", name, "\" is no key; there are ", keypad::key_names_known});
    if (is_of_dialogs(*press)) return joined({"\"", name, "\" is a key of lists and dialogs and cannot be given another meaning"});
    const auto target = node.value_exact<std::string>();
    if (!target) return joined({"\"", name, "\" wants a meaning in quotes, such as \"step\""});
    if (*target == "none") {
        keys.target_of.erase(desk::name_of(*press));
        return {};
    }
    const auto targets = desk::targets_of_keys();
    if (std::ranges::find(targets, *target) == targets.end())
        return joined({"\"", *target, "\" is nothing that a key can do; there are ", known_targets(), ", none"});
    keys.target_of[desk::name_of(*press)] = *target;
    return {};
}

}  // namespace

void throw_exception_from_error(const BadKeys& bad, const boost::source_location&) {
    std::string all;
    for (const auto& mistake : bad.mistakes) all += joined({all.empty() ? "" : "\n", mistake});
    throw std::runtime_error(all);
}

boost::system::result<desk::KeyMap, BadKeys> parse_keys(std::string_view text, const std::string& file) {
    toml::table table;
    std::vector<std::string> mistakes;
    try {
        table = toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        note(mistakes, file, error.source().begin.line, joined({"this is not TOML: ", error.description()}));
        return BadKeys{mistakes};
    }
    desk::KeyMap keys = desk::default_keys();
    for (const auto& [section, node] : table) {
        if (section.str() != "keys" || !node.is_table()) {
            note(mistakes, file, section.source().begin.line, joined({"\"", section.str(), "\" is not known here; there is [keys] alone"}));
            continue;
        }
        for (const auto& [name, meaning] : *node.as_table()) {
            const std::string what = take(name.str(), meaning, keys);
            if (!what.empty()) note(mistakes, file, name.source().begin.line, what);
        }
    }
    if (table.empty()) note(mistakes, file, 1, "[keys] with lines such as \"F9\" = \"step\" is missing");
    if (!mistakes.empty()) return BadKeys{mistakes};
    return keys;
}

boost::system::result<desk::KeyMap, BadKeys> read_keys(const std::filesystem::path& file) {
    const profiles::Source source = profiles::read_source(file, "file of keys");
    if (!source.mistake.empty()) return BadKeys{{source.mistake}};
    return parse_keys(source.text, file.string());
}

}  // namespace luot::counter_app
