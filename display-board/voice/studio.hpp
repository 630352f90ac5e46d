// Makes sound of plans. The interface that the board speaks through; sound/ has the one of voice folders and espeak-ng.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voice/pcm.hpp"
#include "voice/plan.hpp"

namespace luot::voice {

struct Take {
    Pcm samples;
    std::vector<std::int64_t> errand_at_ms;  // when each errand's turn comes, the first time that it is said
};

// A clip's samples, trimmed and equalised; nothing where there is neither a recording nor a voice.
using ClipOf = std::function<std::shared_ptr<const Pcm>(const Item& item)>;

// The plan as samples: each item behind the one before, so nothing overlaps and nothing is louder than the clips.
Take take_of(const Plan& plan, const ClipOf& clip_of);

class Studio {
  public:
    virtual ~Studio() = default;
    // What may be said soon: its clips are got ready, as far as there is room for them.
    virtual void expect(std::vector<Item> items) = 0;
    // Makes this; one that is not made yet is forgotten.
    virtual void record(const Plan& plan) = 0;
    // Once it is made. Whoever made the studio is told when there is something to take.
    virtual std::optional<Take> take() = 0;
    // What it is short of, one line of English each: clips that cannot be read, espeak-ng that does not start.
    virtual std::vector<std::string> troubles() const = 0;
};

}  // namespace luot::voice
