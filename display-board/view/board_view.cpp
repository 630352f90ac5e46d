#include "board_view/board_view.hpp"

#include "board_view/renderer.hpp"

namespace luot::board_view {
namespace {

Part leaf(PanelKind kind, int share = 0) {
    Part part;
    part.panel = kind;
    part.share = share;
    return part;
}

Layout hall() {
    Part body;
    body.across = true;
    body.share = 1;
    body.parts = {leaf(PanelKind::call, 615), leaf(PanelKind::calls, 385)};
    Layout layout;
    layout.root.parts = {leaf(PanelKind::header), leaf(PanelKind::stale),  body,
                         leaf(PanelKind::fields), leaf(PanelKind::notice), leaf(PanelKind::running)};
    return layout;
}

}  // namespace

void draw(screen::Canvas& canvas, const board::Picture& picture, const screen::Theme& theme) {
    draw(canvas, picture, hall(), theme);
}

}  // namespace luot::board_view
