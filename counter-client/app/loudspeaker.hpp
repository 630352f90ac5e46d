// Plays short sounds on the system's sound device. The device is open only while something sounds: an idle counter costs nothing. Opening
// may take its time, or hang with the system's sound server, so a thread of its own does it; nothing here waits for it.
#pragma once

#include <memory>

#include "counter_app/tones.hpp"

namespace luot::counter_app {

class Loudspeaker {
  public:
    // In the thread that also makes the window: SDL begins its parts in one thread only.
    Loudspeaker();
    // Cuts off what sounds; waits half a second at most.
    ~Loudspeaker();
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;

    // After what sounds now; of several that wait the last one. Where there is no device nothing sounds, and a log says so once.
    void play(desk::Sound sound);
    bool silent() const;  // the last one found no device

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

// The system still holds a loudspeaker's thread: what libraries do at the end of a program may wait for it for ever.
bool loudspeaker_hangs();

}  // namespace luot::counter_app
