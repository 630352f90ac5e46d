#include "server/pin_thread.hpp"

#include <utility>

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "app/pin.hpp"

namespace luot::server {

namespace {

net::PinCheck result_of(app::PinMatch match) {
    switch (match) {
        case app::PinMatch::right:
            return net::PinCheck::right;
        case app::PinMatch::wrong:
            return net::PinCheck::wrong;
        case app::PinMatch::no_memory:
            return net::PinCheck::failed;
    }
    return net::PinCheck::failed;
}

}  // namespace

PinThread::PinThread(boost::asio::any_io_executor executor, const std::map<core::ClerkCode, app::StaffMember>& staff)
    : executor_(std::move(executor)) {
    for (const auto& [clerk, member] : staff) {
        if (!member.pin.empty()) hashes_.emplace(clerk, member.pin);
    }
}

bool PinThread::check(const core::ClerkCode& clerk, std::string pin, OnChecked on_checked) {
    auto job = [this, &hash = hashes_.at(clerk), pin = std::move(pin), on_checked = std::move(on_checked)]() mutable {
        const net::PinCheck result = result_of(app::check_pin(hash, pin));
        const bool failed = result == net::PinCheck::failed;
        if (failed && !failing_) spdlog::error("there is no memory to check clerks' PINs; whoever signs in is told to try again");
        failing_ = failed;
        // What the answer holds is let go on the network thread.
        boost::asio::post(executor_, [on_checked = std::move(on_checked), result] { on_checked(result); });
    };
    return worker_.add(std::move(job), waiting_max);
}

}  // namespace luot::server
