// counter-client --rating: the small screen before the citizen at a counter.
#pragma once

#include <filesystem>

#include "counter_app/options.hpp"

namespace luot::counter_app {

struct RatingOptions {
    bool offscreen = false;  // a picture in memory instead of a window
    bool windowed = false;   // in a window of `width` × `height`, not on the full screen
    int width = 1280;        // of the picture; on the full screen its own size is used
    int height = 800;
    double diagonal_mm = 0;            // of the screen; 0: rating_view::Size
    int display = 1;                   // which screen, counted from 1
    std::filesystem::path screenshot;  // rewritten when the picture changes, at most twice a second; empty: none
    std::filesystem::path keep;        // a folder for opinions while the server is away; empty: SDL's for this program
};

// Until its window is closed, "quit" on standard input, or SIGTERM. Lines of standard input: "touch TARGET", "quit". Prints JSON lines:
// {"page":"ask","ticket":…} when another page is there, {"rated":"H012","ticket":…,"grade":…,"outcome":"accepted"} when an opinion is
// settled ("sent_before":true beside "already_rated": it is most likely itself what the server has), {"error":"not_on_page",…} for a touch
// that touched nothing. Returns the program's exit code; throws where opinions can be kept nowhere, or another screen keeps them there.
int run_rating(const Options& options, const RatingOptions& rating);

}  // namespace luot::counter_app
