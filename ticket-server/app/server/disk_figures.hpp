// How large the journal is and what is left on its disk, for /metrics. A thread of its own reads it once in some seconds: where the disk
// hangs, whoever asks hears how long it has said nothing. Network thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/worker.hpp"
#include "web/glance.hpp"

namespace luot::server {

// Of this data folder, read now. What the system does not say is left out.
std::vector<web::Figure> read_disk_figures(const std::filesystem::path& folder);

class DiskFigures {
  public:
    using Clock = std::chrono::steady_clock;
    using Read = std::function<std::vector<web::Figure>()>;

    static constexpr std::chrono::seconds every{5};
    // Older ones are left out: rather none than those of before the disk filled up.
    static constexpr std::chrono::seconds good_for{30};

    // `read` is called on the thread, and once in begin() on this one. Nothing of the executor's runs after it.
    DiskFigures(boost::asio::any_io_executor executor, Read read);

    void begin();

    // With their age, "disk_figures_age_seconds", whatever it is.
    void add_to(std::vector<web::Figure>& to, Clock::time_point now) const;

  private:
    void look_in_a_while();
    void look();

    boost::asio::any_io_executor executor_;
    const Read read_;
    boost::asio::steady_timer next_look_;
    std::vector<web::Figure> figures_;
    Clock::time_point read_at_;
    Worker worker_{Worker::AtEnd::drop_waiting};  // ends first
};

}  // namespace luot::server
