// The library's contract, both ways: events in, triangles out.
#include <SDL.h>
#include <doctest/doctest.h>

#include <cfloat>

#include "imgui_sdl/atlas.hpp"
#include "imgui_sdl/platform.hpp"
#include "imgui_sdl/renderer.hpp"
#include "screen/canvas.hpp"

namespace luot::imgui_sdl {
namespace {

constexpr FaceSpec faces[] = {{screen::Family::text, screen::Weight::regular, 16, Letters::figures}};

struct Stage {
    Atlas atlas{faces, 1.0, screen::Fonts::default_folders()};
    ImGuiContext* context = ImGui::CreateContext(&atlas.get());
    Platform platform;
    std::int64_t now_us = 0;

    ~Stage() { ImGui::DestroyContext(context); }
    void begin(std::int64_t passed_us = 16'000) {
        now_us += passed_us;
        platform.begin_frame(now_us, 200, 100);
        ImGui::NewFrame();
    }
};

SDL_Event of_type(Uint32 type) {
    SDL_Event event{};
    event.type = type;
    return event;
}

}  // namespace

TEST_CASE("imgui - mouse wheel and focus reach the library") {
    Stage stage;
    ImGuiIO& io = ImGui::GetIO();
    auto event = of_type(SDL_MOUSEMOTION);
    event.motion.x = 30;
    event.motion.y = 40;
    CHECK(stage.platform.take(event, 2.0) == Platform::Took::input);
    CHECK(io.MousePos.x == 60);
    CHECK(io.MousePos.y == 80);
    event = of_type(SDL_MOUSEBUTTONDOWN);
    event.button.button = SDL_BUTTON_RIGHT;
    CHECK(stage.platform.take(event) == Platform::Took::decisive);
    CHECK(io.MouseDown[1]);
    CHECK_FALSE(io.MouseDown[0]);
    event.type = SDL_MOUSEBUTTONUP;
    stage.platform.take(event);
    CHECK_FALSE(io.MouseDown[1]);
    event.button.button = 9;
    CHECK(stage.platform.take(event) == Platform::Took::nothing);
    event = of_type(SDL_MOUSEWHEEL);
    event.wheel.preciseY = 1.5F;
    CHECK(stage.platform.take(event) == Platform::Took::decisive);
    CHECK(io.MouseWheel == 1.5F);
    event.wheel.direction = SDL_MOUSEWHEEL_FLIPPED;
    stage.platform.take(event);
    CHECK(io.MouseWheel == 0);
    event = of_type(SDL_WINDOWEVENT);
    event.window.event = SDL_WINDOWEVENT_LEAVE;
    stage.platform.take(event);
    CHECK(io.MousePos.x == -FLT_MAX);
    event.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
    CHECK(stage.platform.take(event) == Platform::Took::input);
    event.window.event = SDL_WINDOWEVENT_MOVED;
    CHECK(stage.platform.take(event) == Platform::Took::nothing);
}

TEST_CASE("imgui - a frame takes the time that passed which is never nothing and never long") {
    Stage stage;
    for (const auto& [passed_us, expected] : {std::pair{20'000, 0.02F}, {0, 1e-4F}, {-5'000, 1e-4F}, {90'000'000, 1.0F}}) {
        stage.begin();
        ImGui::EndFrame();
        stage.begin(passed_us);
        CHECK(ImGui::GetIO().DeltaTime == doctest::Approx(expected));
        ImGui::EndFrame();
    }
}

TEST_CASE("imgui - shapes and letters are drawn where they are within their clip rectangle") {
    screen::Fonts fonts;
    screen::Canvas canvas(fonts, 200, 100, screen::rgb("#FFFFFF"));
    SDL_Renderer* sdl = SDL_CreateSoftwareRenderer(canvas.surface());
    REQUIRE(sdl != nullptr);
    const SDL_Rect kept{0, 0, 200, 90};
    SDL_RenderSetClipRect(sdl, &kept);
    Stage stage;
    {
        Renderer renderer(sdl);
        REQUIRE(renderer.take_atlas(stage.atlas.get()));
        stage.begin();
        ImDrawList& list = *ImGui::GetBackgroundDrawList();
        list.AddRectFilled({10, 10}, {20, 20}, IM_COL32(10, 77, 176, 255));
        list.PushClipRect({40.0F, 10.0F}, {49.5F, 20.0F});
        list.AddRectFilled({30, 0}, {90, 60}, IM_COL32(154, 28, 19, 255));
        list.PopClipRect();
        list.AddText(stage.atlas.font(0), stage.atlas.font(0)->FontSize, {100, 10}, IM_COL32(11, 27, 43, 255), "H");
        list.AddRectFilled({150, 10}, {190, 50}, IM_COL32(11, 27, 43, 255), 12);
        list.AddRectFilled({0, 60}, {20, 80}, IM_COL32(0, 0, 0, 128));
        ImGui::Render();
        REQUIRE(renderer.draw(*ImGui::GetDrawData(), stage.atlas.get()));
        SDL_RenderFlush(sdl);
    }
    const auto white = screen::rgb("#FFFFFF");
    const auto blue = screen::rgb("#0A4DB0");
    CHECK(canvas.pixel(10, 10) == blue);
    CHECK(canvas.pixel(19, 19) == blue);
    CHECK(canvas.pixel(9, 10) == white);
    CHECK(canvas.pixel(20, 19) == white);
    const auto red = screen::rgb("#9A1C13");
    CHECK(canvas.pixel(39, 15) == white);
    CHECK(canvas.pixel(40, 15) == red);
    CHECK(canvas.pixel(49, 15) == red);  // a pixel that the rectangle touches is within it
    CHECK(canvas.pixel(50, 15) == white);
    CHECK(canvas.pixel(45, 9) == white);
    CHECK(canvas.pixel(45, 20) == white);
    // The letter's ink is the colour itself, and it is sharp: its stem begins from one pixel to the next.
    bool ink = false;
    for (int y = 10; y < 30; ++y) {
        for (int x = 100; x < 115; ++x) ink = ink || screen::contrast(canvas.pixel(x, y), screen::rgb("#0B1B2B")) < 1.3;
    }
    CHECK(ink);
    // Round corners: outside, and inside.
    CHECK(canvas.pixel(150, 10) == white);
    CHECK(canvas.pixel(154, 14) == screen::rgb("#0B1B2B"));
    const auto half = canvas.pixel(10, 70);
    CHECK(half.r == doctest::Approx(127).epsilon(0.02));
    SDL_Rect after{};
    SDL_RenderGetClipRect(sdl, &after);
    CHECK(after.h == 90);  // as it was
    SDL_DestroyRenderer(sdl);
}

}  // namespace luot::imgui_sdl
