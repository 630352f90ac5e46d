#include "sound/clip_library.hpp"

#include <algorithm>
#include <utility>

#include "sound/clip_file.hpp"
#include "voice/chime.hpp"
#include "voice/level.hpp"

namespace luot::sound {
namespace {

constexpr const char* chime_name = "chime";

std::optional<std::filesystem::path> file_of(const std::filesystem::path& folder, const voice::Item& item) {
    if (item.kind != voice::Item::Kind::chime) return find_clip(folder, item.voice, item.name);
    if (folder.empty()) return std::nullopt;
    return find_clip(folder.parent_path(), folder.filename().string(), chime_name);
}

}  // namespace

ClipLibrary::ClipLibrary(std::filesystem::path folder, std::size_t bytes_max) : folder_(std::move(folder)), bytes_max_(bytes_max) {
    if (!folder_.empty() && !folder_.has_filename()) folder_ = folder_.parent_path();  // "voices/"
    std::error_code error;
    if (!folder_.empty()) folder_ = std::filesystem::absolute(folder_, error);
}

bool ClipLibrary::is_recorded(const voice::Item& item) const {
    return file_of(folder_, item).has_value();
}

std::shared_ptr<const voice::Pcm> ClipLibrary::clip(const voice::Item& item) {
    if (item.kind == voice::Item::Kind::silence) return nullptr;
    const Key key = item.voice + '\n' + item.name + '\n' + item.text;
    if (const auto found = kept_.find(key); found != kept_.end()) {
        used_.splice(used_.begin(), used_, found->second.used);
        return found->second.sound;
    }
    auto sound = std::make_shared<const voice::Pcm>(make(item));
    if (sound->empty()) return nullptr;
    bytes_ += sound->size() * sizeof(std::int16_t);
    used_.push_front(key);
    kept_[key] = {sound, used_.begin()};
    while (bytes_ > bytes_max_ && used_.size() > 1) {
        const auto oldest = kept_.find(used_.back());
        bytes_ -= oldest->second.sound->size() * sizeof(std::int16_t);
        kept_.erase(oldest);
        used_.pop_back();
    }
    return sound;
}

voice::Pcm ClipLibrary::recorded(const voice::Item& item) {
    const auto file = file_of(folder_, item);
    if (!file) return {};
    const auto read = read_clip(*file);
    if (!read) {
        trouble(read.error().reason);
        return {};
    }
    voice::Pcm sound = voice::trimmed(*read);
    if (sound.empty()) trouble(file->string() + " is silent");
    return sound;
}

voice::Pcm ClipLibrary::make(const voice::Item& item) {
    if (const voice::Pcm sound = recorded(item); !sound.empty()) return voice::equalised(sound);
    if (item.kind == voice::Item::Kind::chime) return voice::chime();
    auto said = espeak_say(espeak_has(item.voice) ? item.voice : item.espeak, item.text);
    if (!said) {
        trouble(said.error().reason);
        return {};
    }
    return voice::equalised(voice::trimmed(converted(said->samples, 1, said->rate_hz)));
}

void ClipLibrary::trouble(const std::string& what) {
    if (troubles_.size() == limits::troubles_max || std::find(troubles_.begin(), troubles_.end(), what) != troubles_.end()) return;
    troubles_.push_back(what);
}

}  // namespace luot::sound
