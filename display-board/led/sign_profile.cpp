#include "led/sign_profile.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "led/limits.hpp"

namespace luot::led {
namespace {

using Part = SignProfile::Part;
using Checksum = SignProfile::Checksum;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The bytes of the UTF-8 character that begins here.
std::size_t character_bytes(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
    return size;
}

void put_based(Bytes& bytes, unsigned value, int digits, int base) {
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto place = text.rbegin(); place != text.rend(); ++place, value /= static_cast<unsigned>(base)) {
        *place = "0123456789ABCDEF"[value % static_cast<unsigned>(base)];
    }
    put_text(bytes, text);
}

void put_address(Bytes& bytes, const SignProfile& profile, int address) {
    const auto value = static_cast<unsigned>(address);
    switch (profile.address_as) {
        case SignProfile::AddressAs::byte:
            bytes.push_back(static_cast<std::uint8_t>(value));
            break;
        case SignProfile::AddressAs::decimal:
            put_based(bytes, value, profile.address_digits, 10);
            break;
        case SignProfile::AddressAs::hex:
            put_based(bytes, value, profile.address_digits, 16);
            break;
    }
}

std::uint16_t crc16_modbus(Pixels covered) {
    std::uint32_t crc = 0xFFFF;
    for (const std::uint8_t byte : covered) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xA001U : crc >> 1U;
    }
    return static_cast<std::uint16_t>(crc);
}

void put_checksum(Bytes& bytes, const SignProfile& profile) {
    const Pixels all(bytes);
    const Pixels covered = all.subspan(std::min(static_cast<std::size_t>(profile.checksum_from), all.size()));
    unsigned sum = 0;
    unsigned parity = 0;
    for (const std::uint8_t byte : covered) {
        sum += byte;
        parity ^= byte;
    }
    Bytes check;
    switch (profile.checksum) {
        case Checksum::none:
            break;
        case Checksum::sum8:
            check = {static_cast<std::uint8_t>(sum)};
            break;
        case Checksum::xor8:
            check = {static_cast<std::uint8_t>(parity)};
            break;
        case Checksum::negative_sum8:
            check = {static_cast<std::uint8_t>(0U - sum)};
            break;
        case Checksum::crc16_modbus: {
            const std::uint16_t crc = crc16_modbus(covered);
            check = {static_cast<std::uint8_t>(crc), static_cast<std::uint8_t>(crc >> 8U)};
            break;
        }
    }
    for (const std::uint8_t byte : check) {
        if (profile.checksum_as_hex) {
            put_based(bytes, byte, 2, 16);
        } else {
            bytes.push_back(byte);
        }
    }
}

// What stands for the number in the telegram: `shown` as the sign shows it, nothing for blank.
void put_number(Bytes& bytes, const SignProfile& profile, const std::string& shown) {
    const auto wide = static_cast<std::size_t>(profile.characters);
    if (profile.number_as == SignProfile::NumberAs::text) {
        if (!shown.empty()) return put_text(bytes, shown);
        return put_text(bytes, profile.blank.empty() ? std::string(wide, ' ') : profile.blank);
    }
    unsigned value = 0;
    if (shown.empty()) {
        value = static_cast<unsigned>(profile.blank_value);
    } else if (profile.number_as == SignProfile::NumberAs::bcd) {
        for (const char digit : shown) value = value << 4U | static_cast<unsigned>(digit - '0');
    } else {
        for (const char digit : shown) value = value * 10 + static_cast<unsigned>(digit - '0');
    }
    put_16(bytes, value);
}

Bytes telegram_of(const SignProfile& profile, int address, const std::string& shown) {
    Bytes bytes;
    for (const auto& part : profile.telegram) {
        switch (part.kind) {
            case Part::Kind::bytes:
                put_all(bytes, part.bytes);
                break;
            case Part::Kind::address:
                put_address(bytes, profile, address);
                break;
            case Part::Kind::number:
                put_number(bytes, profile, shown);
                break;
            case Part::Kind::checksum:
                put_checksum(bytes, profile);
                break;
        }
    }
    return bytes;
}

bool has(const std::vector<Part>& parts, Part::Kind kind) {
    return std::ranges::any_of(parts, [kind](const Part& part) { return part.kind == kind; });
}

}  // namespace

bool parse_telegram(std::string_view text, std::vector<Part>& into, std::string& why) {
    into.clear();
    const auto literal = [&into](std::uint8_t byte) {
        if (into.empty() || into.back().kind != Part::Kind::bytes) into.emplace_back();
        into.back().bytes.push_back(byte);
    };
    while (!text.empty()) {
        if (text.front() != '{' || text.starts_with("{{")) {
            literal(static_cast<std::uint8_t>(text.front()));
            text.remove_prefix(text.front() == '{' ? 2 : 1);
            continue;
        }
        const auto end = text.find('}');
        const auto field = text.substr(1, end == std::string_view::npos ? end : end - 1);
        unsigned byte = 0;
        const auto* last = field.data() + field.size();
        if (end == std::string_view::npos) {
            why = "a { has no }; write {{ for a brace that is sent";
            return false;
        }
        if (field == "address" || field == "number" || field == "checksum") {
            const auto kind = field == "address" ? Part::Kind::address : field == "number" ? Part::Kind::number : Part::Kind::checksum;
            into.push_back({kind, {}});
        } else if (field.size() == 4 && field.starts_with("0x") && std::from_chars(field.data() + 2, last, byte, 16).ptr == last) {
            literal(static_cast<std::uint8_t>(byte));
        } else {
            why = "{" + std::string(field) + "} is none of {address}, {number}, {checksum}, {0x02}";
            return false;
        }
        text.remove_prefix(end + 1);
    }
    if (has(into, Part::Kind::number)) return true;
    why = "{number} is missing";
    return false;
}

std::string shown_on_sign(const SignProfile& profile, std::string_view number) {
    std::vector<std::string> kept;
    for (; !number.empty(); number.remove_prefix(character_bytes(number))) {
        std::string one(number.substr(0, character_bytes(number)));
        const bool digit = one.size() == 1 && is_digit(one.front());
        if (!digit && profile.letters == SignProfile::Letters::left_out) continue;
        const auto other = std::ranges::find(profile.instead, one, &std::pair<std::string, std::string>::first);
        if (other != profile.instead.end()) one = other->second;
        const bool plain = one.size() == 1 && one.front() > ' ' && one.front() <= '~';
        if (digit || (plain && (profile.shows.empty() || profile.shows.find(one) != std::string::npos))) kept.push_back(one);
    }
    const auto wide = static_cast<std::size_t>(profile.characters);
    if (kept.size() > wide) kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(wide));
    std::string shown;
    for (const auto& one : kept) shown += one;
    if (!shown.empty() && profile.number_as == SignProfile::NumberAs::text) shown.insert(0, wide - shown.size(), profile.fill);
    return shown;
}

Bytes sign_telegram(const SignProfile& profile, int address, std::string_view number) {
    return telegram_of(profile, address, shown_on_sign(profile, number));
}

Bytes sign_test_telegram(const SignProfile& profile, int address) {
    const std::string eights(static_cast<std::size_t>(profile.characters), '8');
    const bool as_text = profile.number_as == SignProfile::NumberAs::text;
    return telegram_of(profile, address, as_text && !profile.test.empty() ? profile.test : eights);
}

}  // namespace luot::led
