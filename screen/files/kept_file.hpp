// A small file that a program keeps beside it, and that a power cut leaves whole: as it was, or as it is now.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace luot::files {

// Whom the system lets read it: whoever it lets read what this program makes, or its owner alone, from the first byte on (where the system
// knows such rights).
enum class Readers : std::uint8_t { as_usual, owner };

// Puts the text in the place of what the file held, by a new file beside it (NAME.new) that takes its name; on the disk when this returns.
// Where the system has no call for that, its own writing has to do. Nothing: it is kept. Otherwise why not, in English, as the end of a
// sentence; the file is then as it was, but for the last step, where nobody can say.
std::optional<std::string> keep(const std::filesystem::path& file, std::string_view text, Readers readers = Readers::as_usual);

}  // namespace luot::files
