#include "voice_folder/folder.hpp"

#include "sound/clip_file.hpp"
#include "sound/clip_library.hpp"
#include "voice/level.hpp"

namespace luot::voice_folder {

namespace fs = std::filesystem;

std::vector<Lacking> lacking(const fs::path& folder, const Wanted& wanted) {
    std::vector<Lacking> found;
    for (const auto& item : voice::all_clips(wanted.speech, wanted.counter_names)) {
        const auto file = sound::find_clip(folder, item.voice, item.name);
        if (!file) {
            found.push_back({item, "missing"});
            continue;
        }
        const auto read = sound::read_clip(*file);
        if (!read) {
            found.push_back({item, read.error().reason});
        } else if (voice::trimmed(*read).empty()) {
            found.push_back({item, file->string() + ": is silent"});
        }
    }
    return found;
}

boost::system::result<std::size_t, sound::NoSound> fill(const fs::path& folder, const Wanted& wanted) {
    const fs::path place = folder / wanted.speech.voice;
    std::error_code error;
    fs::create_directories(place, error);
    if (error) return sound::NoSound{"cannot make the folder " + place.string() + ": " + error.message()};
    sound::ClipLibrary library({});
    std::size_t made = 0;
    for (const auto& item : voice::all_clips(wanted.speech, wanted.counter_names)) {
        if (sound::find_clip(folder, item.voice, item.name)) continue;
        const auto clip = library.clip(item);
        if (!clip)
            return sound::NoSound{library.troubles().empty() ? "espeak-ng says nothing for \"" + item.text + '"'
                                                             : library.troubles().back()};
        const auto written = sound::write_wav(place / (item.name + ".wav"), *clip);
        if (!written) return written.error();
        ++made;
    }
    return made;
}

}  // namespace luot::voice_folder
