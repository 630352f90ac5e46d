// What was written where, for those who check that it can be read.
#pragma once

#include <functional>
#include <string>

#include "screen/canvas.hpp"

namespace luot::board_view {

struct DrawnText {
    std::string text;
    screen::Rect rect;  // from the top of the capitals to the baseline
    screen::TextStyle style;
    screen::Colour ground;  // below it, before it was drawn
    bool cut = false;       // some of it had no room
};
using OnText = std::function<void(const DrawnText&)>;

}  // namespace luot::board_view
