// Two soft tones before an announcement, made by code: nobody's recording, the same everywhere. Pure.
#pragma once

#include "voice/pcm.hpp"

namespace luot::voice {

// E5, then C5, each dying away; as loud as every clip (level.hpp). 1.1 s.
Pcm chime();

}  // namespace luot::voice
