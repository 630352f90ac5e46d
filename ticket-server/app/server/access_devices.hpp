// Devices as those see them who look after them: what the lines know of them, for the access pages. Network thread.
#pragma once

#include <vector>

#include "core/moment.hpp"
#include "net/devices.hpp"
#include "web/access/device_pages.hpp"

namespace luot::server {

// Kiosks and boards that were in since the server started.
std::vector<web::SeenDevice> seen_devices(const net::Devices& devices, core::TimeUs now_us);

}  // namespace luot::server
