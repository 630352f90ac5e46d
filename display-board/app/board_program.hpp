// The board at work: follows the server, speaks what is to be spoken, and keeps the picture up to date. One thread, the executor's.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "board_app/options.hpp"
#include "screen/canvas.hpp"
#include "words/catalogue.hpp"

namespace luot::board_app {

// Where things go; each may be empty.
struct Outputs {
    std::function<void(const std::string& line)> announce;     // a JSON line for each announcement, as it begins
    std::function<void(const std::string& line)> call_seen;    // a JSON line for each call, once
    std::function<void(const screen::Canvas& picture)> shown;  // the picture changed
};

class BoardProgram {
  public:
    // `fonts`, `words` and `context` outlive it. `done` is called once when it ends by itself: with an empty line when all is well (once:
    // the picture was shown), else with why, one line of English.
    BoardProgram(boost::asio::io_context& context, Options options, screen::Fonts& fonts, const words::Words& words, Outputs outputs,
                 std::function<void(const std::string& failure)> done);
    ~BoardProgram();
    BoardProgram(const BoardProgram&) = delete;
    BoardProgram& operator=(const BoardProgram&) = delete;

    void start();
    void stop();  // done is not called any more

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::board_app
