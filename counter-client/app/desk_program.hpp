// The clerk's window at work: hands, keypad and server for DeskFsm, what it wants to the server, the screen, the loudspeaker and the
// settings. One thread, the executor's.
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "desk/desk_fsm.hpp"
#include "keypad/address.hpp"
#include "screen/canvas.hpp"
#include "screen/fonts.hpp"
#include "wire/client_link.hpp"

namespace luot::counter_app {

struct DeskProgramOptions {
    wire::LinkOptions link;
    desk::DeskOptions desk;
    std::filesystem::path settings_file;  // empty: nothing is remembered
    bool offscreen = false;               // a picture in memory instead of a window
    std::filesystem::path screenshot;     // rewritten when the picture changes, at most twice a second; empty: none
    bool loudspeaker = true;              // where there is a device
    bool silent_this_run = false;         // the remembered sound is off until a hand turns it on, and remembered all the same
    int display = 1;                      // which screen, counted from 1
    std::optional<keypad::Address> keypad;
};

// What others are told; each may be empty.
struct DeskSinks {
    std::function<void(const desk::Page& page)> changed;  // another page than before
    // It was drawn; the picture alone where there is no window.
    std::function<void(const screen::Canvas* picture, const desk::Page& page)> drawn;
    std::function<void(bool there, const std::string& why)> keypad;
};

class DeskProgram {
  public:
    // `context`, `fonts` and `words` outlive it. `done` is called once, when the clerk leaves. Throws std::runtime_error where a window is
    // wanted and there is no display.
    DeskProgram(boost::asio::io_context& context, DeskProgramOptions options, screen::Fonts& fonts, const words::Words& words,
                DeskSinks sinks, std::function<void()> done);
    ~DeskProgram();
    DeskProgram(const DeskProgram&) = delete;
    DeskProgram& operator=(const DeskProgram&) = delete;

    void start();
    // The counter stays as it is, with whoever is there. `done` is not called any more.
    void stop();

    // Hands, in the place of the window's.
    void key(const desk::KeyPress& press);
    bool click(const std::string& target);  // false: it is not seen
    void type(const std::string& text);
    void scroll(int rows);
    void wants_to_close();

    desk::Page page();  // with all that was done so far: what was not drawn yet is drawn first

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::counter_app
