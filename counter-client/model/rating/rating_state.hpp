// Everything that the rating screen depends on. RatingFsm changes it; pages.hpp makes the page of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rating/kept_rating.hpp"
#include "rating/limits.hpp"
#include "rating/page.hpp"
#include "shown/office_shown.hpp"

namespace luot::rating {

struct Asking {
    std::uint64_t ticket = 0;
    std::string number;
    Place place;
    Instant since{0};
    Instant until{0};
};

struct Thanking {
    Place place;
    std::uint64_t ticket = 0;
    Instant until{0};
    bool told = false;  // the server has answered
};

struct RatingState {
    std::uint64_t counter = 0;
    shown::OfficeShown office;
    bool has_office = false;
    bool live = false;
    std::optional<Instant> lost_at;  // nothing: it is there, or never was
    Instant now{0};
    std::optional<Asking> asking;
    std::optional<Thanking> thanking;
    std::string language;  // empty: the office's first
    std::optional<Instant> language_until;
    std::optional<Instant> closed_since;
    Instant light_until{0};
    std::size_t waiting = 0;  // opinions that this server has not confirmed
    bool on_disk = true;      // all that it has not
    bool keep_fails = false;  // they could not be written when it was last tried
};

// Null: the office has no such counter.
const v1::CounterStatus* counter_of(const RatingState& state);
Screen present_screen(const RatingState& state);
// As the office shows them: 4 or 5.
unsigned grade_count(const v1::RatingRules& rules);
// How long somebody is asked.
Instant asked_for(const v1::RatingRules& rules);

}  // namespace luot::rating
