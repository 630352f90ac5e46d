// What the pages may know of the running office at one moment. All of it is told: nothing here may be lost by a crash.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/state.hpp"
#include "engine/service.hpp"

namespace luot::web {

// A figure of a part that the pages know nothing about: its name on /metrics without the prefix, and what it is.
struct Figure {
    std::string name;
    std::string help;
    double value = 0;
    bool rises = false;                           // a counter; else a gauge
    std::map<std::string, std::string> labels{};  // few of them: each set is a line. Figures of one name stand together
};

struct Glance {
    const core::State* told = nullptr;
    engine::Health health;
    engine::Metrics metrics;
    core::TimeUs now_us = 0;        // office time
    bool accepting = false;         // devices are let in, and new commands are taken
    std::vector<Figure> figures{};  // for /metrics alone
};

// Network thread, and nothing that waits for a disk: probes hear how it is while it hangs. What told points to lives until the answer is
// made.
using TakeGlance = std::function<Glance()>;
using TakeFigures = std::function<std::vector<Figure>()>;

}  // namespace luot::web
