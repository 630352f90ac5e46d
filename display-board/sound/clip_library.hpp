// Clips as they are said: the recording of the voice folder, else espeak-ng's, never silence; trimmed, equally loud, kept in memory as far
// as there is room. A file that comes, goes or changes is noticed with the next use of its clip. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
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

    // One line of English each, of what was used last: files that cannot be read, what no voice says, and how many clips a voice's folder
    // lacks. A voice without a folder lacks nothing.
    std::vector<std::string> troubles() const;
    std::size_t bytes() const { return bytes_; }

  private:
    using Key = std::string;
    struct Kept {
        std::string from;  // the file as it was
        std::shared_ptr<const voice::Pcm> sound;
        std::list<Key>::iterator used;
    };
    using File = std::optional<std::filesystem::path>;
    File file_of(const voice::Item& item) const;
    voice::Pcm make(const voice::Item& item, const Key& key, const File& file);
    voice::Pcm recorded(const std::filesystem::path& file, const Key& key);
    void forget(const Key& key);
    void note_missing(const voice::Item& item, bool missing);
    void trouble(const Key& key, const std::string& what);

    std::filesystem::path folder_;
    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::map<Key, Kept> kept_;
    std::list<Key> used_;  // the latest first
    std::map<Key, std::string> troubles_;
    std::map<std::string, std::set<std::string>> missing_;  // names of clips that a voice's folder lacks, by voice
};

}  // namespace luot::sound
