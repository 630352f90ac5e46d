#include "server/usual_day.hpp"

#include <utility>

namespace luot::server {

bool UsualDay::wants(core::BusinessDay day, std::chrono::milliseconds now) {
    const bool another = day_ != day;
    if (!another && (!failed_ || now - asked_ < usual_again_after)) return false;
    if (another) usual_ = {};
    day_ = day;
    asked_ = now;
    failed_ = false;
    return true;
}

void UsualDay::came(core::BusinessDay day, std::optional<web::live::Usual> usual) {
    if (day_ != day) return;
    failed_ = !usual;
    if (usual) usual_ = std::move(*usual);
}

}  // namespace luot::server
