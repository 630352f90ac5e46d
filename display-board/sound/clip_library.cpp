#include "sound/clip_library.hpp"

#include <algorithm>
#include <utility>

#include "sound/clip_file.hpp"
#include "voice/chime.hpp"
#include "voice/level.hpp"

namespace luot::sound {
namespace {

constexpr const char* chime_name = "chime";

// What is kept was made of this: another time or size is another recording.
std::string stamp_of(const std::optional<std::filesystem::path>& file) {
    if (!file) return {};
    std::error_code error;
    const auto written = std::filesystem::last_write_time(*file, error).time_since_epoch().count();
    const auto size = std::filesystem::file_size(*file, error);
    return file->string() + '\n' + std::to_string(written) + '\n' + std::to_string(size);
}

}  // namespace

ClipLibrary::ClipLibrary(std::filesystem::path folder, std::size_t bytes_max) : folder_(std::move(folder)), bytes_max_(bytes_max) {
    if (!folder_.empty() && !folder_.has_filename()) folder_ = folder_.parent_path();  // "voices/"
    std::error_code error;
    if (!folder_.empty()) folder_ = std::filesystem::absolute(folder_, error);
}

ClipLibrary::File ClipLibrary::file_of(const voice::Item& item) const {
    return item.kind == voice::Item::Kind::chime ? find_clip(folder_, chime_name) : find_clip(folder_, item.voice, item.name);
}

bool ClipLibrary::is_recorded(const voice::Item& item) const {
    return file_of(item).has_value();
}

std::shared_ptr<const voice::Pcm> ClipLibrary::clip(const voice::Item& item) {
    if (item.kind == voice::Item::Kind::silence) return nullptr;
    const Key key = item.voice + '\n' + item.name + '\n' + item.text;
    const File file = file_of(item);
    note_missing(item, !file);
    std::string from = stamp_of(file);
    if (const auto found = kept_.find(key); found != kept_.end() && found->second.from == from) {
        used_.splice(used_.begin(), used_, found->second.used);
        return found->second.sound;
    }
    forget(key);
    auto sound = std::make_shared<const voice::Pcm>(make(item, key, file));
    if (sound->empty()) return nullptr;
    bytes_ += sound->size() * sizeof(std::int16_t);
    used_.push_front(key);
    kept_[key] = {std::move(from), sound, used_.begin()};
    while (bytes_ > bytes_max_ && used_.size() > 1) forget(Key(used_.back()));
    return sound;
}

std::vector<std::string> ClipLibrary::troubles() const {
    std::vector<std::string> told;
    for (const auto& [voice, names] : missing_) {
        if (!names.empty())
            told.push_back((folder_ / voice).string() + " lacks clips that are used (" + std::to_string(names.size()) + ": " +
                           *names.begin() + (names.size() > 1 ? ", …" : "") + "); espeak-ng says them");
    }
    for (const auto& [key, what] : troubles_) {
        if (std::find(told.begin(), told.end(), what) == told.end()) told.push_back(what);
    }
    if (told.size() > limits::troubles_max) told.resize(limits::troubles_max);
    return told;
}

voice::Pcm ClipLibrary::recorded(const std::filesystem::path& file, const Key& key) {
    const auto read = read_clip(file);
    if (!read) {
        trouble(key, read.error().reason);
        return {};
    }
    voice::Pcm sound = voice::trimmed(*read);
    if (sound.empty()) trouble(key, file.string() + " is silent");
    return sound;
}

voice::Pcm ClipLibrary::make(const voice::Item& item, const Key& key, const File& file) {
    troubles_.erase(key);
    if (file) {
        if (const voice::Pcm sound = recorded(*file, key); !sound.empty()) return voice::equalised(sound);
    }
    if (item.kind == voice::Item::Kind::chime) return voice::chime();
    auto said = espeak_say(espeak_has(item.voice) ? item.voice : item.espeak, item.text);
    if (!said) {
        trouble(key, said.error().reason);
        return {};
    }
    return voice::equalised(voice::trimmed(converted(said->samples, 1, said->rate_hz)));
}

void ClipLibrary::forget(const Key& key) {
    const auto found = kept_.find(key);
    if (found == kept_.end()) return;
    bytes_ -= found->second.sound->size() * sizeof(std::int16_t);
    used_.erase(found->second.used);
    kept_.erase(found);
}

void ClipLibrary::note_missing(const voice::Item& item, bool missing) {
    if (item.kind != voice::Item::Kind::clip || item.name.empty() || folder_.empty() || !is_plain_name(item.voice)) return;
    std::error_code error;
    if (!missing || !std::filesystem::is_directory(folder_ / item.voice, error)) {
        if (const auto voice = missing_.find(item.voice); voice != missing_.end()) voice->second.erase(item.name);
        return;
    }
    auto& names = missing_[item.voice];
    if (names.size() < limits::missing_max) names.insert(item.name);
}

void ClipLibrary::trouble(const Key& key, const std::string& what) {
    // Room for those of a folder; a text that nobody will say again goes with the first that is not made any more.
    if (troubles_.size() >= limits::missing_max && !troubles_.contains(key)) troubles_.erase(troubles_.begin());
    troubles_[key] = what;
}

}  // namespace luot::sound
