// Why a picture could not be read or written, or a font not opened: one English sentence for a log.
#pragma once

#include <stdexcept>
#include <string>

#include <boost/system/result.hpp>

namespace luot::screen {

struct Failure {
    std::string reason;
};

[[noreturn]] inline void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
    throw std::runtime_error(failure.reason);
}

template <class T>
using Result = boost::system::result<T, Failure>;

}  // namespace luot::screen
