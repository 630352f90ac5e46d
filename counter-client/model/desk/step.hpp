// The one next step, by what is so at the counter. Whom it will call is decided by the office's policy, on the server: it names nobody.
#pragma once

#include "desk/state.hpp"

namespace luot::desk {

enum class Step : std::uint8_t { none, open, resume, call_returned, call, start, finish_and_call };

Step step_of(const Desk& desk);
// With words why not, where there is nothing to do.
Button step_button(const Desk& desk);
void take_step(Desk& desk);

}  // namespace luot::desk
