// One thing that a board drives, and the word about how it is.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "board/picture.hpp"
#include "outputs/outputs.hpp"

namespace luot::outputs {

class Output {
  public:
    Output(std::string address, std::function<void()> changed)
        : changed_(std::move(changed)), status_{std::move(address), false, "not begun"} {}
    virtual ~Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    virtual void start() = 0;
    virtual void show(const board::Picture& picture) = 0;
    // Handlers that are still under way keep it alive and do nothing more.
    virtual void stop() = 0;
    // After stop(): something is still to be told.
    virtual bool going_dark() const { return false; }

    const OutputStatus& status() const { return status_; }

  protected:
    // A line in the log and a word to who asked for it, if this is another status than before.
    void tell(bool working, std::string detail);

  private:
    std::function<void()> changed_;
    OutputStatus status_;
};

std::shared_ptr<Output> make_pixel_output(const boost::asio::any_io_executor& executor, std::string address, const PixelTarget& target,
                                          std::function<void()> changed);
std::shared_ptr<Output> make_signs_output(const boost::asio::any_io_executor& executor, std::string address, const SignsTarget& target,
                                          std::function<void()> changed);

}  // namespace luot::outputs
