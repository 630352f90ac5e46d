// What every screen is shown of the office alike: a fold of the server's snapshots and of the changes after them. Tickets and calls are
// for whoever keeps them. Pure; one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "luot/v1/push.pb.h"

namespace luot::shown {

// Words in `language`, or in the first language there is; empty where there are none.
std::string text_in(const v1::Texts& texts, std::string_view language);

struct OfficeShown {
    v1::Office office;
    v1::DayStatus day;
    std::map<std::string, v1::FieldStatus> fields;        // by code
    std::map<std::uint64_t, v1::CounterStatus> counters;  // empty for those who are shown none

    void apply(const v1::Snapshot& snapshot);  // replaces everything
    // A change of the office or of its day forgets fields and counters: those that there are now come behind it.
    void apply(const v1::Change& change);
};

}  // namespace luot::shown
