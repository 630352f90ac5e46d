// The office's running text: moves evenly from right to left for as long as it does not fit, and stands still where it does.
#include <cmath>
#include <optional>

#include "board_view/limits.hpp"
#include "board_view/panel.hpp"
#include "screen/text_strip.hpp"

namespace luot::board_view {
namespace {

using screen::Colour;
using screen::Rect;
using screen::Weight;

constexpr const char* between = "     ·     ";

class Running final : public Panel {
  public:
    bool wanted(const board::Picture& picture, const Beside&) const override { return !picture.running.empty(); }
    int height(const Pen& pen, const board::Picture&, int) const override { return pen.px(68); }

    Drawn draw(const Scene& scene) override {
        const Pen& pen = scene.pen;
        const Rect& rect = scene.rect;
        const Colour back = mixed(pen.theme.ink, screen::rgb("#000000"), 0.45);
        const auto style = pen.style(34, Weight::medium, pen.theme.text_on_dark);
        const bool other = scene.anew || texts_ != scene.picture.running;
        if (other) {
            // The same text goes on where it was, on a screen of another size too.
            if (texts_ != scene.picture.running) begun_us_ = scene.now_us;
            texts_ = scene.picture.running;
            const std::string line = joined();
            const int margin = pen.px(48);
            if (pen.canvas.measure(line, style).w <= rect.w - 2 * margin) {
                strip_.reset();
                pen.canvas.fill(rect, back);
                pen.text(rect.x + margin, pen.canvas.middle_baseline(rect, style), line, style);
                return {true, {}};
            }
            if (const Made made{texts_, style.size_px, style.colour, rect.w, rect.h}; !strip_ || made != made_) {
                strip_.emplace(pen.canvas.fonts(), texts_, between, style, rect.h, rect.w + margin, limits::strip_width_max);
                made_ = made;
            }
            if (pen.on_text != nullptr && *pen.on_text) {
                const int high = pen.canvas.metrics(style).cap_height;
                (*pen.on_text)({line, {rect.x, rect.y + (rect.h - high) / 2, rect.w, high}, style, back, strip_->texts_left_out() > 0});
            }
        }
        if (!strip_) return {};
        // The whole picture moves against burn-in; this line does not, or it would stumble.
        const std::int64_t length = std::int64_t{strip_->length()} * 256;
        const std::int64_t start = (pen.px(48) - scene.shift_x) * std::int64_t{256};
        const std::int64_t passed = (scene.now_us - begun_us_) * 256 / 1'000 * speed(pen.scale) / 1'000;
        strip_->draw(pen.canvas, rect, ((passed - start) % length + length) % length, back);
        return {true, scene.now_us};
    }

  private:
    // What the strip was made of.
    struct Made {
        std::vector<std::string> texts;
        int size_px = 0;
        Colour colour;
        int w = 0;
        int h = 0;
        bool operator==(const Made&) const = default;
    };
    static int speed(double scale) {
        const double steps = limits::running_px_per_s * scale / limits::running_step_px_per_s;
        return std::max(static_cast<int>(std::lround(steps)), 1) * limits::running_step_px_per_s;
    }
    std::string joined() const {
        std::string line;
        for (const auto& text : texts_) line += std::string(line.empty() ? "" : between) + text;
        return line;
    }

    std::vector<std::string> texts_;
    std::optional<screen::TextStrip> strip_;
    Made made_;
    std::int64_t begun_us_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_running() {
    return std::make_unique<Running>();
}

}  // namespace luot::board_view
