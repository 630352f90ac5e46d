// Clips as they are said: the recording of the voice folder, else espeak-ng's, never silence; trimmed, equally loud, kept in memory as far
// as there is room. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sound/limits.hpp"
#include "voice/plan.hpp"
#include "voice/studio.hpp"

namespace luot::sound {

class ClipLibrary {
  public:
    // `folder` has a folder for each voice; empty: none. A file "chime.wav" or "chime.ogg" in it is played instead of ours.
    explicit ClipLibrary(std::filesystem::path folder, std::size_t bytes_max = limits::cache_bytes_max);

    // Nothing only where there is neither a file that can be read nor a voice that says it.
    std::shared_ptr<const voice::Pcm> clip(const voice::Item& item);
    // Made from a file, and not synthesised?
    bool is_recorded(const voice::Item& item) const;

    const std::vector<std::string>& troubles() const { return troubles_; }
    std::size_t bytes() const { return bytes_; }

  private:
    using Key = std::string;
    struct Kept {
        std::shared_ptr<const voice::Pcm> sound;
        std::list<Key>::iterator used;
    };
    voice::Pcm make(const voice::Item& item);
    voice::Pcm recorded(const voice::Item& item);
    void trouble(const std::string& what);

    std::filesystem::path folder_;
    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::map<Key, Kept> kept_;
    std::list<Key> used_;  // the latest first
    std::vector<std::string> troubles_;
};

}  // namespace luot::sound
