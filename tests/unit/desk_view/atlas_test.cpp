#include "imgui_sdl/atlas.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string_view>

#include "screen/utf8.hpp"

namespace luot::imgui_sdl {
namespace {

// All that are beyond ASCII.
constexpr std::string_view vietnamese_letters =
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸ"
    "ỹ";

constexpr FaceSpec faces[] = {{screen::Family::text, screen::Weight::regular, 14, Letters::whole},
                              {screen::Family::text, screen::Weight::bold, 32, Letters::vietnamese},
                              {screen::Family::display, screen::Weight::bold, 124, Letters::figures},
                              {screen::Family::display, screen::Weight::bold, 124, Letters::figures, Digits::proportional}};

}  // namespace

TEST_CASE("atlas - has every Vietnamese letter at every scale") {
    const auto letters = screen::code_points(vietnamese_letters);
    REQUIRE(letters.size() == 134);
    for (const double scale : {1.0, 1.5, 2.5}) {
        const Atlas atlas(faces, scale, screen::Fonts::default_folders());
        for (const std::size_t face : {0, 1}) {
            for (const auto letter : letters) {
                CAPTURE(letter);
                const auto code = static_cast<ImWchar>(letter);
                CHECK(atlas.has(face, code));
                // And it has ink, which stands above or below as its marks do, within the line.
                const ImFontGlyph* glyph = atlas.font(face)->FindGlyph(code);
                CHECK(glyph->Visible == 1U);
                CHECK(glyph->Y1 - glyph->Y0 <= static_cast<float>(atlas.line_height(face)) * 1.05F);
            }
            for (const auto mark : screen::code_points("·…–—“”₫×")) CHECK((face == 1 || atlas.has(face, static_cast<ImWchar>(mark))));
        }
        CHECK_FALSE(atlas.has(2, 0x1EA0));
        for (const char letter : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"))
            CHECK(atlas.has(2, static_cast<ImWchar>(letter)));
        CHECK(atlas.has(2, 0x0110));  // Đ
    }
}

TEST_CASE("atlas - all digits of a face have one advance with the glyph in its middle") {
    const Atlas atlas(faces, 2.0, screen::Fonts::default_folders());
    for (const std::size_t face : {0, 1, 2}) {
        const float advance = atlas.font(face)->FindGlyph('0')->AdvanceX;
        for (ImWchar digit = '0'; digit <= '9'; ++digit) {
            CAPTURE(digit);
            const ImFontGlyph* glyph = atlas.font(face)->FindGlyph(digit);
            CHECK(glyph->AdvanceX == advance);
            CHECK(atlas.font(face)->GetCharAdvance(digit) == advance);
            const float left = glyph->X0;
            const float right = advance - glyph->X1;
            CHECK(std::abs(left - right) <= advance * 0.2F);  // a 1 stands a little beside its own middle
        }
        CHECK(atlas.font(face)->CalcTextSizeA(atlas.font(face)->FontSize, 1e6F, 0, "1111").x ==
              atlas.font(face)->CalcTextSizeA(atlas.font(face)->FontSize, 1e6F, 0, "0808").x);
    }
}

TEST_CASE("atlas - digits of a face for numbers that stay are as wide as they are") {
    const Atlas atlas(faces, 2.0, screen::Fonts::default_folders());
    const auto width_of = [&](std::size_t face, const char* text) {
        return atlas.font(face)->CalcTextSizeA(atlas.font(face)->FontSize, 1e6F, 0, text).x;
    };
    CHECK(width_of(3, "H001") < width_of(2, "H001") * 0.97F);
    CHECK(width_of(3, "H000") == doctest::Approx(width_of(2, "H000")).epsilon(0.06));
}

TEST_CASE("atlas - a face has the size of the design times the scale") {
    // Capitals of Inter are 0.727 of the em high.
    for (const double scale : {1.0, 2.0}) {
        const Atlas atlas(faces, scale, screen::Fonts::default_folders());
        CHECK(atlas.cap_height(0) == doctest::Approx(14 * scale * 0.727).epsilon(0.08));
        CHECK(atlas.cap_height(1) == doctest::Approx(32 * scale * 0.727).epsilon(0.03));
        CHECK(atlas.cap_height(2) == doctest::Approx(124 * scale * 0.727).epsilon(0.02));
    }
    // What the library has no room for is made as large as it has.
    const Atlas largest(faces, 4.0, screen::Fonts::default_folders());
    CHECK(largest.cap_height(2) == doctest::Approx(272 * 0.727).epsilon(0.02));
}

TEST_CASE("atlas - without its fonts it says which file is missing") {
    CHECK_THROWS_WITH_AS(Atlas(faces, 1.0, {"/nowhere"}), doctest::Contains("Inter-Regular.otf"), std::runtime_error);
}

}  // namespace luot::imgui_sdl
