// Pictures beside the calls, whole, on the board's ground; each fades in over the one before it.
#include <cmath>

#include "board_view/limits.hpp"
#include "board_view/panel.hpp"

namespace luot::board_view {
namespace {

using screen::Canvas;
using screen::Rect;

class SlidesPanel final : public Panel {
  public:
    bool wanted(const board::Picture& picture, const Beside& beside) const override {
        return beside.slide != nullptr && picture.phase != board::Phase::connecting;
    }
    int height(const Pen& pen, const board::Picture&, int) const override { return pen.px(400); }

    Drawn draw(const Scene& scene) override {
        const bool other = scene.beside.slide != shown_;
        if (scene.anew) before_.reset();
        if (other && shown_ && !scene.anew) {
            before_ = shown_;
            from_us_ = scene.now_us;
        }
        shown_ = scene.beside.slide;
        if (!scene.anew && !other && !before_) return {};
        const std::int64_t passed = scene.now_us - from_us_;
        if (before_ && passed >= limits::cross_fade_us) before_.reset();
        scene.pen.canvas.fill(scene.rect, scene.pen.theme.ink);
        if (before_) put(scene, *before_, 255);
        if (shown_) {
            const double in = before_ ? static_cast<double>(passed) / static_cast<double>(limits::cross_fade_us) : 1;
            // Where the new one does not cover the old one, the ground comes back with it.
            if (before_) scene.pen.canvas.fill(scene.rect, screen::with_alpha(scene.pen.theme.ink, opacity(in)));
            put(scene, *shown_, opacity(in));
        }
        return {true, before_ ? std::optional(scene.now_us) : std::nullopt};
    }

  private:
    static std::uint8_t opacity(double share) { return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * 255)); }

    static void put(const Scene& scene, const Canvas& picture, std::uint8_t opacity) {
        const Rect rect = scene.rect.inset(static_cast<int>(slide_frame_px * scene.pen.scale));
        const double fit = std::min({static_cast<double>(rect.w) / picture.width(), static_cast<double>(rect.h) / picture.height(), 1.0});
        const int w = std::max(static_cast<int>(picture.width() * fit), 1);
        const int h = std::max(static_cast<int>(picture.height() * fit), 1);
        const int x = rect.x + (rect.w - w) / 2;
        const int y = rect.y + (rect.h - h) / 2;
        if (w == picture.width()) {
            scene.pen.canvas.blit(picture, x, y, opacity);
        } else {
            scene.pen.canvas.blit(picture.scaled(w, h), x, y, opacity);
        }
    }

    std::shared_ptr<const Canvas> shown_;
    std::shared_ptr<const Canvas> before_;
    std::int64_t from_us_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_slides() {
    return std::make_unique<SlidesPanel>();
}

}  // namespace luot::board_view
