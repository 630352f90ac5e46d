#include "outputs/profile_file.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "led/limits.hpp"
#include "profiles/reader.hpp"

namespace luot::outputs {
namespace {

namespace limits = led::limits;
using led::SignProfile;
using profiles::joined;

constexpr const char* whose = "sign's profile";

class Reader : public profiles::Reader {
  public:
    using profiles::Reader::Reader;

    void line(std::string_view key, std::size_t bytes_most, std::string& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        if (value && value->size() <= bytes_most) {
            into = *value;
        } else {
            wrong(*node, joined({key, " = \"…\" with at most ", std::to_string(bytes_most), " bytes is wanted"}));
        }
    }

    void number(std::string_view key, int least, int most, int& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= least && *value <= most) {
            into = static_cast<int>(*value);
        } else {
            wrong(*node, joined({key, " = a whole number from ", std::to_string(least), " to ", std::to_string(most), " is wanted"}));
        }
    }

    void line_speed(std::string_view key, unsigned& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (value && is_line_speed(*value)) {
            into = static_cast<unsigned>(*value);
        } else {
            wrong(*node, joined({key, " = ", line_speed_words, " is wanted"}));
        }
    }
};

void read_telegram(Reader& reader, SignProfile& profile) {
    constexpr std::size_t telegram_text_most = 256;
    std::string text;
    reader.line("telegram", telegram_text_most, text);
    const auto* node = reader.find("telegram");
    std::string why;
    if (node == nullptr) {
        reader.note(0, "telegram is missing; write for instance telegram = \"${address},{number}#\"");
    } else if (!led::parse_telegram(text, profile.telegram, why)) {
        reader.wrong(*node, "telegram: " + why);
    }
}

void read_number(Reader& reader, SignProfile& profile) {
    using As = SignProfile::NumberAs;
    reader.choice<As>("number", {{"text", As::text}, {"word", As::word}, {"bcd", As::bcd}}, profile.number_as);
    // What two bytes hold.
    const int characters_most = profile.number_as == As::text ? limits::sign_characters_most : 4;
    reader.number("characters", 1, characters_most, profile.characters);
    reader.choice<char>("fill", {{" ", ' '}, {"0", '0'}}, profile.fill);
    reader.choice<SignProfile::Letters>("letters", {{"left out", SignProfile::Letters::left_out}, {"kept", SignProfile::Letters::kept}},
                                        profile.letters);
    if (profile.letters == SignProfile::Letters::kept && profile.number_as != As::text) {
        reader.wrong(*reader.find("letters"), "letters are kept only with number = \"text\"");
    }
    reader.line("shows", 128, profile.shows);
    reader.line("blank", 2 * limits::sign_characters_most, profile.blank);
    reader.number("blank_value", 0, 0xFFFF, profile.blank_value);
    reader.line("test", 2 * limits::sign_characters_most, profile.test);
    const auto* instead = reader.find("instead");
    if (instead == nullptr) return;
    if (!instead->is_table()) return reader.wrong(*instead, "[instead] with lines such as \"I\" = \"1\" is wanted");
    for (const auto& [key, node] : *instead->as_table()) {
        const auto value = node.value_exact<std::string>();
        if (value && value->size() == 1) {
            profile.instead.emplace_back(key.str(), *value);
        } else {
            reader.wrong(node, joined({"[instead] has one character for \"", key.str(), "\""}));
        }
    }
}

}  // namespace

void throw_exception_from_error(const BadOutput& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

ProfileResult parse_profile(std::string_view text, const std::filesystem::path& file) {
    using AddressAs = SignProfile::AddressAs;
    using Checksum = SignProfile::Checksum;
    toml::table table;
    if (const std::string wrong = profiles::read_table(text, file.string(), table); !wrong.empty()) return BadOutput{wrong};
    SignProfile profile;
    profile.name = file.stem().string();
    Reader reader(table, file.string(), whose);
    reader.line("make", 128, profile.make);
    read_telegram(reader, profile);
    reader.choice<AddressAs>("address", {{"decimal", AddressAs::decimal}, {"hex", AddressAs::hex}, {"byte", AddressAs::byte}},
                             profile.address_as);
    reader.number("address_digits", 1, 4, profile.address_digits);
    // What the digits, or the byte, hold.
    int address_bound = 255;
    if (profile.address_as != AddressAs::byte) {
        address_bound = 1;
        for (int i = 0; i < profile.address_digits; ++i) address_bound *= profile.address_as == AddressAs::hex ? 16 : 10;
        --address_bound;
    }
    profile.address_most = std::min(profile.address_most, address_bound);
    reader.number("address_least", 0, address_bound, profile.address_least);
    reader.number("address_most", profile.address_least, address_bound, profile.address_most);
    read_number(reader, profile);
    reader.choice<Checksum>("checksum",
                            {{"none", Checksum::none},
                             {"sum8", Checksum::sum8},
                             {"xor8", Checksum::xor8},
                             {"negative sum8", Checksum::negative_sum8},
                             {"crc16 modbus", Checksum::crc16_modbus}},
                            profile.checksum);
    reader.choice<bool>("checksum_as", {{"byte", false}, {"hex", true}}, profile.checksum_as_hex);
    reader.number("checksum_from", 0, static_cast<int>(limits::telegram_bytes_most), profile.checksum_from);
    int pause_ms = static_cast<int>(profile.pause.count());
    int refresh_ms = static_cast<int>(profile.refresh.count());
    reader.number("pause_ms", 0, 1'000, pause_ms);
    reader.number("refresh_ms", static_cast<int>(limits::refresh_least_ms), static_cast<int>(limits::refresh_most_ms), refresh_ms);
    reader.line_speed("baud", profile.baud);
    profile.pause = std::chrono::milliseconds(pause_ms);
    profile.refresh = std::chrono::milliseconds(refresh_ms);
    const std::string mistake = reader.finish();
    if (!mistake.empty()) return BadOutput{mistake};
    const bool has_checksum =
        std::ranges::any_of(profile.telegram, [](const SignProfile::Part& part) { return part.kind == SignProfile::Part::Kind::checksum; });
    if (has_checksum != (profile.checksum != Checksum::none)) {
        return BadOutput{file.string() + ":1: checksum = \"…\" and {checksum} in the telegram go together: one is here without the other"};
    }
    if (led::sign_telegram(profile, profile.address_most, "8888").size() > limits::telegram_bytes_most) {
        return BadOutput{
            joined({file.string(), ":1: a telegram of this is longer than ", std::to_string(limits::telegram_bytes_most), " bytes"})};
    }
    return profile;
}

bool is_line_speed(std::int64_t bits_a_second) {
    return std::ranges::find(limits::line_speeds, bits_a_second) != std::end(limits::line_speeds);
}

Folders profile_folders(const std::filesystem::path& program) {
    return {program.parent_path() / ".." / "share" / "luot" / "signs"};
}

ProfileResult load_profile(const std::string& name_or_path, const Folders& folders) {
    const profiles::Source source = profiles::find_source(name_or_path, folders, whose);
    if (!source.mistake.empty()) return BadOutput{source.mistake};
    return parse_profile(source.text, source.file);
}

}  // namespace luot::outputs
