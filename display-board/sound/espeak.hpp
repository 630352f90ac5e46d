// Speech synthesis by espeak-ng: no internet, no recordings. The library keeps everything in globals, so this is the one place of the
// process that calls it; any thread may, one at a time is served.
#pragma once

#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "voice/pcm.hpp"

namespace luot::sound {

struct NoSound {
    std::string reason;  // one line of English
};

struct Speech {
    std::vector<std::int16_t> samples;
    int rate_hz = 0;  // espeak-ng's own
};

bool espeak_has(const std::string& voice);
// "vi", "vi-vn-x-central", "vi-vn-x-south", "en", … At most limits::speech_bytes_max of the text, cut between characters.
boost::system::result<Speech, NoSound> espeak_say(const std::string& voice, const std::string& text);

}  // namespace luot::sound
