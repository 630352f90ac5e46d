// Every bound of webhooks, with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::web::hooks {

struct Limits {
    // An SMS gateway, a Zalo gateway, the city's dashboard: an office has three.
    std::size_t hooks = 16;
    // Of one hook. Calls are news for minutes, and a busy district centre makes some 400 in an hour; beyond, the oldest is let go and
    // counted, since who is told of it hours later has long been served. With every hook full some 20 MB.
    std::size_t waiting_a_hook = 2'000;
    // From one try to the next: doubled each time, half of it to one and a half by chance, so that a gateway that comes back is not met by
    // all at once.
    std::int64_t first_pause_s = 5;
    std::int64_t longest_pause_s = 3'600;
    // Then a delivery is given up: nobody waits for yesterday's number. One that is refused is given up at once (is_refused_for_good), so
    // that a citizen without a telephone number does not keep all others from being told.
    std::int64_t given_up_after_s = 86'400;
    std::size_t url_bytes = 500;
    std::size_t secret_bytes_least = 16;
    std::size_t secret_bytes_most = 128;
    // Of what a hook answers; more than a status is not looked at.
    std::size_t answer_bytes = 16'384;
};

}  // namespace luot::web::hooks
