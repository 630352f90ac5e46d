#include "log_watch.hpp"

#include <cerrno>
#include <system_error>

#include <sys/inotify.h>
#include <boost/asio/buffer.hpp>

namespace luot::crash {

LogWatch::LogWatch(boost::asio::io_context& context, std::function<void()> moving) : moving_(std::move(moving)), events_(context) {
    const int descriptor = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "inotify");
    events_.assign(descriptor);
    read();
}

void LogWatch::watch(const std::filesystem::path& database) {
    forget();
    watched_ = ::inotify_add_watch(events_.native_handle(), database.c_str(), IN_MODIFY | IN_ONESHOT);
}

void LogWatch::forget() {
    if (watched_ >= 0) ::inotify_rm_watch(events_.native_handle(), watched_);
    watched_ = -1;
}

void LogWatch::read() {
    events_.async_read_some(boost::asio::buffer(bytes_), [this](const boost::system::error_code& error, std::size_t count) {
        if (error) return;
        bool written = false;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= count;) {
            const auto* const event = reinterpret_cast<const inotify_event*>(bytes_.data() + at);
            written = written || (event->wd == watched_ && (event->mask & IN_MODIFY) != 0);
            at += sizeof(inotify_event) + event->len;
        }
        if (written) {
            watched_ = -1;  // it was for once
            moving_();
        }
        read();
    });
}

}  // namespace luot::crash
