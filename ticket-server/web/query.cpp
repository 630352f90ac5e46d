#include "web/query.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace luot::web {

namespace {

int hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::uint8_t byte_at(std::string_view text, std::size_t index) {
    return static_cast<std::uint8_t>(text[index]);
}

// Bytes of the code point that begins here; 0: none does (RFC 3629: no surrogates, nothing longer than needed or beyond U+10FFFF).
std::size_t code_point_bytes(std::string_view text) {
    const auto first = byte_at(text, 0);
    if (first < 0x80) return 1;
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return 0;
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte_at(text, i) & 0xC0U) != 0x80U) return 0;
    }
    const auto second = byte_at(text, 1);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
    return bytes;
}

bool is_plain_text(std::string_view text) {
    while (!text.empty()) {
        const auto bytes = code_point_bytes(text);
        if (bytes == 0 || byte_at(text, 0) < 0x20 || byte_at(text, 0) == 0x7F) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const int high = hexadecimal(text[i + 1]);
        const int low = hexadecimal(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!is_plain_text(decoded)) return std::nullopt;
    return decoded;
}

std::map<std::string, std::string> query_values(std::string_view query) {
    std::map<std::string, std::string> values;
    while (!query.empty()) {
        std::string pair(query.substr(0, query.find('&')));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const auto equals = pair.find('=');
        auto name = percent_decoded(std::string_view(pair).substr(0, equals));
        auto value = percent_decoded(equals == std::string::npos ? std::string_view() : std::string_view(pair).substr(equals + 1));
        if (name && value && !name->empty()) values.emplace(std::move(*name), std::move(*value));
    }
    return values;
}

}  // namespace luot::web
