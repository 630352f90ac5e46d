#include "virtual_keypad/virtual_keypad.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <boost/asio/write.hpp>
#include <stdexcept>

namespace luot::testing {

namespace asio = boost::asio;
using boost::system::error_code;

std::optional<KeypadMake> keypad_make(std::string_view profile) {
    if (profile == "plain") return KeypadMake::plain;
    if (profile == "vfd-esc") return KeypadMake::vfd_esc;
    return std::nullopt;
}

KeypadDisplay::KeypadDisplay(KeypadMake make) : make_(make), columns_(make == KeypadMake::plain ? 16 : 20) {
    forget();
}

void KeypadDisplay::forget() {
    lines_.assign(2, std::string(columns_, ' '));
    row_ = column_ = 0;
    command_.clear();
}

void KeypadDisplay::take(std::string_view bytes) {
    for (const char byte : bytes) {
        if (make_ == KeypadMake::plain) {
            take_plain(byte);
        } else {
            take_vfd(byte);
        }
    }
}

void KeypadDisplay::put(char byte) {
    if (column_ == columns_ || byte < ' ' || byte > '~') {
        ++wrong_;
        return;
    }
    lines_[row_][column_++] = byte;
}

// FF clears, CR goes to the line's beginning, LF to the next line.
void KeypadDisplay::take_plain(char byte) {
    if (byte == '\f') return forget();
    if (byte == '\r') {
        column_ = 0;
    } else if (byte == '\n') {
        row_ = 1;
    } else {
        put(byte);
    }
}

// ESC Q A text CR: the upper line is this. ESC Q B: the lower one.
void KeypadDisplay::take_vfd(char byte) {
    if (command_.empty() && byte != '\x1b') {
        ++wrong_;
        return;
    }
    command_ += byte;
    if (command_.size() == 2 && byte != 'Q') return (void)(++wrong_, command_.clear());
    if (command_.size() == 3 && byte != 'A' && byte != 'B') return (void)(++wrong_, command_.clear());
    if (command_.size() <= 3) return;
    if (command_.size() == 4) {
        row_ = command_[2] == 'A' ? 0 : 1;
        column_ = 0;
        lines_[row_].assign(columns_, ' ');
    }
    if (byte == '\r') return command_.clear();
    put(byte);
}

VirtualKeypad::VirtualKeypad(const asio::any_io_executor& executor, KeypadMake make, std::filesystem::path device)
    : executor_(executor), display_(make), device_(std::move(device)) {
    plug();
}

VirtualKeypad::~VirtualKeypad() {
    unplug();
}

void VirtualKeypad::plug() {
    if (terminal_) return;
    // A program that the test starts must not hold the ends of what is pulled out.
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) throw std::runtime_error("no pseudo-terminal");
    const std::string slave = ::ptsname(master);
    slave_ = ::open(slave.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios raw{};
    if (slave_ < 0 || ::tcgetattr(slave_, &raw) != 0) throw std::runtime_error("no pseudo-terminal's other end");
    ::cfmakeraw(&raw);
    ::tcsetattr(slave_, TCSANOW, &raw);
    terminal_ = std::make_shared<asio::posix::stream_descriptor>(executor_, master);
    std::error_code ignored;  // usually there is none
    std::filesystem::remove(device_, ignored);
    std::filesystem::create_symlink(slave, device_);
    receive();
}

void VirtualKeypad::unplug() {
    if (!terminal_) return;
    std::error_code ignored;  // whoever cleaned up before us
    std::filesystem::remove(device_, ignored);
    terminal_->close();
    terminal_.reset();
    ::close(slave_);
    display_.forget();
}

void VirtualKeypad::press(std::string_view bytes) {
    if (terminal_) asio::write(*terminal_, asio::buffer(bytes));
}

void VirtualKeypad::receive() {
    terminal_->async_read_some(asio::buffer(bytes_), [this, terminal = terminal_](const error_code& error, std::size_t size) {
        if (error || terminal != terminal_) return;
        display_.take({bytes_.data(), size});
        if (on_told) on_told();
        if (terminal == terminal_) receive();
    });
}

}  // namespace luot::testing
