// How long it takes to draw each of the kiosk's screens in software: one JSON object, in milliseconds.
//     kiosk-frame [WIDTH HEIGHT [FRAMES]]      1080 1920 30 where nothing is given
#define DOCTEST_CONFIG_DISABLE
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <cstring>
#include <iostream>

#include "touch_pages.hpp"
#include "touch_view/view.hpp"

namespace {

using namespace luot;

double drawn_ms(screen::Canvas& canvas, const touch::Page& page) {
    const auto began = std::chrono::steady_clock::now();
    touch_view::draw(canvas, page, touch_view::lay_out(page, {canvas.width(), canvas.height(), 0}));
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

int number_in(const char* text, int otherwise) {
    int number = otherwise;
    std::from_chars(text, text + std::strlen(text), number);
    return number;
}

}  // namespace

int main(int argc, char** argv) {
    const int width = argc > 2 ? number_in(argv[1], 1'080) : 1'080;
    const int height = argc > 2 ? number_in(argv[2], 1'920) : 1'920;
    const int frames = std::max(argc > 3 ? number_in(argv[3], 30) : 30, 1);
    screen::Fonts fonts;
    screen::Canvas canvas(fonts, width, height, screen::rgb("#FFFFFF"));
    boost::json::object pages;
    double worst = 0;
    for (const auto& [name, page] : testing::all_pages("vi", {})) {
        std::vector<double> times;
        for (int i = 0; i < frames; ++i) times.push_back(drawn_ms(canvas, page));
        const double first = times.front();  // fonts are opened, and texts shaped that were not seen yet
        std::ranges::sort(times);
        const double middle = times[times.size() / 2];
        worst = std::max(worst, middle);
        pages[name] = {{"p50_ms", middle}, {"first_ms", first}};
    }
    std::cout << boost::json::serialize(
                     boost::json::object{{"width", width}, {"height", height}, {"worst_p50_ms", worst}, {"pages", pages}})
              << '\n';
}
