#include "server/host_names.hpp"

#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

namespace luot::server {

namespace asio = boost::asio;
using boost::system::error_code;
using Addresses = std::vector<asio::ip::address>;

Addresses look_up_by_system(const std::string& host, error_code& error) {
    asio::io_context context;
    asio::ip::tcp::resolver resolver(context);
    Addresses addresses;
    for (const auto& entry : resolver.resolve(host, "", error)) addresses.push_back(entry.endpoint().address());
    return addresses;
}

HostNames::HostNames(asio::io_context& context, LookUp look_up) : context_(context), look_up_(std::move(look_up)) {
    way_->back = this;
}

HostNames::~HostNames() {
    const std::lock_guard lock(way_->mutex);
    way_->back = nullptr;
}

void HostNames::find(const std::string& host, Found found) {
    const auto one = under_way_.find(host);
    if (one != under_way_.end()) {
        one->second.push_back(std::move(found));
        return;
    }
    if (under_way_.size() >= at_once_max) {
        asio::post(context_, [found = std::move(found)] { found(asio::error::host_not_found_try_again, {}); });
        return;
    }
    under_way_[host].push_back(std::move(found));
    begin(host);
}

void HostNames::begin(const std::string& host) {
    try {
        std::thread([way = way_, look_up = look_up_, host] {
            error_code error;
            Addresses addresses = look_up(host, error);
            const std::lock_guard lock(way->mutex);
            HostNames* back = way->back;
            if (back == nullptr) return;
            asio::post(back->context_, [back, host, error, addresses = std::move(addresses)] { back->end(host, error, addresses); });
        }).detach();
    } catch (const std::system_error&) {  // no more threads are to be had
        asio::post(context_, [this, host] { end(host, asio::error::host_not_found_try_again, {}); });
    }
}

void HostNames::end(const std::string& host, const error_code& error, const Addresses& addresses) {
    const auto waiting = under_way_.extract(host);
    if (waiting.empty()) return;
    for (const Found& found : waiting.mapped()) found(error, addresses);
}

}  // namespace luot::server
