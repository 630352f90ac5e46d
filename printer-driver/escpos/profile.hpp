// What has to be known of a make of printer before bytes are sent to it. Read from profiles/*.toml by transport/profile_file.hpp.
#pragma once

#include <cstdint>
#include <string>

namespace luot::escpos {

enum class RasterCommand : std::uint8_t {
    raster_image,  // GS v 0, which every printer knows
    graphics,      // GS ( L: a band is stored by function 112 and printed by function 50
};
enum class Cut : std::uint8_t { none, partial, full };  // none: the paper is torn off by hand
// How a printer is told to drop what it has taken and not printed.
enum class Drop : std::uint8_t {
    none,
    after_error,  // DLE ENQ 2: when it stands still because of an error that can be mended, such as a jammed knife
    always,       // DLE DC4 8: at any moment, also without paper
};

// The defaults suit 80 mm paper in any printer that knows the common commands.
struct Profile {
    std::string name = "generic-80";
    std::string make = "any";
    int width_dots = 576;  // of what can be printed; a multiple of 8
    int dots_a_mm = 8;
    int roll_mm = 0;     // of a new roll; 0: not known, and nothing is counted down
    int low_mm = 3'000;  // so much left is "low", where it is counted
    RasterCommand raster = RasterCommand::raster_image;
    // Small bands print while the rest is still on its way, and suit printers with little memory.
    int band_rows = 256;
    int feed_dots = 24;  // before the cut, beyond the way to the knife
    Cut cut = Cut::partial;
    bool answers_questions = true;   // DLE EOT
    bool says_when_done = true;      // GS r 1
    bool reports_by_itself = false;  // GS a: automatic status
    bool near_end_sensor = true;     // what it says of the paper's near end means something
    Drop drop = Drop::after_error;
    int pace_mm_a_second = 60;  // at least
    bool keeps_line = false;    // the line stays open between slips, and nobody else can print
    bool operator==(const Profile&) const = default;
};

}  // namespace luot::escpos
