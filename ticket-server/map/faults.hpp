// What was wrong with a message that was read: the first fault. After a fault the value that was made is of no use.
#pragma once

namespace luot::map {

class Faults {
  public:
    // `what` is a literal: the name of the field, or a few English words for a log.
    void add(const char* what) {
        if (first_ == nullptr) first_ = what;
    }
    void require(bool holds, const char* what) {
        if (!holds) add(what);
    }
    bool none() const { return first_ == nullptr; }
    const char* first() const { return first_ == nullptr ? "" : first_; }

  private:
    const char* first_ = nullptr;
};

}  // namespace luot::map
