// When a board says how it is: when that changes, at most once a second, and every minute. Pure; steady time is handed in, in microseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "luot/v1/envelope.pb.h"

namespace luot::board_app {

class Heartbeat {
  public:
    // The server may know nothing of this board: all is said anew, the thumbnail too.
    void connected();

    // A thumbnail of the present picture is worth making: it is another one than was made small last, and that was long enough ago.
    void picture_changed();
    bool wants_thumbnail(std::int64_t steady_us) const;
    void thumbnail(std::string png, std::int64_t steady_us);

    // `now` as it is, without a thumbnail. What is to be reported, if anything is. That it was drawn again changes nothing by itself.
    std::optional<v1::BoardReport> due(const v1::BoardReport& now, std::int64_t steady_us);

  private:
    v1::BoardReport said_;
    std::optional<std::int64_t> said_at_us_;
    bool anew_ = true;
    std::string thumbnail_;
    bool thumbnail_said_ = true;
    bool picture_changed_ = false;
    std::optional<std::int64_t> thumbnail_at_us_;
};

}  // namespace luot::board_app
