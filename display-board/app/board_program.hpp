// The board at work: follows the server, shows and speaks what comes, drives what hangs beside it, and says how it is. One thread, the
// executor's.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "board_app/options.hpp"
#include "board_app/speaker.hpp"
#include "board_view/layout.hpp"
#include "screen/canvas.hpp"
#include "words/catalogue.hpp"

namespace luot::board_app {

// What others are told; each may be empty.
struct Sinks {
    std::function<void(const std::string& line)> said;       // a JSON line for what becomes of each call that is to be spoken: lines.hpp
    std::function<void(const std::string& line)> call_seen;  // a JSON line for each call, once
    // The picture was drawn, with everything up to this seq; it may look as before.
    std::function<void(const screen::Canvas& picture, std::uint64_t seq)> shown;
};

class BoardProgram {
  public:
    // `context`, `fonts`, `words` and `layouts` outlive it. `done` is called once when it ends by itself: with an empty line when all is
    // well (once: the picture was shown; somebody closed the window), else with why, one line of English. Throws std::runtime_error where a
    // window is wanted and there is no display.
    BoardProgram(boost::asio::io_context& context, Options options, screen::Fonts& fonts, const words::Words& words,
                 const board_view::Layouts& layouts, std::unique_ptr<Speaker> speaker, Sinks sinks,
                 std::function<void(const std::string& failure)> done);
    ~BoardProgram();
    BoardProgram(const BoardProgram&) = delete;
    BoardProgram& operator=(const BoardProgram&) = delete;

    void start();
    void stop();  // done is not called any more
    // After stop(): counter signs are being told to be dark, as long as the context is run. Bounded.
    bool going_dark() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::board_app
