// What a process has had of the processors.
#pragma once

#include <optional>

#include <sys/types.h>

namespace luot::bench {

// Its own code's time and the system's for it, in seconds, by the ticks of the system's clock (10 ms). Nothing: there is no such process.
std::optional<double> cpu_seconds_of(pid_t process);

}  // namespace luot::bench
