// What the devices' conversations share, and whom they tell of themselves. Internal to net, and to whoever plays a network. Network thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "engine/service.hpp"
#include "net/admission.hpp"
#include "net/counters.hpp"
#include "net/desk.hpp"
#include "net/devices.hpp"
#include "net/fan_out.hpp"
#include "net/limits.hpp"
#include "net/session_directory.hpp"
#include "net/translator.hpp"
#include "net/voice_zones.hpp"

namespace luot::net {

class Conversation;

struct Hall {
    engine::Service& service;
    const Translator& translator;
    Admission& admission;
    SessionDirectory& directory;
    Limits limits;
    FanOut fan_out;
    Devices devices;
    VoiceZones voice;
    Desk desk;
    double speed = 1;
    // When this server began, somebody may have been saying a call of before: there was one within limits.voice.heard_of_us, and since the
    // day began.
    bool calls_may_be_heard = false;
    // So often the clock alone changed what is shown. No event tells of it: whoever has not had a snapshot since is sent one.
    std::uint64_t clock_changes = 0;
    void look_at_what_is_shown();
    Counters counters;
    // A copy is in every command under way that opens a session: `told` does not know of them yet.
    std::shared_ptr<const bool> opening = std::make_shared<const bool>(true);
    std::size_t handshakes = 0;  // TLS lines that are not agreed on yet
    std::size_t sessions_opening() const { return static_cast<std::size_t>(opening.use_count()) - 1; }

    virtual ~Hall() = default;
    // Real time, of any clock that never goes back.
    virtual std::int64_t now_ms() const = 0;
    // Has something to write: flush() it once the executor has done what is ready.
    virtual void wants_flush(Conversation& conversation) = 0;
    // Closed: forget it.
    virtual void closed(Conversation& conversation) = 0;
    // No reply is under way.
    virtual void idle() = 0;

    Hall(engine::Service& the_service, const Translator& the_translator, Admission& the_admission, SessionDirectory& the_directory,
         const Limits& the_limits, double the_speed)
        : service(the_service),
          translator(the_translator),
          admission(the_admission),
          directory(the_directory),
          limits(the_limits),
          fan_out(the_translator, limits),
          devices(limits.devices_known),
          voice(limits.voice),
          desk(limits.desk),
          speed(the_speed) {
        const core::State& told = service.told();
        core::TimeUs last_us = told.recent_calls.empty() ? 0 : told.recent_calls.back().at_us;
        if (told.notice_urgent) last_us = std::max(last_us, told.notice_at_us);
        calls_may_be_heard = last_us + limits.voice.heard_of_us > service.now().at_us;
    }
    Hall(const Hall&) = delete;
    Hall& operator=(const Hall&) = delete;

  private:
    std::int64_t looked_ms_ = 0;
    core::TimeUs looked_us_ = 0;
};

}  // namespace luot::net
