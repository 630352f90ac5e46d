// The office's picture, as devices get it.
#pragma once

#include <string>

#include "app/office_file.hpp"
#include "net/devices.hpp"

namespace luot::server {

// Read from where the office file says. Empty where there is none; where it cannot be used, that is logged: an office without its picture
// is an office all the same.
net::Logo take_logo(const std::string& office_path, const app::OfficeFile& office);

}  // namespace luot::server
