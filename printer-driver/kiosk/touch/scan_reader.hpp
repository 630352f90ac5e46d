// Tells a scanner from a human: both are a keyboard, but a scanner writes a whole line within moments and ends it with Enter. What comes is
// kept for as long as it may be a scanner's, in one place that is wiped as soon as it was used: it may be somebody's card.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "touch/moment.hpp"

namespace luot::touch {

// Scanners leave some ms between two letters; nobody types at this pace.
constexpr Instant scanner_pause_max{60};
constexpr std::size_t scanned_letters_min = 6;
// A card's line has some 200 bytes. More is no code that concerns us.
constexpr std::size_t scanned_bytes_max = 512;

// Overwrites what was there, however sure the compiler is that nobody looks.
void wipe(void* memory, std::size_t bytes);

class ScanReader {
  public:
    ScanReader() = default;
    ~ScanReader() { clear(); }
    ScanReader(const ScanReader&) = delete;
    ScanReader& operator=(const ScanReader&) = delete;

    void typed(std::string_view text, Instant now);

    struct Line {
        std::string_view scanned;  // valid until the reader is told anything more; clear() then
        std::string typed;         // or a human's, with Enter after it
    };
    Line entered();

    // At deadline(): what turned out to be a human's. This alone judges a pause, and only when all that has come was told before: a program
    // that was busy reads late what was written fast.
    std::string wake(Instant now);
    std::optional<Instant> deadline() const;
    void clear();

  private:
    std::string take_typed();

    std::array<char, scanned_bytes_max> buffer_{};
    std::size_t size_ = 0;
    bool too_long_ = false;
    Instant last_{0};
};

}  // namespace luot::touch
