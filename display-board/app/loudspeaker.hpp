// A speaker on an audio device that may come and go. What it asks of the system is an interface, so that tests pull the plug.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "board_app/speaker.hpp"

namespace luot::board_app {

// One audio device of our format (voice/pcm.hpp). Nothing here waits for the system.
class AudioPort {
  public:
    virtual ~AudioPort() = default;
    // Begins to open it; what was open before is closed.
    virtual void open() = 0;
    struct Opened {
        std::string failure;  // empty: it is open
        std::int64_t latency_us = 0;
    };
    virtual std::optional<Opened> take_opened() = 0;  // once, when it is known
    virtual bool alive() = 0;                         // while open: it is still there
    virtual bool queue(const voice::Pcm& samples) = 0;
    virtual std::size_t queued() = 0;  // samples that the device has not taken yet
    virtual void clear() = 0;
};

std::unique_ptr<Speaker> make_loudspeaker(std::unique_ptr<AudioPort> port);
std::unique_ptr<AudioPort> make_sdl_port(const std::string& device);
// The system is still opening or closing a device that was let go. Where that hangs, what libraries do at the end of a program may wait for
// it for ever: such a program ends without them.
bool sdl_port_hangs();

}  // namespace luot::board_app
