// What a board drives beside its screen: panels of dots over UDP, chains of counter signs over serial lines. Each output keeps its own
// pace, outlives whatever happens to its device (not there at the start, unplugged, lost packets) and says so once. One thread, the
// executor's.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "board/picture.hpp"
#include "outputs/address.hpp"

namespace luot::outputs {

struct OutputStatus {
    std::string address;  // as it was told: the URL
    bool working = false;
    std::string detail;  // English, for a log
    bool operator==(const OutputStatus&) const = default;
};

class Output;

class Outputs {
  public:
    // std::invalid_argument for what wrong_together() says. `changed` is called, from the executor, after a status has become
    // another one: for the heartbeat. The log has it already.
    Outputs(const boost::asio::any_io_executor& executor, std::vector<OutputAddress> addresses, std::function<void()> changed = {});
    ~Outputs();
    Outputs(const Outputs&) = delete;
    Outputs& operator=(const Outputs&) = delete;

    void start();
    // Shows this from now on: panels draw the picture and move what moves by themselves, signs the numbers of picture.counters; brightness
    // and darkness are the picture's. To be called when the picture has changed; it is cheap, and more often does no harm.
    void show(const board::Picture& picture);
    // In the order in which they were told.
    std::vector<OutputStatus> statuses() const;
    // Nothing more is sent, and no status told, but that each panel gets one dark frame at once, and each sign a blank. Signs are told one
    // after the other, as their line allows: going_dark() until that is over, limits::signs_dark_most at most, while the executor is run.
    void stop();
    bool going_dark() const;

  private:
    std::vector<std::shared_ptr<Output>> outputs_;
};

}  // namespace luot::outputs
