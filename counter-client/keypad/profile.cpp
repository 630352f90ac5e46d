#include "keypad/profile.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <memory>

#include "keypad/key_names.hpp"

namespace luot::keypad {
namespace {

struct Free {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

// The first `columns` letters; a byte that continues a letter goes with it.
std::string cut(std::string_view utf8, std::size_t columns) {
    std::size_t letters = 0;
    std::size_t end = 0;
    for (; end < utf8.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(utf8[end]) & 0xC0U) != 0x80U;
        if (begins && letters++ == columns) break;
    }
    std::string line(utf8.substr(0, end));
    if (letters < columns) line.append(columns - letters, ' ');
    return line;
}

std::string composed(std::string_view utf8) {
    utf8proc_uint8_t* made = nullptr;
    const auto* from = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STRIPCC);
    const auto size = utf8proc_map(from, static_cast<utf8proc_ssize_t>(utf8.size()), &made, options);
    const std::unique_ptr<utf8proc_uint8_t, Free> owned(made);
    if (size < 0) return without_accents(utf8);
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

}  // namespace

std::string without_accents(std::string_view utf8) {
    utf8proc_uint8_t* made = nullptr;
    const auto* from = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STRIPCC);
    const auto size = utf8proc_map(from, static_cast<utf8proc_ssize_t>(utf8.size()), &made, options);
    const std::unique_ptr<utf8proc_uint8_t, Free> owned(made);
    std::string plain;
    if (size < 0) {  // no UTF-8
        for (const char c : utf8) plain += c >= ' ' && c <= '~' ? c : '?';
        return plain;
    }
    utf8proc_ssize_t at = 0;
    while (at < size) {
        utf8proc_int32_t letter = 0;
        const auto taken = utf8proc_iterate(made + at, size - at, &letter);
        if (taken <= 0) break;
        at += taken;
        constexpr utf8proc_int32_t small_d_bar = 0x111;
        constexpr utf8proc_int32_t large_d_bar = 0x110;
        constexpr utf8proc_int32_t middle_dot = 0xB7;
        constexpr utf8proc_int32_t en_dash = 0x2013;
        if (letter == small_d_bar) {
            plain += 'd';
        } else if (letter == large_d_bar) {
            plain += 'D';
        } else if (letter == middle_dot || letter == en_dash) {
            plain += '-';
        } else {
            plain += letter >= ' ' && letter <= '~' ? static_cast<char>(letter) : '?';
        }
    }
    return plain;
}

std::vector<std::pair<std::string, desk::KeyPress>> plain_keys() {
    std::vector<std::pair<std::string, desk::KeyPress>> keys;
    for (const char c : std::string_view("0123456789+-*/.,")) keys.emplace_back(std::string(1, c), *key_named(std::string("Pad ") + c));
    keys.emplace_back("\r", *key_named("Pad Enter"));
    keys.emplace_back("\n", *key_named("Pad Enter"));
    keys.emplace_back("\x08", *key_named("Backspace"));
    keys.emplace_back("\x7f", *key_named("Backspace"));
    keys.emplace_back("\x1b", *key_named("Escape"));
    return keys;
}

std::string telegram(const Profile& profile, const std::vector<std::string>& lines) {
    if (profile.lines == 0) return {};
    std::string out = profile.before;
    for (int i = 0; i < profile.lines; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const std::string_view line = at < lines.size() ? std::string_view(lines[at]) : std::string_view();
        std::string shown = profile.letters == Profile::Letters::ascii ? without_accents(line) : composed(line);
        if (profile.capitals && profile.letters == Profile::Letters::ascii) {
            for (char& c : shown) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        if (i > 0) out += profile.between;
        out += cut(shown, static_cast<std::size_t>(profile.columns));
    }
    return out + profile.after;
}

std::vector<desk::KeyPress> KeyReader::feed(std::string_view bytes) {
    std::vector<desk::KeyPress> presses;
    for (const char byte : bytes) {
        rest_ += byte;
        while (!rest_.empty()) {
            const auto whole = std::ranges::find_if(keys_, [&](const auto& key) { return key.first == rest_; });
            if (whole != keys_.end()) {
                presses.push_back(whole->second);
                rest_.clear();
                break;
            }
            const bool begun = std::ranges::any_of(keys_, [&](const auto& key) { return key.first.starts_with(rest_); });
            if (begun) break;
            rest_.erase(0, 1);  // no key begins so
        }
    }
    return presses;
}

}  // namespace luot::keypad
