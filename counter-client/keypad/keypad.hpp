// A number pad that is the counter's alone, whatever program has the keyboard: its keys come, its display is told what to show. Survives
// being unplugged, and finds it again. One thread, the executor's.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "keypad/address.hpp"

namespace luot::keypad {

class Keypad {
  public:
    struct Watcher {
        std::function<void(const desk::KeyPress&)> pressed;
        // It is there from now on, or is not, and why: one line of English. Each once until it changes.
        std::function<void(bool there, const std::string& why)> plugged;
        // Something is wrong with it that goes on, one line of English: its digits reach other programs, too.
        std::function<void(const std::string& what)> remark;
    };

    Keypad(const boost::asio::any_io_executor& executor, Address address, Watcher watcher);
    // Nothing is called back after it.
    ~Keypad();
    Keypad(const Keypad&) = delete;
    Keypad& operator=(const Keypad&) = delete;

    void start();
    // On its display, where it has one; told again after it was away, and now and then.
    void show(std::vector<std::string> lines);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::keypad
