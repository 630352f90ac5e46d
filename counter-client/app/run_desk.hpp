// The clerk's window, in a window or offscreen.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "counter_app/options.hpp"
#include "desk/desk_fsm.hpp"
#include "keypad/address.hpp"

namespace luot::counter_app {

// What the command line said of the window. What it did not say is as it was the last time.
struct DeskOptions {
    Options common;
    std::optional<desk::Mode> mode;
    std::optional<int> scale_percent;
    std::string language;
    std::string settings;  // file; empty: the system's folder for programs' own files
    std::string keys;      // file; empty: the usual keys
    std::string screenshot;
    bool offscreen = false;
    bool sound = true;
    int display = 1;
    std::optional<keypad::Address> keypad;
};

// Until the clerk leaves, or SIGTERM; the counter stays as it is, with whoever is there. Offscreen, lines of standard input do what hands
// do, and each page is a line of JSON on standard output:
//
//     key NAME [NAME …]     presses: Enter, "Pad +" as Pad+, R, Shift+Tab
//     click TARGET          on what is seen
//     type TEXT             for whatever takes text
//     scroll ROWS           down is positive
//     close                 the window's cross
//     page                  the page once more
//     quit                  ends at once, as SIGTERM does
int run_desk(const DeskOptions& options);

}  // namespace luot::counter_app
