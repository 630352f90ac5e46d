// The catalogues of the source tree, for tests of whatever says them.
#pragma once

#include "words/load.hpp"

namespace luot::testing {

inline const words::Words& shipped_words() {
    static const words::Words words = words::load_words(LUOT_SOURCE_DIR "/screen/words").value().words;
    return words;
}

}  // namespace luot::testing
