// Clips as files: WAV of any kind that SDL reads, Ogg Vorbis; written as WAV.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "sound/espeak.hpp"
#include "voice/pcm.hpp"

namespace luot::sound {

// Any rate and number of channels (within limits::clip_rate_hz_min and so on) of 16 bit samples as voice::Pcm: channels averaged, the rate
// converted.
voice::Pcm converted(const std::vector<std::int16_t>& samples, int channels, int rate_hz);

// Of letters, digits, '.', '_' and '-', and no hidden one: such a name leaves no folder.
bool is_plain_name(const std::string& name);

// DIR/VOICE/NAME.wav or .ogg, the first that is there. Names that are not plain are of no file.
std::optional<std::filesystem::path> find_clip(const std::filesystem::path& folder, const std::string& voice, const std::string& name);
// The same of DIR/NAME.
std::optional<std::filesystem::path> find_clip(const std::filesystem::path& folder, const std::string& name);
// As it was recorded, but in our rate. One file of at most limits::clip_longest_ms.
boost::system::result<voice::Pcm, NoSound> read_clip(const std::filesystem::path& file);
// Whole or not at all.
boost::system::result<void, NoSound> write_wav(const std::filesystem::path& file, const voice::Pcm& sound);

// The 44 bytes before so many samples.
std::string wav_header(std::size_t samples);

}  // namespace luot::sound
