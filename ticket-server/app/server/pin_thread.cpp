#include "server/pin_thread.hpp"

#include <utility>

#include <sodium.h>
#include <boost/asio/post.hpp>

#include "app/pin.hpp"

namespace luot::server {

PinThread::PinThread(boost::asio::any_io_executor executor, const std::map<core::ClerkCode, app::StaffMember>& staff)
    : executor_(std::move(executor)) {
    for (const auto& [clerk, member] : staff) {
        if (!member.pin.empty()) hashes_.emplace(clerk, member.pin);
    }
}

bool PinThread::check(const core::ClerkCode& clerk, std::string pin, OnChecked on_checked) {
    auto job = [this, &hash = hashes_.at(clerk), pin = std::move(pin), on_checked = std::move(on_checked)]() mutable {
        const bool right = app::pin_matches(hash, pin);
        sodium_memzero(pin.data(), pin.size());
        // What the answer holds is let go on the network thread.
        boost::asio::post(executor_, [on_checked = std::move(on_checked), right] { on_checked(right); });
    };
    return worker_.add(std::move(job), waiting_max);
}

}  // namespace luot::server
