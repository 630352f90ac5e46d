// A good small office file with one line free in each of its parts, so that a mistake can be put there and its line is known.
#pragma once

#include <cstdint>
#include <string>

namespace luot::testing {

struct Snippet {
    std::string top = {}, service = {}, counter = {}, tail = {};
    std::string code = "code = \"small\"", name = "name = { vi = \"Nhỏ\" }", prefix = "prefix = \"A\"", serves = "serves = [\"a\"]";

    std::string text() const {
        return code + "\n" + name + "\n" + top + "\n[[services]]\ncode = \"a\"\nname = { vi = \"A\" }\n" + prefix + "\n" + service +
               "\n[[counters]]\nnumber = 1\n" + serves + "\n" + counter + "\n" + tail + "\n";
    }
};
constexpr std::uint32_t code_line = 1, name_line = 2, top_line = 3, services_line = 4, prefix_line = 7, service_line = 8, counters_line = 9,
                        serves_line = 11, counter_line = 12, tail_line = 13;

inline Snippet with_top(const std::string& text) {
    Snippet snippet;
    snippet.top = text;
    return snippet;
}
inline Snippet with_service(const std::string& text) {
    Snippet snippet;
    snippet.service = text;
    return snippet;
}
inline Snippet with_counter(const std::string& text) {
    Snippet snippet;
    snippet.counter = text;
    return snippet;
}
inline Snippet with_tail(const std::string& text) {
    Snippet snippet;
    snippet.tail = text;
    return snippet;
}
inline Snippet second_service(const std::string& numbers) {
    Snippet snippet;
    snippet.serves = "serves = [\"a\", \"b\"]";
    snippet.tail = "[[services]]\ncode = \"b\"\nname = { vi = \"B\" }\n" + numbers;
    return snippet;
}

inline Snippet with(std::string Snippet::*part, const std::string& text) {
    Snippet snippet;
    snippet.*part = text;
    return snippet;
}

}  // namespace luot::testing
