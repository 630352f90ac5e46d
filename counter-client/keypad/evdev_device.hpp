// A Linux event device that only we hear: /dev/input/event*. Nowhere else is there such a thing, and nothing of this is built.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string>

#if defined(BOOST_ASIO_HAS_POSIX_STREAM_DESCRIPTOR) && defined(__linux__)
#define LUOT_KEYPAD_HAS_EVDEV

namespace luot::keypad {

using EvdevDevice = boost::asio::posix::stream_descriptor;

// Nothing, and the error: it cannot be opened. With `grab` no other program gets its keys; where that is refused it is used all the same,
// and `remark` says so in one line of English.
std::optional<EvdevDevice> open_evdev(const boost::asio::any_io_executor& executor, const std::string& device, bool grab,
                                      boost::system::error_code& error, std::string& remark);

}  // namespace luot::keypad

#endif
