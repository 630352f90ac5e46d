#include "server/hall_logo.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "app/office_logo.hpp"

namespace luot::server {

net::Logo take_logo(const std::string& office_path, const app::OfficeFile& office) {
    net::Logo logo;
    const auto png = app::load_logo(office_path, office);
    if (!png) spdlog::warn("{}", png.error().what);
    if (!png || png->empty()) return logo;
    logo.png = *png;
    logo.digest.resize(crypto_generichash_BYTES);
    crypto_generichash(reinterpret_cast<unsigned char*>(logo.digest.data()), logo.digest.size(),
                       reinterpret_cast<const unsigned char*>(logo.png.data()), logo.png.size(), nullptr, 0);
    return logo;
}

}  // namespace luot::server
