#include "counter_app/loudspeaker.hpp"

#include <SDL.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace luot::counter_app {
namespace {

using namespace std::chrono_literals;

constexpr Uint16 buffer_samples = 1'024;  // 21 ms
constexpr auto end_within = 500ms;        // a device that works is closed in some tens of milliseconds
// From the last sample that SDL handed on until it is heard: SDL's buffers, the system's, the device's.
constexpr auto on_the_way = 3 * 1s * buffer_samples / tone_rate_hz;
// No sound is longer; a device that has not taken it by then takes nothing any more.
constexpr auto sounds_within = 3s;

std::atomic<int> threads_at_work = 0;

}  // namespace

struct Loudspeaker::Shared {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<desk::Sound> wanted;
    bool over = false;
    bool left = false;                 // the thread has ended
    std::atomic<bool> silent = false;  // there is no device, and a log says so

    // Waits so long, or until it is over.
    bool wait(std::chrono::steady_clock::duration time) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, time, [this] { return over; });
    }

    void sound(desk::Sound which) {
        const Samples samples = tone_of(which);
        SDL_AudioSpec spec{};
        spec.freq = tone_rate_hz;
        spec.format = AUDIO_S16SYS;
        spec.channels = 1;
        spec.samples = buffer_samples;
        // Asked for a device where there is none, ALSA fills the log with ten lines each time.
        const bool any = SDL_GetNumAudioDevices(0) != 0;
        const SDL_AudioDeviceID device = any ? SDL_OpenAudioDevice(nullptr, 0, &spec, nullptr, 0) : 0;
        if (device == 0) {
            if (!silent.exchange(true)) spdlog::warn("the counter is silent: {}", any ? SDL_GetError() : "there is no sound device");
            return;
        }
        silent = false;
        if (SDL_QueueAudio(device, samples.data(), static_cast<Uint32>(samples.size() * sizeof(std::int16_t))) == 0) {
            SDL_PauseAudioDevice(device, 0);
            const auto until = std::chrono::steady_clock::now() + sounds_within;
            while (SDL_GetQueuedAudioSize(device) > 0 && std::chrono::steady_clock::now() < until) {
                if (wait(20ms)) break;
            }
            wait(on_the_way);
        }
        SDL_CloseAudioDevice(device);
    }

    void work() {
        for (;;) {
            std::optional<desk::Sound> next;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [this] { return over || wanted; });
                if (over) return;
                next = std::exchange(wanted, std::nullopt);
            }
            if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
                if (!silent.exchange(true)) spdlog::warn("the counter is silent: {}", SDL_GetError());
                continue;
            }
            sound(*next);
            SDL_QuitSubSystem(SDL_INIT_AUDIO);  // so that the next time looks for devices anew
        }
    }
};

Loudspeaker::Loudspeaker() : shared_(std::make_shared<Shared>()) {
    SDL_SetMainReady();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // SIGTERM is the program's own
    SDL_InitSubSystem(SDL_INIT_EVENTS);
    ++threads_at_work;
    std::thread([shared = shared_] {
        shared->work();
        SDL_TLSCleanup();  // SDL gives back what it keeps for a thread only for those of its own making
        const std::lock_guard lock(shared->mutex);
        shared->left = true;
        --threads_at_work;
        shared->changed.notify_all();
    }).detach();
}

Loudspeaker::~Loudspeaker() {
    std::unique_lock lock(shared_->mutex);
    shared_->over = true;
    shared_->changed.notify_all();
    shared_->changed.wait_for(lock, end_within, [this] { return shared_->left; });
}

void Loudspeaker::play(desk::Sound sound) {
    const std::lock_guard lock(shared_->mutex);
    shared_->wanted = sound;
    shared_->changed.notify_all();
}

bool Loudspeaker::silent() const {
    return shared_->silent;
}

bool loudspeaker_hangs() {
    return threads_at_work != 0;
}

}  // namespace luot::counter_app
