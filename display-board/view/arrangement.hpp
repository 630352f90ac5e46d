// Where the panels of a layout are on a screen of some size, with what they have to show.
#pragma once

#include <memory>
#include <vector>

#include "board_view/panel.hpp"

namespace luot::board_view {

// How much larger than the design's a screen's pixels are to be counted: a screen that stands while the design lies (or the other way
// round) is measured against the design turned.
double scale_of(const Layout& layout, int width, int height);

class Arrangement {
  public:
    struct Place {
        std::unique_ptr<Panel> panel;
        PanelKind kind = PanelKind::call;
        screen::Rect rect;  // empty: it has no room now
        bool moved = true;  // since the last arrange()
    };

    explicit Arrangement(const Layout& layout);

    // Gives every panel its rectangle.
    void arrange(const Pen& pen, const screen::Rect& all, const board::Picture& picture, const Beside& beside);

    std::vector<Place>& places() { return places_; }
    const std::vector<Place>& places() const { return places_; }
    const Layout& layout() const { return layout_; }

  private:
    struct Measure;
    void add_panels(const Part& part);

    Layout layout_;
    std::vector<Place> places_;  // in the order of the tree
};

}  // namespace luot::board_view
