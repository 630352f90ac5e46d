#include "voice/studio.hpp"

namespace luot::voice {
namespace {

void cue(std::vector<Cue>& cues, const Item& item, std::int64_t at_ms) {
    if (item.kind == Item::Kind::clip && (cues.empty() || cues.back().errand != item.errand)) cues.push_back({at_ms, item.errand});
}

}  // namespace

Take take_of(const Plan& plan, const ClipOf& clip_of) {
    Take take;
    for (const Item& item : plan.items) {
        cue(take.cues, item, ms_of_samples(take.samples.size()));
        if (item.kind == Item::Kind::silence) {
            take.samples.resize(take.samples.size() + samples_of_ms(item.ms));
        } else if (const auto clip = clip_of(item)) {
            take.samples.insert(take.samples.end(), clip->begin(), clip->end());
        }
    }
    return take;
}

std::vector<Cue> cues_of(const Plan& plan) {
    std::vector<Cue> cues;
    std::int64_t at_ms = 0;
    for (const Item& item : plan.items) {
        cue(cues, item, at_ms);
        at_ms += item.ms;
    }
    return cues;
}

}  // namespace luot::voice
