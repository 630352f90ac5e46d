#include "printer_app/voice.hpp"

#include <SDL.h>
#include <espeak-ng/speak_lib.h>

#include <stdexcept>

namespace luot::printer_app {

namespace {

// A page is read out in far less; more would go on for longer than anybody stands there.
constexpr std::size_t text_bytes_max = 600;
constexpr int words_a_minute = 150;

}  // namespace

void throw_exception_from_error(const NoVoice& none, const boost::source_location&) {
    throw std::runtime_error(none.reason);
}

struct Voice::Impl {
    SDL_AudioDeviceID device = 0;
    int rate = 0;
    std::string voice;
    std::vector<short> samples;
    bool espeak = false;
    bool sound = false;

    ~Impl() {
        if (device != 0) SDL_CloseAudioDevice(device);
        if (sound) SDL_QuitSubSystem(SDL_INIT_AUDIO);
        if (espeak) espeak_Terminate();
    }

    static int take(short* wave, int count, espeak_EVENT* events) {
        auto* self = static_cast<Impl*>(events->user_data);
        if (wave != nullptr && count > 0) self->samples.insert(self->samples.end(), wave, wave + count);
        return 0;  // go on
    }
};

Voice::Voice(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Voice::~Voice() = default;

boost::system::result<std::unique_ptr<Voice>, NoVoice> Voice::create() {
    auto impl = std::make_unique<Impl>();
    constexpr int buffer_ms = 200;
    impl->rate = espeak_Initialize(AUDIO_OUTPUT_RETRIEVAL, buffer_ms, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (impl->rate <= 0) return NoVoice{"espeak-ng does not start (Debian package espeak-ng-data)"};
    impl->espeak = true;
    espeak_SetSynthCallback(&Impl::take);
    espeak_SetParameter(espeakRATE, words_a_minute, 0);
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return NoVoice{std::string("no sound: ") + SDL_GetError()};
    impl->sound = true;
    SDL_AudioSpec wanted{};
    wanted.freq = impl->rate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = 2'048;
    impl->device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (impl->device == 0) return NoVoice{std::string("no sound: ") + SDL_GetError()};
    SDL_PauseAudioDevice(impl->device, 0);
    return std::unique_ptr<Voice>(new Voice(std::move(impl)));
}

bool Voice::say(const std::string& voice, const std::string& text) {
    hush();
    if (impl_->voice != voice) {
        if (espeak_SetVoiceByName(voice.c_str()) != EE_OK) return false;
        impl_->voice = voice;
    }
    std::string spoken = text.substr(0, text_bytes_max);
    while (spoken.size() < text.size() && !spoken.empty() && (static_cast<unsigned char>(text[spoken.size()]) & 0xC0U) == 0x80U)
        spoken.pop_back();
    impl_->samples.clear();
    const auto made = espeak_Synth(spoken.c_str(), spoken.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, impl_.get());
    if (made != EE_OK || espeak_Synchronize() != EE_OK) return false;
    const auto bytes = static_cast<Uint32>(impl_->samples.size() * sizeof(short));
    return SDL_QueueAudio(impl_->device, impl_->samples.data(), bytes) == 0;
}

void Voice::hush() {
    SDL_ClearQueuedAudio(impl_->device);
}

int Voice::left_ms() const {
    return static_cast<int>(std::uint64_t{SDL_GetQueuedAudioSize(impl_->device)} * 1'000 /
                            (sizeof(short) * static_cast<unsigned>(impl_->rate)));
}

}  // namespace luot::printer_app
