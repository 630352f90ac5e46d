#include "server/hall_logo.hpp"

#include <spdlog/spdlog.h>

#include "app/office_logo.hpp"
#include "server/secret_bytes.hpp"

namespace luot::server {

net::Logo take_logo(const std::string& office_path, const app::OfficeFile& office) {
    net::Logo logo;
    const auto png = app::load_logo(office_path, office);
    if (!png) spdlog::warn("{}", png.error().what);
    if (!png || png->empty()) return logo;
    logo.png = *png;
    logo.digest = blake2b_256(logo.png);
    return logo;
}

}  // namespace luot::server
