// The page of a state. Pure.
#pragma once

#include "rating/page.hpp"
#include "rating/rating_state.hpp"
#include "words/catalogue.hpp"

namespace luot::rating {

RatingPage make_page(const RatingState& state, const words::Words& words);

}  // namespace luot::rating
