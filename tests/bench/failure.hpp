// The bench itself failed: a server that does not start, a reply that says no, a disk that is full. Figures that fall short are no failure.
#pragma once

#include <stdexcept>

namespace luot::bench {

class Failure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace luot::bench
