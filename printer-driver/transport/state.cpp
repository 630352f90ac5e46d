#include "transport/state.hpp"

namespace luot::transport {

const char* to_string(Condition condition) {
    switch (condition) {
        case Condition::ready:
            return "ready";
        case Condition::paper_low:
            return "paper_low";
        case Condition::paper_end:
            return "paper_end";
        case Condition::cover_open:
            return "cover_open";
        case Condition::fault:
            return "fault";
        case Condition::unreachable:
            return "unreachable";
        case Condition::silent:
            return "silent";
    }
    return "silent";
}

State state_of(const escpos::PrinterStatus& status, bool near_end_sensor) {
    if (status.cover_open) return {Condition::cover_open, "the printer's cover is open"};
    if (status.paper_end || status.stopped_on_paper_end) return {Condition::paper_end, "the printer is out of paper"};
    if (status.cutter_error) return {Condition::fault, "the printer's knife is stuck"};
    if (status.unrecoverable) return {Condition::fault, "the printer needs service: an error that it cannot recover from"};
    if (status.error) return {Condition::fault, "the printer reports an error"};
    if (status.offline) return {Condition::fault, "the printer is offline"};
    if (near_end_sensor && status.paper_near_end) return {Condition::paper_low, "the printer's paper is near its end"};
    return {Condition::ready, {}};
}

}  // namespace luot::transport
