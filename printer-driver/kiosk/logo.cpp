#include "kiosk/logo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace luot::kiosk {

namespace {

constexpr int paper_from = 250;     // as good as white
constexpr double enlarged_max = 8;  // more turns a favicon into squares
using Histogram = std::array<double, 256>;

std::uint8_t grey_of(screen::Colour colour) {
    const double luma = 0.299 * colour.r + 0.587 * colour.g + 0.114 * colour.b;
    const double cover = colour.a / 255.0;
    return static_cast<std::uint8_t>(std::lround(luma * cover + 255 * (1 - cover)));
}

// The mean over the part of a picture that one dot stands for.
struct Scaled {
    int w = 0;
    int h = 0;
    std::vector<double> grey;
};

Scaled scaled(const std::vector<std::uint8_t>& grey, int w, int h, int to_w, int to_h) {
    // How much of each source pixel falls into each target one, along one side.
    const auto mean_along = [](const std::vector<double>& line, int to) {
        std::vector<double> out(static_cast<std::size_t>(to));
        const double step = static_cast<double>(line.size()) / to;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double begin = static_cast<double>(i) * step;
            const double end = std::min(begin + step, static_cast<double>(line.size()));
            double sum = 0;
            for (auto at = static_cast<std::size_t>(begin); at < line.size() && static_cast<double>(at) < end; ++at) {
                const double overlap = std::min(end, static_cast<double>(at) + 1) - std::max(begin, static_cast<double>(at));
                sum += overlap * line[at];
            }
            out[i] = sum / (end - begin);
        }
        return out;
    };
    const auto columns = static_cast<std::size_t>(to_w);
    std::vector<double> narrow(columns * static_cast<std::size_t>(h));
    for (int y = 0; y < h; ++y) {
        const auto begin = grey.begin() + static_cast<std::ptrdiff_t>(y) * w;
        const auto line = mean_along({begin, begin + w}, to_w);
        std::ranges::copy(line, narrow.begin() + static_cast<std::ptrdiff_t>(y) * to_w);
    }
    Scaled out{to_w, to_h, std::vector<double>(columns * static_cast<std::size_t>(to_h))};
    std::vector<double> column(static_cast<std::size_t>(h));
    for (std::size_t x = 0; x < columns; ++x) {
        for (std::size_t y = 0; y < column.size(); ++y) column[y] = narrow[y * columns + x];
        const auto line = mean_along(column, to_h);
        for (std::size_t y = 0; y < line.size(); ++y) out.grey[y * columns + x] = line[y];
    }
    return out;
}

Histogram histogram_of(const std::vector<std::uint8_t>& grey) {
    Histogram histogram{};
    for (const auto tone : grey) histogram[tone] += 1;
    return histogram;
}

// Drawings have a handful of tones, and edges between them.
bool is_drawing(const Histogram& histogram) {
    constexpr std::size_t tones = 4;
    constexpr double share = 0.85;
    constexpr int reach = 6;
    Histogram left = histogram;
    const double all = std::accumulate(left.begin(), left.end(), 0.0);
    double held = 0;
    for (std::size_t tone = 0; tone < tones; ++tone) {
        const auto most = std::ranges::max_element(left) - left.begin();
        for (auto at = std::max<std::ptrdiff_t>(most - reach, 0); at <= std::min<std::ptrdiff_t>(most + reach, 255); ++at) {
            held += left[static_cast<std::size_t>(at)];
            left[static_cast<std::size_t>(at)] = 0;
        }
    }
    return held >= share * all;
}

// Otsu's threshold: the tone between the two groups that differ most.
double parting_tone(const Histogram& histogram) {
    const double all = std::accumulate(histogram.begin(), histogram.end(), 0.0);
    double sum = 0;
    for (std::size_t tone = 0; tone < histogram.size(); ++tone) sum += static_cast<double>(tone) * histogram[tone];
    double below = 0;
    double sum_below = 0;
    double best = -1;
    std::size_t first = 0;  // of the tones that part them equally well: the threshold is in their middle
    std::size_t last = 0;
    for (std::size_t tone = 0; tone + 1 < histogram.size(); ++tone) {
        below += histogram[tone];
        sum_below += static_cast<double>(tone) * histogram[tone];
        if (below == 0 || below == all) continue;
        const double apart = sum_below / below - (sum - sum_below) / (all - below);
        const double spread = below * (all - below) * apart * apart;
        if (spread > best) {
            best = spread;
            first = tone;
        }
        if (spread >= best) last = tone;
    }
    // Of one tone alone: all of it is the logo.
    return best < 0 ? 255 : static_cast<double>(first + last) / 2 + 0.5;
}

Dots cut_at(const Scaled& picture, double threshold) {
    Dots dots(picture.w, picture.h);
    for (std::size_t i = 0; i < picture.grey.size(); ++i) dots.dark[i] = picture.grey[i] < threshold;
    return dots;
}

// Floyd and Steinberg's, over the tones stretched from black to paper.
Dots dithered(Scaled picture, const Histogram& histogram) {
    const auto darkest = static_cast<double>(std::ranges::find_if(histogram, [](double count) { return count > 0; }) - histogram.begin());
    const double stretch = 255 / std::max(255 - darkest, 1.0);
    for (double& tone : picture.grey) tone = (tone - darkest) * stretch;
    Dots dots(picture.w, picture.h);
    const auto at = [&](int x, int y) -> double& {
        return picture.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.w) + static_cast<std::size_t>(x)];
    };
    const auto spread = [&](int x, int y, double error) {
        if (x >= 0 && x < picture.w && y < picture.h) at(x, y) += error;
    };
    for (int y = 0; y < picture.h; ++y) {
        for (int x = 0; x < picture.w; ++x) {
            const double tone = at(x, y);
            const bool dark = tone < 128;
            const double error = tone - (dark ? 0 : 255);
            dots.set(x, y, dark);
            spread(x + 1, y, error * 7 / 16);
            spread(x - 1, y + 1, error * 3 / 16);
            spread(x, y + 1, error * 5 / 16);
            spread(x + 1, y + 1, error / 16);
        }
    }
    return dots;
}

}  // namespace

screen::Result<Logo> Logo::from_picture(const screen::Canvas& picture) {
    int left = picture.width();
    int right = -1;
    int top = picture.height();
    int bottom = -1;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (grey_of(picture.pixel(x, y)) >= paper_from) continue;
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = y;
        }
    }
    if (right < 0) return screen::Failure{"the logo is as white as paper"};
    Logo logo;
    logo.w_ = right - left + 1;
    logo.h_ = bottom - top + 1;
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) logo.grey_.push_back(grey_of(picture.pixel(x, y)));
    }
    return logo;
}

screen::Result<Logo> Logo::from_png(screen::Fonts& fonts, std::span<const std::uint8_t> png) {
    const auto picture = screen::Canvas::read_png(fonts, png);
    if (!picture) return picture.error();
    return from_picture(*picture);
}

Dots Logo::dots(int width_max, int height_max) const {
    const double scale = std::min({static_cast<double>(width_max) / w_, static_cast<double>(height_max) / h_, enlarged_max});
    const int w = std::clamp(static_cast<int>(std::lround(w_ * scale)), 1, width_max);
    const int h = std::clamp(static_cast<int>(std::lround(h_ * scale)), 1, height_max);
    const Histogram histogram = histogram_of(grey_);
    Scaled picture = scaled(grey_, w_, h_, w, h);
    return is_drawing(histogram) ? cut_at(picture, parting_tone(histogram)) : dithered(std::move(picture), histogram);
}

}  // namespace luot::kiosk
