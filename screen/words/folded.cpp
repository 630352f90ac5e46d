#include "words/folded.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace luot::words {

std::string folded(std::string_view text) {
    utf8proc_uint8_t* made = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    const auto length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &made, options);
    if (length < 0) return {};  // not UTF-8: it matches nothing
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(made, &std::free);
    const std::string_view plain(reinterpret_cast<const char*>(made), static_cast<std::size_t>(length));
    std::string result;
    const auto part = [&] {
        if (!result.empty() && result.back() != ' ') result += ' ';
    };
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const auto byte = static_cast<unsigned char>(plain[i]);
        if (plain.substr(i).starts_with("đ")) {  // a letter of its own, without a decomposition
            result += 'd';
            ++i;
        } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80) {
            result += plain[i];
        } else {
            part();
        }
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

}  // namespace luot::words
