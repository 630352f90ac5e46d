// What a voice folder lacks, and filling it with espeak-ng's voices.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "sound/espeak.hpp"
#include "voice/plan.hpp"

namespace luot::voice_folder {

// A voice, and what it has to be able to say.
struct Wanted {
    voice::Speech speech;
    std::map<std::uint64_t, v1::Texts> counter_names;
};

struct Lacking {
    voice::Item item;
    std::string why;  // "missing", or what is wrong with its file
};

// In the order of all_clips().
std::vector<Lacking> lacking(const std::filesystem::path& folder, const Wanted& wanted);

// Makes a WAV file of each clip that is missing; files that are there stay, whatever they are. How many were made; the first that
// cannot be made or written ends it.
boost::system::result<std::size_t, sound::NoSound> fill(const std::filesystem::path& folder, const Wanted& wanted);

}  // namespace luot::voice_folder
