#include "keypad/profile_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <stdexcept>

#include "keypad/joined.hpp"
#include "keypad/key_names.hpp"
#include "keypad/limits.hpp"

namespace luot::keypad {
namespace {

constexpr std::array<std::int64_t, 8> line_speeds{1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 57'600, 115'200};
constexpr std::size_t part_bytes_max = 64;

// "{0x1B}QA": a byte as two hex digits in braces. Nothing: it is not written so.
std::optional<std::string> bytes_of(std::string_view text) {
    constexpr std::size_t escape = 6;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') {
            bytes += text[i];
            continue;
        }
        const std::string_view part = text.substr(i, escape);
        if (part.size() < escape || !part.starts_with("{0x") || part[escape - 1] != '}') return std::nullopt;
        int value = 0;
        for (const char c : part.substr(3, 2)) {
            const std::string_view hex = "0123456789ABCDEF";
            const auto digit = hex.find(c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c);
            if (digit == std::string_view::npos) return std::nullopt;
            value = value * 16 + static_cast<int>(digit);
        }
        bytes += static_cast<char>(value);
        i += escape - 1;
    }
    if (bytes.size() > part_bytes_max) return std::nullopt;
    return bytes;
}

// Reads one key after another; the mistake that stands first in the file is told.
class Reader {
  public:
    Reader(const toml::table& table, const std::string& file) : table_(table), file_(file) {}

    const toml::node* find(std::string_view key) {
        known_.emplace(key);
        return table_.get(key);
    }
    void line(std::string_view key, std::string& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        if (!value || value->size() > 128) return wrong(*node, joined({key, " = \"…\" with at most 128 bytes is wanted"}));
        into = *value;
    }
    void bytes(std::string_view key, std::string& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        const auto read = value ? bytes_of(*value) : std::nullopt;
        if (!read) return wrong(*node, joined({key, " = \"…\" is text in which a byte may be written {0x1B}, at most 64 bytes"}));
        into = *read;
    }
    void number(std::string_view key, int least, int most, int& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < least || *value > most)
            return wrong(*node, joined({key, " is a whole number from ", std::to_string(least), " to ", std::to_string(most)}));
        into = static_cast<int>(*value);
    }
    void speed(unsigned& into) {
        const auto* node = find("baud");
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || std::ranges::find(line_speeds, *value) == line_speeds.end())
            return wrong(*node, "baud is one of 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200");
        into = static_cast<unsigned>(*value);
    }
    void letters(Profile& profile) {
        const auto* node = find("letters");
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        if (!value || (*value != "ascii" && *value != "utf8")) return wrong(*node, "letters is \"ascii\" or \"utf8\"");
        profile.letters = *value == "utf8" ? Profile::Letters::utf8 : Profile::Letters::ascii;
    }
    void flag(std::string_view key, bool& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<bool>();
        if (!value) return wrong(*node, joined({key, " is true or false"}));
        into = *value;
    }
    void keys(Profile& profile) {
        const auto* node = find("keys");
        if (node == nullptr) return;
        if (!node->is_table()) return wrong(*node, "[keys] with lines such as \"A\" = \"Pad +\" is wanted");
        for (const auto& [code, name] : *node->as_table()) {
            const auto sent = bytes_of(code.str());
            const auto value = name.value_exact<std::string>();
            const auto press = value ? key_named(*value) : std::nullopt;
            if (!sent || sent->empty()) {
                note(code.source().begin.line, joined({"\"", code.str(), "\" is not what a key sends; a byte may be written {0x1B}"}));
            } else if (!press) {
                wrong(name, joined({"there is no such key; there are ", key_names_known}));
            } else {
                std::erase_if(profile.keys, [&](const auto& known) { return known.first == *sent; });
                profile.keys.emplace_back(*sent, *press);
            }
        }
        if (ambiguous(profile)) wrong(*node, "[keys]: what one key sends is the beginning of what another sends");
    }

    void wrong(const toml::node& node, const std::string& what) { note(node.source().begin.line, what); }
    void note(toml::source_index line, const std::string& what) {
        if (!mistake_.empty() && line_ <= line) return;
        line_ = line;
        mistake_ = what;
    }
    // After all keys were asked for: what else stands there is a mistake. Empty: there is none.
    std::string finish() {
        for (const auto& [key, node] : table_) {
            if (known_.contains(key.str())) continue;
            std::string list;
            for (const auto& known : known_) list += joined({list.empty() ? "" : ", ", known});
            note(key.source().begin.line, joined({"\"", key.str(), "\" is no key of a keypad's profile; there are ", list}));
        }
        return mistake_.empty() ? "" : joined({file_, ":", std::to_string(std::max<toml::source_index>(line_, 1)), ": ", mistake_});
    }

  private:
    static bool ambiguous(const Profile& profile) {
        for (const auto& [code, press] : profile.keys) {
            for (const auto& [other, of_other] : profile.keys) {
                if (&code != &other && other.starts_with(code)) return true;
            }
        }
        return false;
    }

    const toml::table& table_;
    const std::string& file_;
    std::set<std::string, std::less<>> known_;
    std::string mistake_;
    toml::source_index line_ = 0;
};

ProfileResult load_file(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::string text(limits::profile_bytes_max + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!input.is_open() || input.bad() || (input.gcount() == 0 && !input.eof()))
        return BadKeypad{joined({file.string(), ": cannot be read; is it a file?"})};
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (text.size() > limits::profile_bytes_max)
        return BadKeypad{joined({file.string(), ": longer than 64 KiB; is it a keypad's profile?"})};
    return parse_profile(text, file.string());
}

}  // namespace

void throw_exception_from_error(const BadKeypad& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

ProfileResult parse_profile(std::string_view text, const std::string& file) {
    toml::table table;
    try {
        table = toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        return BadKeypad{file + ':' + std::to_string(error.source().begin.line) +
                         ": this is not TOML: " + std::string(error.description())};
    }
    Profile profile;
    profile.name = std::filesystem::path(file).stem().string();
    profile.keys = plain_keys();
    Reader reader(table, file);
    reader.line("make", profile.make);
    reader.speed(profile.baud);
    reader.number("columns", 1, limits::columns_max, profile.columns);
    reader.number("lines", 0, limits::lines_max, profile.lines);
    reader.letters(profile);
    reader.flag("capitals", profile.capitals);
    reader.bytes("before", profile.before);
    reader.bytes("between", profile.between);
    reader.bytes("after", profile.after);
    reader.keys(profile);
    const std::string mistake = reader.finish();
    if (!mistake.empty()) return BadKeypad{mistake};
    return profile;
}

Folders profile_folders(const std::filesystem::path& program) {
    return {program.parent_path() / ".." / "share" / "luot" / "keypads"};
}

ProfileResult load_profile(const std::string& name_or_path, const Folders& folders) {
    const std::filesystem::path path(name_or_path);
    if (name_or_path.find('/') != std::string::npos || path.extension() == ".toml") return load_file(path);
    std::set<std::string> names;
    for (const auto& folder : folders) {
        std::error_code ignored;  // a folder that is not there has no profiles
        for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
            if (entry->path().extension() != ".toml") continue;
            if (entry->path().stem() == name_or_path) return load_file(entry->path());
            names.insert(entry->path().stem().string());
        }
    }
    std::string list;
    for (const auto& name : names) list += joined({list.empty() ? "" : ", ", name});
    return BadKeypad{joined(
        {"\"", name_or_path, "\" is no keypad's profile; there are ", list.empty() ? "none" : list, ", or give a file: ./NAME.toml"})};
}

}  // namespace luot::keypad
