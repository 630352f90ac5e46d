#include "voice/studio.hpp"

namespace luot::voice {

Take take_of(const Plan& plan, const ClipOf& clip_of) {
    Take take;
    for (const Item& item : plan.items) {
        if (item.kind == Item::Kind::clip && item.errand == take.errand_at_ms.size()) {
            take.errand_at_ms.push_back(ms_of_samples(take.samples.size()));
        }
        if (item.kind == Item::Kind::silence) {
            take.samples.resize(take.samples.size() + samples_of_ms(item.ms));
        } else if (const auto clip = clip_of(item)) {
            take.samples.insert(take.samples.end(), clip->begin(), clip->end());
        }
    }
    return take;
}

}  // namespace luot::voice
