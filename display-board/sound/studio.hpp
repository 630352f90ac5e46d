// The studio of voice folders and espeak-ng: a thread of its own makes clips and takes, so that no frame waits for a voice.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "voice/studio.hpp"

namespace luot::sound {

// `given`, or where the voices of an installed program lie: share/luot/voices beside the folder of the program that runs. It need not be
// there.
std::filesystem::path voices_folder(const std::string& given);

// `on_take` is called from the studio's thread, whenever a take can be taken; it has to return at once. All else belongs to one thread.
// `voices`: as ClipLibrary's folder.
std::unique_ptr<voice::Studio> make_studio(const std::filesystem::path& voices, std::function<void()> on_take);

}  // namespace luot::sound
