#include "keypad/evdev_device.hpp"

#if defined(LUOT_KEYPAD_HAS_EVDEV)
#include <fcntl.h>
#endif
#if defined(LUOT_KEYPAD_HAS_EVDEV)
#include <linux/input.h>
#endif
#if defined(LUOT_KEYPAD_HAS_EVDEV)
#include <unistd.h>
#endif

#if defined(LUOT_KEYPAD_HAS_EVDEV)
#include <cerrno>

namespace luot::keypad {
namespace {

// EVIOCGRAB of linux/input.h. Its argument is no address to be read: whatever is not null grabs.
class Grab {
  public:
    int name() const { return static_cast<int>(EVIOCGRAB); }
    void* data() { return this; }
};

}  // namespace

std::optional<EvdevDevice> open_evdev(const boost::asio::any_io_executor& executor, const std::string& device, bool grab,
                                      boost::system::error_code& error, std::string& remark) {
    const int descriptor = ::open(device.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        error.assign(errno, boost::system::system_category());
        return std::nullopt;
    }
    EvdevDevice opened(executor);
    opened.assign(descriptor, error);
    if (error) {
        ::close(descriptor);
        return std::nullopt;
    }
    if (grab) {
        Grab command;
        boost::system::error_code refused;
        opened.io_control(command, refused);
        if (refused) remark = device + ": other programs get its keys, too (" + refused.message() + ")";
    }
    return opened;
}

}  // namespace luot::keypad
#endif
