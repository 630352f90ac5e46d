#include "journal/journal.hpp"

#include <stdexcept>

namespace luot::journal {

void throw_exception_from_error(const Failure& failure, const boost::source_location& location) {
    throw std::runtime_error(failure.what + " (" + location.to_string() + ")");
}

}  // namespace luot::journal
