#include "bench/processor_time.hpp"

#include <fstream>
#include <sstream>
#include <string>

#include <unistd.h>

namespace luot::bench {

std::optional<double> cpu_seconds_of(pid_t process) {
    std::ifstream in("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(in, text);
    // The program's name may hold blanks; what follows its bracket does not. utime and stime are fields 14 and 15 of all.
    std::istringstream words(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) words >> skipped;
    double user = 0;
    double system = 0;
    if (!(words >> user >> system)) return std::nullopt;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace luot::bench
