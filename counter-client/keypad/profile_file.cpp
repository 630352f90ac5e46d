#include "keypad/profile_file.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "keypad/key_names.hpp"
#include "keypad/limits.hpp"
#include "profiles/reader.hpp"

namespace luot::keypad {
namespace {

using profiles::joined;

constexpr std::array<std::int64_t, 8> line_speeds{1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 57'600, 115'200};
constexpr std::size_t part_bytes_max = 64;
constexpr const char* whose = "keypad's profile";

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

class Reader : public profiles::Reader {
  public:
    using profiles::Reader::Reader;

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

  private:
    static bool ambiguous(const Profile& profile) {
        for (const auto& [code, press] : profile.keys) {
            for (const auto& [other, of_other] : profile.keys) {
                if (&code != &other && other.starts_with(code)) return true;
            }
        }
        return false;
    }
};

}  // namespace

void throw_exception_from_error(const BadKeypad& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

ProfileResult parse_profile(std::string_view text, const std::string& file) {
    toml::table table;
    if (const std::string wrong = profiles::read_table(text, file, table); !wrong.empty()) return BadKeypad{wrong};
    Profile profile;
    profile.name = std::filesystem::path(file).stem().string();
    profile.keys = plain_keys();
    Reader reader(table, file, whose);
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
    const profiles::Source source = profiles::find_source(name_or_path, folders, whose);
    if (!source.mistake.empty()) return BadKeypad{source.mistake};
    return parse_profile(source.text, source.file.string());
}

}  // namespace luot::keypad
