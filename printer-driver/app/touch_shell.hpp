// The kiosk's screen at work: a window or a picture that is drawn anew when something changes, touches and scanned lines for TouchFsm, and
// its wishes for KioskShell. One thread, the executor's.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

#include "printer_app/kiosk_shell.hpp"
#include "printer_app/pin_file.hpp"
#include "touch/page.hpp"
#include "touch/touch_state.hpp"

namespace luot::printer_app {

struct ScreenOptions {
    bool window = true;     // false: pictures alone
    bool windowed = false;  // in a window of `width` × `height`, not on the full screen
    int width = 1080;       // of the picture; on the full screen its own size is used
    int height = 1920;
    double diagonal_mm = 0;            // of the screen; 0: see touch_view::Size
    bool speech = true;                // where there is a voice
    std::filesystem::path screenshot;  // rewritten when the picture changes, at most twice a second; empty: none
    std::optional<PinFile> pin;        // none: no technician's side
    touch::TouchOptions touch;
};

class TouchShell {
  public:
    struct Ends {
        std::function<void()> closed;   // somebody closed the window
        std::function<void()> restart;  // a technician wants the program to begin anew
    };

    // `shell` and `words` outlive it. Throws std::runtime_error where there is no display, or no font.
    TouchShell(boost::asio::io_context& io, KioskShell& shell, const words::Words& words, ScreenOptions options, Ends ends);
    ~TouchShell();
    TouchShell(const TouchShell&) = delete;
    TouchShell& operator=(const TouchShell&) = delete;

    // Before the shell's start().
    void start();
    // What a line of standard input may do in the place of a hand: `target` as in the page. False: it is not on it.
    bool touch(const std::string& target);
    void scan(std::string_view line);
    // An answer of the shell's. False: it is for somebody else.
    bool answered(const spool::Answer& answer);
    // What is on the screen.
    const touch::Page& page() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::printer_app
