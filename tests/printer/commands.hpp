// Bytes into ESC/POS commands: the tests' own idea of the language, sharing nothing with the encoder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luot::testing {

struct Command {
    // init, feed, cut, raster (GS v 0), store and print (GS ( L 112 and 50), done? (GS r), automatic (GS a), and in real time status1 to
    // status4 (DLE EOT), resume and recover (DLE ENQ 1 and 2), drop (DLE DC4 8); unknown
    std::string name;
    std::vector<std::uint8_t> bytes;
    bool in_real_time = false;
};

class CommandReader {
  public:
    std::optional<Command> next(std::uint8_t byte);
    std::size_t pending() const { return pending_.size(); }  // bytes of a command that is not complete
    void forget() { pending_.clear(); }

  private:
    std::optional<Command> escape();
    std::optional<Command> group();
    std::optional<Command> graphics();
    std::optional<Command> real_time();
    std::optional<Command> when(std::size_t size, const std::string& name, bool in_real_time = false);

    std::vector<std::uint8_t> pending_;
};

}  // namespace luot::testing
