// Pictures of a folder, one after the other, for the panel "slides": PNG and JPEG, in the order of their names. The folder and its
// files are read beside the thread that draws, so that nothing stands still meanwhile, be it a share of a network that is away. Broken and
// oversized files are passed over and told once each. The folder may change at any time. Time is handed in; one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "screen/canvas.hpp"

namespace luot::board_view {

class Slides {
  public:
    // How folder and pictures are read: beside the caller, or within look() (for tests).
    enum class Reading : std::uint8_t { beside, within };

    // Each picture is shown for `each_us`. `fonts` outlives it.
    Slides(screen::Fonts& fonts, std::filesystem::path folder, std::int64_t each_us = 10'000'000, Reading reading = Reading::beside);
    ~Slides();
    Slides(const Slides&) = delete;
    Slides& operator=(const Slides&) = delete;

    // Looks at the folder (5 s after it last began to) and at the time; true: current() is another one now. Pictures are made to fit `room`
    // (only its size counts); an empty room shows nothing.
    bool look(std::int64_t steady_us, const screen::Rect& room);
    // When look() is to be called next.
    std::int64_t next_us() const;

    std::shared_ptr<const screen::Canvas> current() const;  // null: there is none
    std::string current_name() const;
    // For a log, since it was last asked: files that cannot be shown and why.
    std::vector<std::string> take_troubles();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::board_view
