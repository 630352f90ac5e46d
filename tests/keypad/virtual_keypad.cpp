#include "virtual_keypad/virtual_keypad.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

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
    terminal_ = std::make_shared<PseudoTerminal>(executor_, device_);
    receive();
}

void VirtualKeypad::unplug() {
    if (!terminal_) return;
    terminal_->pull_out();
    terminal_.reset();
    display_.forget();
}

void VirtualKeypad::press(std::string_view bytes) {
    if (terminal_) asio::write(terminal_->line(), asio::buffer(bytes));
}

void VirtualKeypad::receive() {
    terminal_->line().async_read_some(asio::buffer(bytes_), [this, terminal = terminal_](const error_code& error, std::size_t size) {
        if (error || terminal != terminal_) return;
        display_.take({bytes_.data(), size});
        if (on_told) on_told();
        if (terminal == terminal_) receive();
    });
}

}  // namespace luot::testing
