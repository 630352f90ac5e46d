// Where sound goes: a loudspeaker, a WAV file that gets what the loudspeaker would, nobody who listens, or nowhere at all. None of them
// blocks and none has timers of its own: steady time is handed in, in microseconds, and run() is called every limits::speaker_run_every_us
// while a sound is being played or the speaker is not able. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <boost/system/result.hpp>

#include "voice/pcm.hpp"

namespace luot::board_app {

enum class Play : std::uint8_t {
    idle,
    playing,
    ended,  // the sound was heard to its end; said once, then idle
    broke,  // the device went away in the middle, or was not done in time; said once, then idle
};

// A sound is over so much later than it should be, at most: timers and buffers. Whoever waits for the turn waits no longer.
constexpr std::int64_t sound_over_within_us = 500'000;

class Speaker {
  public:
    virtual ~Speaker() = default;

    // Whether a sound may be begun; otherwise why not, one line of English, where somebody should look after it.
    virtual bool able() const = 0;
    virtual std::string trouble() const = 0;
    // The samples are wanted. A speaker that needs none plays the time that they take.
    virtual bool wants_samples() const = 0;
    // Instead of nothing: only while able and idle. `lasts_us`: how long it takes.
    virtual void begin(voice::Pcm samples, std::int64_t lasts_us, std::int64_t steady_us) = 0;
    // Looks after the device, and says how far the sound is. It breaks what is not over after lasts_us, latency_us() and
    // sound_over_within_us.
    virtual Play run(std::int64_t steady_us) = 0;
    // Nothing more is heard of the sound; then idle.
    virtual void stop() = 0;
    // How much longer than its samples a sound is heard at most.
    virtual std::int64_t latency_us() const = 0;
};

// Takes as long as speaking would, and says nothing.
std::unique_ptr<Speaker> make_silent_speaker();

// Is never able: a board that only shows leaves the zone's turn to others.
std::unique_ptr<Speaker> make_no_speaker();

// A RIFF/WAVE file, 48 kHz, one channel, 16 bits, with the silences between the sounds as they were in time; complete whenever no sound is
// being played. At most an hour; what is longer is left out. It is made at once, empty.
struct NoWav {
    std::string reason;  // one line of English
};
boost::system::result<std::unique_ptr<Speaker>, NoWav> make_wav_speaker(const std::filesystem::path& file, std::int64_t steady_us);

// The system's loudspeaker through SDL, of `device`, or its default. It is opened by a thread of its own, since that may take its time; not
// there, or pulled out: not able, and tried again after 1 s, doubling up to 30 s.
std::unique_ptr<Speaker> make_loudspeaker(const std::string& device);

// --sound: "none", "device", "device:NAME" or "wav:FILE".
struct SoundTo {
    enum class Kind : std::uint8_t { none, device, wav, nowhere };  // the last: make_no_speaker()
    Kind kind = Kind::none;
    std::string name;  // of the device, empty: the default one; of the file
};
struct WrongSound {
    std::string reason;  // one line of English, with what would be right
};
boost::system::result<SoundTo, WrongSound> parse_sound(const std::string& text);
boost::system::result<std::unique_ptr<Speaker>, NoWav> make_speaker(const SoundTo& to, std::int64_t steady_us);

}  // namespace luot::board_app
