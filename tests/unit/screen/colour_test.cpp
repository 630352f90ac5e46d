#include "screen/colour.hpp"

#include <doctest/doctest.h>

#include "screen/theme.hpp"

namespace luot::screen {

TEST_CASE("colours are written as six hexadecimal digits") {
    CHECK(parse_colour("#FFC72C") == Colour{0xFF, 0xC7, 0x2C, 255});
    CHECK(parse_colour("#ffc72c") == Colour{0xFF, 0xC7, 0x2C, 255});
    for (const char* wrong : {"", "#", "FFC72C", "#FFC72", "#FFC72C0", "#FFC7G0", "#FF 72C", "red"}) CHECK_FALSE(parse_colour(wrong));
}

TEST_CASE("contrast is that of WCAG") {
    CHECK(contrast(rgb("#000000"), rgb("#FFFFFF")) == doctest::Approx(21.0));
    CHECK(contrast(rgb("#FFFFFF"), rgb("#FFFFFF")) == doctest::Approx(1.0));
    CHECK(contrast(rgb("#777777"), rgb("#FFFFFF")) == doctest::Approx(4.478).epsilon(0.001));
    CHECK(contrast(rgb("#FFFFFF"), rgb("#777777")) == doctest::Approx(4.478).epsilon(0.001));
}

TEST_CASE("every pair that the theme sets text in keeps seven to one") {
    const Theme theme;
    for (const auto background : {theme.ink, theme.ink_2}) {
        CHECK(readable(theme.text_on_dark, background));
        CHECK(readable(theme.muted_on_dark, background));
        CHECK(readable(theme.call, background));
    }
    for (const auto background : {theme.paper, theme.card}) {
        for (const auto text : {theme.text, theme.muted, theme.action, theme.ok, theme.warn, theme.bad}) CHECK(readable(text, background));
    }
    CHECK(readable(theme.ink, theme.call));
    CHECK(readable(theme.card, theme.action));
    CHECK_FALSE(readable(theme.rule, theme.card));
}

}  // namespace luot::screen
