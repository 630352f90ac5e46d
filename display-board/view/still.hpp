// A panel that stands still.
#pragma once

#include <optional>
#include <utility>

#include "board_view/panel.hpp"

namespace luot::board_view {

// Drawn anew when what it shows has changed.
class Still : public Panel {
  public:
    Drawn draw(const Scene& scene) final {
        board::Picture relevant = part_of(scene.picture);
        const bool same = !scene.anew && drawn_ && *drawn_ == relevant && logo_ == scene.beside.logo;
        if (same) return {};
        paint(scene);
        drawn_ = std::move(relevant);
        logo_ = scene.beside.logo;
        return {true, {}};
    }

  protected:
    virtual board::Picture part_of(const board::Picture& picture) const = 0;
    virtual void paint(const Scene& scene) const = 0;

  private:
    std::optional<board::Picture> drawn_;
    std::shared_ptr<const screen::Canvas> logo_;
};

}  // namespace luot::board_view
