#include "kiosk/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace luot::kiosk {

std::optional<Qr> make_qr(const std::string& text) {
    constexpr std::size_t text_bytes_max = 300;  // some 65 modules a side
    if (text.empty() || text.size() > text_bytes_max) return std::nullopt;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return std::nullopt;
    Qr qr;
    qr.side = code->width;
    const auto modules = static_cast<std::size_t>(qr.side) * static_cast<std::size_t>(qr.side);
    for (std::size_t i = 0; i < modules; ++i) qr.dark.push_back((code->data[i] & 1U) != 0);
    return qr;
}

}  // namespace luot::kiosk
