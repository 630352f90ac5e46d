// What lies in the tray, hangs from the knife, and came out with an old roll: what a printer does with commands, row by row.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "virtual_printer/commands.hpp"

namespace luot::testing {

class Paper {
  public:
    struct Slip {
        int width = 0;
        std::vector<std::vector<bool>> rows;  // printed dots; blank rows for feeds
        bool cut = false;
    };
    const std::vector<Slip>& slips() const { return slips_; }  // cut ones
    const Slip& hanging() const { return hanging_; }           // printed and not cut
    const std::vector<Slip>& torn() const { return torn_; }    // ends of rolls
    const std::vector<std::string>& commands() const { return commands_; }
    int band_rows_most() const { return band_rows_most_; }

    // A printer that is always well: works the byte off at once, and says which command it completed.
    std::optional<Command> feed(std::uint8_t byte);

    // Row by row: a command is begun, and steps are done until there is none left.
    void begin(const Command& command);
    bool at_work() const { return !rows_.empty() || cuts_; }
    bool about_to_cut() const { return rows_.empty() && cuts_; }
    void step();
    void drop_work();  // of the command under way, and what is stored
    void tear_off();   // the roll is taken out, with what hangs from it

    // For what is worked off outside of the paper.
    void note(const std::string& command) { commands_.push_back(command); }

  private:
    void begin_picture(const std::vector<std::uint8_t>& bytes, std::size_t header, std::size_t row_bytes);

    CommandReader reader_;
    std::deque<std::vector<bool>> rows_;    // to be printed by the command under way
    std::deque<std::vector<bool>> stored_;  // by GS ( L 112
    bool cuts_ = false;
    Slip hanging_;
    std::vector<Slip> slips_;
    std::vector<Slip> torn_;
    std::vector<std::string> commands_;
    int band_rows_most_ = 0;
};

}  // namespace luot::testing
