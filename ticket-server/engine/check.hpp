// Assertions that stay on in production: a broken one is a bug, and going on would make it durable.
#pragma once

namespace luot::engine {

// Says what was violated on stderr and aborts, unless `holds`.
void check(bool holds, const char* what);

}  // namespace luot::engine
