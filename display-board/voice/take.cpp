#include "voice/studio.hpp"

#include <set>

namespace luot::voice {
namespace {

void cue(std::vector<Cue>& cues, const Item& item, std::int64_t at_ms) {
    if (item.kind == Item::Kind::clip && (cues.empty() || cues.back().errand != item.errand)) cues.push_back({at_ms, item.errand});
}

}  // namespace

Take take_of(const Plan& plan, const ClipOf& clip_of) {
    std::vector<std::shared_ptr<const Pcm>> clips;
    std::set<std::string> voiceless;
    std::string first;
    for (const Item& item : plan.items) {
        clips.push_back(item.kind == Item::Kind::silence ? nullptr : clip_of(item));
        if (item.kind != Item::Kind::clip) continue;
        if (first.empty()) first = item.voice;
        if (!clips.back()) voiceless.insert(item.voice);
    }
    Take take;
    take.lacking = voiceless.contains(first);
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        const Item& item = plan.items[i];
        if (item.kind == Item::Kind::silence) {
            take.samples.resize(take.samples.size() + samples_of_ms(item.ms));
        } else if (clips[i] && !voiceless.contains(item.voice)) {
            cue(take.cues, item, ms_of_samples(take.samples.size()));
            take.samples.insert(take.samples.end(), clips[i]->begin(), clips[i]->end());
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
