// A serial number pad with a display that is not there, at a real end: a pseudo-terminal. For tests and for the program of the same name.
// Written from the makes' descriptions; shares no code with the profiles. One thread, the executor's.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/pseudo_terminal.hpp"

namespace luot::testing {

enum class KeypadMake : std::uint8_t { plain, vfd_esc };
std::optional<KeypadMake> keypad_make(std::string_view profile);

// What the display shows, as far as it understands what is written: two lines, filled with blanks.
class KeypadDisplay {
  public:
    explicit KeypadDisplay(KeypadMake make);
    void take(std::string_view bytes);
    const std::vector<std::string>& lines() const { return lines_; }
    std::size_t wrong() const { return wrong_; }  // bytes that it could not make sense of
    void forget();                                // the power was off

  private:
    void take_plain(char byte);
    void take_vfd(char byte);
    void put(char byte);

    KeypadMake make_;
    std::size_t columns_;
    std::vector<std::string> lines_;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::string command_;
    std::size_t wrong_ = 0;
};

class VirtualKeypad {
  public:
    // `device`: see PseudoTerminal.
    VirtualKeypad(const boost::asio::any_io_executor& executor, KeypadMake make, std::filesystem::path device);
    ~VirtualKeypad();
    VirtualKeypad(const VirtualKeypad&) = delete;
    VirtualKeypad& operator=(const VirtualKeypad&) = delete;

    // What its keys send.
    void press(std::string_view bytes);
    const KeypadDisplay& display() const { return display_; }
    std::function<void()> on_told;  // the display was written to
    // The adapter is pulled out, and plugged in again; meanwhile there is no device.
    void unplug();
    void plug();

  private:
    void receive();

    boost::asio::any_io_executor executor_;
    KeypadDisplay display_;
    std::filesystem::path device_;
    std::shared_ptr<PseudoTerminal> terminal_;
    std::array<char, 256> bytes_{};
};

}  // namespace luot::testing
