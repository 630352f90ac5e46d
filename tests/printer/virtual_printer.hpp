// A printer on 127.0.0.1 that interprets what it gets into paper, as far as its condition lets it: it stands still without paper, with its
// cover open or its knife stuck, keeps what it has been sent, and goes on when it is mended. Lives on the caller's io_context.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "virtual_printer/paper.hpp"

namespace luot::testing {

class VirtualPrinter {
  public:
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    struct Behaviour {
        // How it is. mend() ends all of these.
        bool paper_out = false;
        bool near_end = false;
        bool cover_open = false;
        bool knife_stuck = false;   // an error that DLE ENQ ends once its cause is gone
        bool out_of_order = false;  // an error that nothing ends
        bool offline = false;       // for a reason of its own
        // What happens while it prints; after so many rows from now. mend() lets it not happen again.
        std::size_t paper_ends_at_row = never;
        std::size_t cover_opens_at_row = never;
        bool knife_jams = false;  // at the next cut
        // What it does on the line.
        bool silent = false;    // answers nothing
        bool nonsense = false;  // answers anything, by `seed`
        unsigned seed = 1;
        int swallows_question = 0;        // the how-manieth from now is not answered
        std::size_t drop_after = never;   // closes the line after so many bytes of it
        std::size_t stall_after = never;  // reads no further
        bool keeps_its_place = false;     // in a command, when the line breaks
        // What it is.
        bool knows_done = true;             // answers GS r
        bool knows_drop = false;            // DLE DC4 8
        std::size_t buffer_bytes = 65'536;  // takes no more than it can print of
        std::chrono::microseconds row_time{0};
    };

    // The port is any free one where 0 is given. Throws boost::system::system_error where that port is taken.
    VirtualPrinter(boost::asio::io_context& io, Behaviour how, std::uint16_t port = 0);
    ~VirtualPrinter();
    VirtualPrinter(const VirtualPrinter&) = delete;
    VirtualPrinter& operator=(const VirtualPrinter&) = delete;

    std::string port() const;
    void close();  // it is switched off, and says nothing more

    Behaviour& behaviour() { return behaviour_; }
    void change(const std::function<void(Behaviour&)>& how);  // reports by itself what has changed, where that was asked for
    void mend();                                              // new paper, cover closed, knife free; what it holds is printed on

    const Paper& paper() const { return paper_; }
    bool in_command() const { return reader_.pending() > 0; }
    std::size_t holds_bytes() const { return held_; }  // taken and not worked off
    int lines() const { return lines_; }               // that were opened so far
    bool has_line() const { return connected_; }
    bool quiet() const { return held_ == 0 && reader_.pending() == 0; }
    std::size_t received() const { return received_; }  // on this line
    std::function<void(const Paper::Slip&)> on_slip;    // has been cut

  private:
    struct Network;
    void take(std::uint8_t byte);
    void do_at_once(const Command& command);
    void work();
    void work_a_row();
    bool stands_still() const;
    void said(std::size_t rows);
    void answer(std::initializer_list<std::uint8_t> bytes);
    void answer_question(int which);
    void report_if_changed();
    std::uint8_t status(int which) const;
    std::vector<std::uint8_t> report() const;

    Behaviour behaviour_;
    Paper paper_;
    CommandReader reader_;
    std::deque<Command> queue_;
    std::size_t held_ = 0;
    std::size_t rows_ = 0;  // printed since it was mended
    std::size_t received_ = 0;
    bool reports_ = false;
    bool connected_ = false;
    std::vector<std::uint8_t> reported_;
    int lines_ = 0;
    unsigned nonsense_ = 0;
    std::unique_ptr<Network> network_;
};

// What a condition's name stands for: healthy, near-end, paper-end, cover-open, knife-jam, offline, slow, drops-line, silent, nonsense,
// swallows-query. Those that happen in mid-slip do so after `row` rows.
std::optional<VirtualPrinter::Behaviour> behaviour_of(std::string_view condition, std::size_t row = 200);
const std::vector<std::string>& condition_names();

}  // namespace luot::testing
