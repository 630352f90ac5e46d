// Says when SQLite begins to move its log into the database file: the only time that this file is written to.
#pragma once

#include <array>
#include <filesystem>
#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace luot::crash {

class LogWatch {
  public:
    // Throws std::system_error where the system does not watch files.
    LogWatch(boost::asio::io_context& context, std::function<void()> moving);

    // Calls `moving` once, at the next write to this file; of one watched before, no more is heard.
    void watch(const std::filesystem::path& database);
    void forget();

  private:
    void read();

    std::function<void()> moving_;
    boost::asio::posix::stream_descriptor events_;
    alignas(8) std::array<char, 4'096> bytes_;
    int watched_ = -1;
};

}  // namespace luot::crash
