// Getting a slip onto paper, and knowing whether it got there. Every printer prints one job at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "escpos/bitmap.hpp"
#include "escpos/profile.hpp"
#include "transport/address.hpp"
#include "transport/paper_counter.hpp"
#include "transport/state.hpp"

namespace luot::transport {

// printed: the printer said so, or nothing is left that could go wrong (a file). failed: no whole slip came out. unknown: the whole picture
// was sent, and nobody can say what became of it, or it is on paper that somebody has to get out by hand.
enum class Result : std::uint8_t { printed, failed, unknown };

enum class Trouble : std::uint8_t {
    none,
    unreachable,  // no connection, no such device
    paper_end,
    cover_open,
    printer_error,  // knife, head, or offline for a reason of its own
    broken_off,     // the line broke, or the printer stopped taking data
    silent,         // it tells nothing
    storage,        // a file cannot be written
    stopped,        // the program ended
};
const char* to_string(Result result);
const char* to_string(Trouble trouble);

struct Outcome {
    Result result = Result::unknown;
    Trouble trouble = Trouble::none;
    std::string detail;           // English, for a log; empty when printed, but for what could not be counted
    bool paper_near_end = false;  // by the sensor or by the count
};

struct Job {
    std::string name;  // tells slips apart in a folder of pictures: number and time
    escpos::Bitmap picture;
};

// Bounds of every wait; nothing about a printer may hold up a kiosk for longer than their sum.
struct Limits {
    std::chrono::milliseconds connect{3'000};
    std::chrono::milliseconds status_answer{600};  // to one DLE EOT; printers answer within some ms
    std::chrono::milliseconds write_stall{8'000};  // no byte taken for so long: paper end in mid-slip, or a dead line
    // What is waited for a slip's end is its height at the profile's pace and `after_slip`.
    std::chrono::milliseconds after_slip{500};
    // And so much more of a printer that says when it is done, and is well: it is slow.
    std::chrono::milliseconds late{8'000};
    std::chrono::milliseconds watch_every{3'000};  // between two looks at an idle printer
};

struct Options {
    escpos::Profile profile;
    Limits limits;
    std::shared_ptr<PaperCounter> paper;  // none: nothing is counted
};

class Printer {
  public:
    virtual ~Printer() = default;
    // `on_done` is called once, later, on the executor's thread; not before the call returns. Must not be called while a job is under way.
    virtual void print(Job job, std::function<void(Outcome)> on_done) = 0;
    // Ends the job under way soon: its outcome is then what is known of it. Watches no longer, and prints nothing more.
    virtual void stop() = 0;

    // From now on the printer is looked at while it is idle, and `on_state` called on the executor's thread when its state is known and
    // whenever it changes; never from within this call, and not after stop(). To be called once.
    virtual void watch(std::function<void(const State&)> on_state) = 0;
    // What was known last; nothing before the first look or job.
    virtual std::optional<State> state() const = 0;
};

std::unique_ptr<Printer> create_printer(boost::asio::any_io_executor executor, const Address& address, const Options& options);

// The kinds of printers that create_printer() chooses from. A device is a special file, such as /dev/usb/lp0; a file gets the bytes of one
// job after another; a folder gets one PNG of exactly the printed dots for each. A queue of CUPS takes them as raw jobs.
std::unique_ptr<Printer> create_stream_printer(boost::asio::any_io_executor executor, const Address& address, const Options& options);
std::unique_ptr<Printer> create_file_printer(const boost::asio::any_io_executor& executor, const Address& address, const Options& options);
std::unique_ptr<Printer> create_png_printer(const boost::asio::any_io_executor& executor, const Address& address, const Options& options);
std::unique_ptr<Printer> create_cups_printer(boost::asio::any_io_executor executor, const Address& address, const Options& options);

}  // namespace luot::transport
