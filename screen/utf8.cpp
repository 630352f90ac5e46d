#include "screen/utf8.hpp"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace luot::screen {

namespace {

const utf8proc_uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

std::string drawable(std::string_view text, bool keep_newlines) {
    if (text.size() > text_bytes_max) {
        std::size_t end = text_bytes_max;
        while (end > 0 && is_continuation(text[end])) --end;
        text = text.substr(0, end);
    }
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        utf8proc_int32_t code = -1;
        const auto length = utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code);
        if (length <= 0) {
            valid += "\xEF\xBF\xBD";
            text.remove_prefix(1);
            continue;
        }
        const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (!control || (code == '\n' && keep_newlines)) valid.append(text.substr(0, static_cast<std::size_t>(length)));
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> composed(
        utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(valid.c_str())), &std::free);
    // Only memory running out makes it null for valid text; the text itself is then still right to draw.
    return composed ? std::string(reinterpret_cast<const char*>(composed.get())) : valid;
}

std::vector<std::uint32_t> code_points(std::string_view text) {
    std::vector<std::uint32_t> codes;
    while (!text.empty()) {
        utf8proc_int32_t code = -1;
        const auto length = utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code);
        if (length <= 0) break;
        codes.push_back(static_cast<std::uint32_t>(code));
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return codes;
}

std::vector<std::size_t> code_point_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_continuation(text[i])) starts.push_back(i);
    }
    starts.push_back(text.size());
    return starts;
}

}  // namespace luot::screen
