#include "sound/espeak.hpp"

#include <espeak-ng/speak_lib.h>

#include <cstring>
#include <mutex>
#include <set>

#include "sound/limits.hpp"

namespace luot::sound {
namespace {

// Calm, for a hall with an echo; espeak-ng's own pace is 175.
constexpr int words_a_minute = 150;
constexpr int buffer_ms = 100;

// Started with the first use and never ended: other parts of a program may use the library too.
class Espeak {
  public:
    static Espeak& the() {
        static Espeak espeak;
        return espeak;
    }

    bool set_voice(const std::string& voice) {
        if (rate_hz_ <= 0) return false;
        if (voice == voice_) return true;
        if (!known_.contains(voice)) return false;
        voice_.clear();
        if (espeak_SetVoiceByName(voice.c_str()) != EE_OK) return false;
        // Whoever else uses the library may have set another.
        espeak_SetParameter(espeakRATE, words_a_minute, 0);
        voice_ = voice;
        return true;
    }

    boost::system::result<Speech, NoSound> say(const std::string& voice, const std::string& text) {
        if (rate_hz_ <= 0) return NoSound{"espeak-ng does not start (Debian package espeak-ng-data)"};
        if (!set_voice(voice)) return NoSound{"espeak-ng has no voice \"" + voice + '"'};
        Speech speech;
        speech.rate_hz = rate_hz_;
        const auto made = espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, &speech);
        if (made != EE_OK || espeak_Synchronize() != EE_OK) return NoSound{"espeak-ng cannot say \"" + text + '"'};
        return speech;
    }

    std::mutex mutex;

  private:
    Espeak() : rate_hz_(espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, buffer_ms, nullptr, espeakINITIALIZE_DONT_EXIT)) {
        if (rate_hz_ <= 0) return;
        espeak_SetSynthCallback(&Espeak::take);
        // By their languages' names, which are what people write. Asked for a name that it does not know, the library takes a similar one.
        for (const espeak_VOICE** voice = espeak_ListVoices(nullptr); *voice != nullptr; ++voice) {
            // Each language is a byte of priority and a name that ends in a zero; another zero ends the list.
            for (const char* language = (*voice)->languages; *language != 0; language += std::strlen(language) + 1)
                known_.insert(language + 1);
        }
    }

    static int take(short* wave, int count, espeak_EVENT* events) {
        auto& speech = *static_cast<Speech*>(events->user_data);
        if (wave == nullptr || count <= 0) return 0;
        const auto most = static_cast<std::size_t>(limits::speech_longest_ms * speech.rate_hz / 1'000);
        if (speech.samples.size() + static_cast<std::size_t>(count) > most) return 1;  // stop
        speech.samples.insert(speech.samples.end(), wave, wave + count);
        return 0;  // go on
    }

    int rate_hz_;
    std::set<std::string, std::less<>> known_;
    std::string voice_;
};

}  // namespace

bool espeak_has(const std::string& voice) {
    Espeak& espeak = Espeak::the();
    const std::lock_guard lock(espeak.mutex);
    return espeak.set_voice(voice);
}

boost::system::result<Speech, NoSound> espeak_say(const std::string& voice, const std::string& text) {
    std::string spoken = text.substr(0, limits::speech_bytes_max);
    while (spoken.size() < text.size() && !spoken.empty() && (static_cast<unsigned char>(text[spoken.size()]) & 0xC0U) == 0x80U)
        spoken.pop_back();
    Espeak& espeak = Espeak::the();
    const std::lock_guard lock(espeak.mutex);
    return espeak.say(voice, spoken);
}

}  // namespace luot::sound
