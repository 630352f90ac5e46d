#include "imgui_sdl/font_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <vector>

#include "screen/fonts.hpp"

namespace luot::imgui_sdl {
namespace {

std::vector<std::uint8_t> inter() {
    const auto path = screen::Fonts::file_of(screen::Fonts::default_folders(), screen::Family::text, screen::Weight::regular);
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("font files - say what they measure") {
    const auto measure = measure_of(inter());
    REQUIRE(measure.has_value());
    CHECK(measure->units_per_em == 2816);
    CHECK(measure->ascender == 2728);
    CHECK(measure->descender == -680);
}

TEST_CASE("font files - one that ends early or anything else is refused") {
    const auto whole = inter();
    const std::size_t directory = 12 + 16 * std::size_t{whole[5]};
    // As far as the directory reaches, cut at every byte; behind it by steps.
    bool refused = true;
    for (std::size_t size = 0; size < whole.size(); size += size < 1'000 ? 1 : 997) {
        const auto measure = measure_of({whole.data(), size});
        if (size < directory) CHECK_FALSE(measure.has_value());
        CHECK((!measure.has_value() || measure->units_per_em == 2816));
        CHECK((refused || measure.has_value()));  // what was enough is enough with more behind it
        refused = !measure.has_value();
    }
    CHECK_FALSE(refused);
    CHECK_FALSE(measure_of({}).has_value());
    const std::vector<std::uint8_t> noise(4'096, 0xFF);
    CHECK_FALSE(measure_of(noise).has_value());
}

}  // namespace luot::imgui_sdl
