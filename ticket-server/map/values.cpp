#include "map/values.hpp"

namespace luot::map {

void write(const core::WaitRange& range, v1::WaitRange& to) {
    to.set_low_us(range.low_us);
    to.set_high_us(range.high_us);
}

core::WaitRange read(const v1::WaitRange& range) {
    core::WaitRange out;
    out.low_us = range.low_us();
    out.high_us = range.high_us();
    return out;
}

void write(const core::Promise& promise, v1::Promise& to) {
    to.set_ahead(promise.ahead);
    if (promise.wait) write(*promise.wait, *to.mutable_wait());
    to.set_past_closing(promise.past_closing);
}

core::Promise read(const v1::Promise& promise) {
    core::Promise out;
    out.ahead = promise.ahead();
    if (promise.has_wait()) out.wait = read(promise.wait());
    out.past_closing = promise.past_closing();
    return out;
}

}  // namespace luot::map
