#include <SDL.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "board_app/loudspeaker.hpp"

namespace luot::board_app {
namespace {

constexpr Uint16 buffer_samples = 1'024;        // 21 ms
constexpr std::int64_t buffers_on_the_way = 3;  // SDL's, the system's, the device's
// The end of a program waits so long for a device to be closed: one that works takes some tens of milliseconds, one that hangs for ever.
constexpr std::chrono::milliseconds close_within{500};

std::atomic<int> threads_at_work = 0;

std::string said_by_sdl(const std::string& what) {
    return what + ": " + SDL_GetError();
}

// Opening and closing wait for the system's sound server, which may itself hang: threads of their own do it, one at a time, and what they
// need outlives whoever asked.
struct Shared {
    std::mutex one_at_a_time;
    std::mutex mutex;
    std::condition_variable closed;
    bool is_closed = false;  // for good
    std::string device;
    bool abandoned = false;
    SDL_AudioDeviceID opened = 0;
    bool answered = false;
    AudioPort::Opened answer;
};

AudioPort::Opened open_device(const std::string& name, SDL_AudioDeviceID& device) {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return {said_by_sdl("no sound"), 0};
    // Asked for a device where there is none, ALSA fills the log with ten lines each time.
    if (SDL_GetNumAudioDevices(0) == 0) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);  // so that the next try looks for devices anew
        return {"no sound device is there", 0};
    }
    SDL_AudioSpec wanted{};
    wanted.freq = voice::rate_hz;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = buffer_samples;
    SDL_AudioSpec got{};
    device = SDL_OpenAudioDevice(name.empty() ? nullptr : name.c_str(), 0, &wanted, &got, 0);
    if (device == 0) {
        const std::string why = said_by_sdl("no sound device");
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return {why, 0};
    }
    SDL_PauseAudioDevice(device, 0);
    return {{}, buffers_on_the_way * got.samples * 1'000'000 / std::max(got.freq, 1)};
}

void close_device(SDL_AudioDeviceID device) {
    if (device == 0) return;
    SDL_CloseAudioDevice(device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

void reopen(const std::shared_ptr<Shared>& shared, SDL_AudioDeviceID old) {
    const std::lock_guard one(shared->one_at_a_time);
    close_device(old);
    SDL_AudioDeviceID device = 0;
    const AudioPort::Opened answer = open_device(shared->device, device);
    {
        const std::lock_guard lock(shared->mutex);
        if (!shared->abandoned) {
            shared->opened = std::exchange(device, 0);
            shared->answer = answer;
            shared->answered = true;
        }
    }
    close_device(device);
}

// SDL keeps something for each thread, and gives it back only for threads of its own making.
void reopen_and_leave(const std::shared_ptr<Shared>& shared, SDL_AudioDeviceID old) {
    reopen(shared, old);
    SDL_TLSCleanup();
    --threads_at_work;
}

void close_and_leave(const std::shared_ptr<Shared>& shared, SDL_AudioDeviceID device) {
    {
        const std::lock_guard one(shared->one_at_a_time);
        close_device(device);
    }
    SDL_TLSCleanup();
    --threads_at_work;
    const std::lock_guard lock(shared->mutex);
    shared->is_closed = true;
    shared->closed.notify_one();
}

class SdlPort final : public AudioPort {
  public:
    explicit SdlPort(const std::string& device) {
        shared_->device = device;
        // What sound and windows share is begun here, by the thread that makes both: SDL begins its parts in one thread only.
        SDL_SetMainReady();
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // SIGTERM is the program's own
        SDL_InitSubSystem(SDL_INIT_EVENTS);
    }
    ~SdlPort() override {
        std::unique_lock lock(shared_->mutex);
        shared_->abandoned = true;
        if (device_ == 0) device_ = std::exchange(shared_->opened, 0);
        ++threads_at_work;
        std::thread(close_and_leave, shared_, device_).detach();
        shared_->closed.wait_for(lock, close_within, [this] { return shared_->is_closed; });
    }
    SdlPort(const SdlPort&) = delete;
    SdlPort& operator=(const SdlPort&) = delete;

    void open() override {
        ++threads_at_work;
        std::thread(reopen_and_leave, shared_, std::exchange(device_, 0)).detach();
    }

    std::optional<Opened> take_opened() override {
        const std::lock_guard lock(shared_->mutex);
        if (!std::exchange(shared_->answered, false)) return std::nullopt;
        device_ = std::exchange(shared_->opened, 0);
        return shared_->answer;
    }

    bool alive() override { return device_ != 0 && SDL_GetAudioDeviceStatus(device_) != SDL_AUDIO_STOPPED; }
    bool queue(const voice::Pcm& samples) override {
        return SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof(std::int16_t))) == 0;
    }
    std::size_t queued() override { return SDL_GetQueuedAudioSize(device_) / sizeof(std::int16_t); }
    void clear() override { SDL_ClearQueuedAudio(device_); }

  private:
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    SDL_AudioDeviceID device_ = 0;
};

}  // namespace

bool sdl_port_hangs() {
    return threads_at_work != 0;
}

std::unique_ptr<AudioPort> make_sdl_port(const std::string& device) {
    return std::make_unique<SdlPort>(device);
}

}  // namespace luot::board_app
