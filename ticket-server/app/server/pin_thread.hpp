// Checks clerks' PINs against the office file's lines, on a thread of its own: one at a time, because each takes some 20 ms of a core and
// 19 MiB (app/pin.hpp). Those that wait when it ends are dropped.
#pragma once

#include <atomic>
#include <map>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "app/office_file.hpp"
#include "net/sign_ins.hpp"
#include "server/worker.hpp"

namespace luot::server {

class PinThread final : public net::PinChecker {
  public:
    // Half a second's work: whoever does not fit in comes again in a moment. Each connection has one in it at most.
    static constexpr std::size_t waiting_max = 24;

    // Calls back on the executor, which outlives it.
    PinThread(boost::asio::any_io_executor executor, const std::map<core::ClerkCode, app::StaffMember>& staff);

    bool has_pin(const core::ClerkCode& clerk) const override { return hashes_.contains(clerk); }
    bool check(const core::ClerkCode& clerk, std::string pin, OnChecked on_checked) override;

  private:
    boost::asio::any_io_executor executor_;
    std::map<core::ClerkCode, std::string> hashes_;
    std::atomic<bool> failing_ = false;  // the last one, for want of memory
    Worker worker_{Worker::AtEnd::drop_waiting};
};

}  // namespace luot::server
