#include "fuzz.hpp"

#include <cstdio>
#include <cstdlib>

namespace luot::fuzz {

void require(bool holds, std::string_view what) {
    if (holds) return;
    std::fprintf(stderr, "violated: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

}  // namespace luot::fuzz

// What libFuzzer calls, and what corpus_main.cpp calls where there is no libFuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    luot::fuzz::try_one(std::string_view(reinterpret_cast<const char*>(data), size));
    return 0;
}
