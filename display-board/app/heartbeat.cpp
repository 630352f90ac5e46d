#include "board_app/heartbeat.hpp"

#include "board_app/limits.hpp"

namespace luot::board_app {

void Heartbeat::connected() {
    anew_ = true;
    thumbnail_said_ = thumbnail_.empty();
}

void Heartbeat::picture_changed() {
    picture_changed_ = true;
}

bool Heartbeat::wants_thumbnail(std::int64_t steady_us) const {
    return picture_changed_ && (!thumbnail_at_us_ || steady_us - *thumbnail_at_us_ >= limits::thumbnail_apart_us);
}

void Heartbeat::thumbnail(std::string png, std::int64_t steady_us) {
    picture_changed_ = false;
    thumbnail_at_us_ = steady_us;
    if (png == thumbnail_) return;
    thumbnail_ = std::move(png);
    thumbnail_said_ = thumbnail_.empty();
}

std::optional<v1::BoardReport> Heartbeat::due(const v1::BoardReport& now, std::int64_t steady_us) {
    const bool early = said_at_us_ && steady_us - *said_at_us_ < limits::report_apart_us;
    if (early && !anew_) return std::nullopt;
    v1::BoardReport compared = now;
    compared.clear_drawn_at_us();
    const bool changed = compared.SerializeAsString() != said_.SerializeAsString();
    const bool late = said_at_us_ && steady_us - *said_at_us_ >= limits::report_every_us;
    if (!changed && thumbnail_said_ && !late && !anew_) return std::nullopt;

    v1::BoardReport report = now;
    if (!thumbnail_said_) report.set_thumbnail(thumbnail_);
    said_ = std::move(compared);
    said_at_us_ = steady_us;
    anew_ = false;
    thumbnail_said_ = true;
    return report;
}

}  // namespace luot::board_app
