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

// From here on this errand is being spoken.
struct Cue {
    std::int64_t at_ms = 0;
    std::size_t errand = 0;
    bool operator==(const Cue&) const = default;
};

struct Take {
    Pcm samples;
    std::vector<Cue> cues;  // in time
    // Of something that its first language says there is no sound: who hears it does not learn what was called.
    bool lacking = false;
};

// A clip's samples, trimmed and equalised; nothing where there is neither a recording nor a voice.
using ClipOf = std::function<std::shared_ptr<const Pcm>(const Item& item)>;

// The plan as samples: each item behind the one before, so nothing overlaps and nothing is louder than the clips. A further voice that
// cannot say all of its part is left out whole: half a sentence sends people to a wrong counter.
Take take_of(const Plan& plan, const ClipOf& clip_of);
// The cues of a plan that nobody hears, as long as it thinks that things take.
std::vector<Cue> cues_of(const Plan& plan);

class Studio {
  public:
    virtual ~Studio() = default;
    // What may be said soon: its clips are got ready, as far as there is room for them.
    virtual void expect(std::vector<Item> items) = 0;
    // Makes this; one that is not made yet is forgotten.
    virtual void record(const Plan& plan) = 0;
    // Once it is made, be it lacking. Whoever made the studio is told when there is something to take.
    virtual std::optional<Take> take() = 0;
    // What it is short of, one line of English each: clips that cannot be read, espeak-ng that does not start.
    virtual std::vector<std::string> troubles() const = 0;
};

}  // namespace luot::voice
