// How a board's screen is divided: a tree of parts with panels as its leaves, as a layout file says it. Pure values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luot::board_view {

enum class PanelKind : std::uint8_t {
    header,    // the office, the clock
    stale,     // that the numbers may be old; no room where they are not
    notice,    // a supervisor's; no room without one
    call,      // the call that is current, large; calm words where there is none
    calls,     // the calls before it; no room where there is none
    fields,    // for each field the number called last, who waits and for how long; no room where there is none
    counters,  // what stands over a counter
    slides,    // pictures from a folder; no room where there is none
    running,   // the office's running text; no room without one
};

// A panel, or parts below or beside each other.
struct Part {
    std::optional<PanelKind> panel;
    std::vector<Part> parts;
    bool across = false;
    int size_px = 0;  // pixels of the design
    int share = 0;    // of what the others leave; with neither: as much as the panel needs
    int columns = 1;  // of the panel calls: 1 to 4
};

struct Layout {
    std::string name;
    int design_w = 1920;  // sizes are pixels of a screen of this size; other screens are that, scaled
    int design_h = 1080;
    std::string upright;  // the layout that is used in its place where a screen is higher than wide; empty: itself, turned
    Part root;
};

// Every layout that there is.
class Layouts {
  public:
    explicit Layouts(std::map<std::string, Layout, std::less<>> layouts) : layouts_(std::move(layouts)) {}

    bool has(std::string_view name) const { return layouts_.contains(name); }
    // For a screen of this size. One that is not there is the hall's: whoever asks says so (has()).
    const Layout& in(std::string_view name, int width, int height) const&;
    const Layout& in(std::string_view name, int width, int height) const&& = delete;
    const std::map<std::string, Layout, std::less<>>& all() const& { return layouts_; }

  private:
    std::map<std::string, Layout, std::less<>> layouts_;
};

}  // namespace luot::board_view
