// How long it takes to bring a board's picture up to date in software: one JSON object, in milliseconds.
//     board-frame [WIDTH HEIGHT [FRAMES]]      1920 1080 600 where nothing is given
#define DOCTEST_CONFIG_DISABLE
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <cstring>
#include <functional>
#include <iostream>

#include "board_pictures.hpp"
#include "board_view/load_layouts.hpp"
#include "board_view/renderer.hpp"

namespace {

using namespace luot;
using board_view::Frame;

constexpr std::int64_t frame_us = 16'667;

int number_in(const char* text, int otherwise) {
    int number = otherwise;
    std::from_chars(text, text + std::strlen(text), number);
    return number;
}

struct Bench {
    screen::Fonts fonts;
    board_view::Layouts layouts = board_view::load_layouts({}).value();
    screen::Canvas canvas;
    board_view::Renderer renderer;
    std::int64_t now_us = 0;

    Bench(int width, int height) : canvas(fonts, width, height, screen::rgb("#000000")), renderer(fonts) {
        renderer.set_layout(layouts.in("hall", width, height));
    }

    double draw_ms(const board::Picture& picture, std::size_t* changed = nullptr) {
        now_us += frame_us;
        const auto began = std::chrono::steady_clock::now();
        const Frame frame = renderer.draw(canvas, picture, now_us);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
        if (changed != nullptr) *changed += frame.changed.size();
        return took.count();
    }
};

boost::json::object figures(std::vector<double> times) {
    std::ranges::sort(times);
    // Nearest rank.
    const auto at = [&times](double share) {
        const auto rank = static_cast<std::size_t>(share * static_cast<double>(times.size()) + 0.999999);
        return times[std::clamp<std::size_t>(rank, 1, times.size()) - 1];
    };
    return {{"frames", times.size()}, {"p50_ms", at(0.5)}, {"p99_ms", at(0.99)}, {"max_ms", times.back()}};
}

boost::json::object repeated(int frames, const std::function<double(int)>& once) {
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) times.push_back(once(i));
    return figures(std::move(times));
}

}  // namespace

int main(int argc, char** argv) {
    const int width = argc > 2 ? number_in(argv[1], 1'920) : 1'920;
    const int height = argc > 2 ? number_in(argv[2], 1'080) : 1'080;
    const int frames = std::max(argc > 3 ? number_in(argv[3], 600) : 600, 1);
    const testing::BoardPictures pictures("vi");
    const board::Picture calling = pictures.calling();

    Bench bench(width, height);
    const double first_ms = bench.draw_ms(calling);  // fonts are opened, and texts shaped that were not seen yet
    boost::json::object report{{"width", width}, {"height", height}, {"first_ms", first_ms}};
    report["running_line"] = repeated(frames, [&](int) { return bench.draw_ms(calling); });

    board::Picture night = calling;
    night.brightness = 40;
    bench.draw_ms(night);
    report["running_line_dimmed"] = repeated(frames, [&](int) { return bench.draw_ms(night); });

    report["full_redraw"] = repeated(std::max(frames / 10, 1), [&](int) {
        bench.renderer.set_theme({});
        return bench.draw_ms(calling);
    });

    // Every second and a half a new call: it fades in, the lines slide, it pulses, and the line runs on.
    board::Picture busy = calling;
    busy.current->fresh = true;
    report["new_call"] = repeated(frames, [&](int i) {
        if (i % 90 == 0) {
            busy.last_calls.insert(busy.last_calls.begin(), {busy.current->number, busy.current->counter, busy.current->ticket});
            busy.last_calls.resize(12);
            busy.current->seq += 1;
            busy.current->ticket += 100;
            busy.current->number = "H" + std::to_string(100 + i / 90);
        }
        return bench.draw_ms(busy);
    });

    board::Picture idle = calling;
    idle.running.clear();
    for (int i = 0; i < 120; ++i) bench.draw_ms(idle);  // what moved comes to rest
    std::size_t changed = 0;
    report["idle"] = repeated(frames, [&](int) { return bench.draw_ms(idle, &changed); });
    report["idle_changed"] = changed;  // but what moves against burn-in, once a minute
    std::cout << boost::json::serialize(report) << '\n';
}
