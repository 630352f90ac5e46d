// /healthz: the server is alive, and what state it is in, as JSON. /readyz: it has loaded and takes commands. Pure.
#pragma once

#include "web/glance.hpp"
#include "web/page.hpp"

namespace luot::web {

// 200 as long as anybody answers: a server that recovers its journal or waits for an administrator must not be restarted for it.
//   {"status": "serving" | "recovering" | "stopping" | "stopped", "reason": "…", "since_us": 0, "disk_full": false, "epoch": 1, "seq": 12,
//    "clock_suspect": false, "day_open": true}
Page health_page(const Glance& glance);

// 200 or 503, with the same body.
Page ready_page(const Glance& glance);

}  // namespace luot::web
