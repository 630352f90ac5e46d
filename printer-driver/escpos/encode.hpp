// Values into ESC/POS bytes. Text is never sent as text: no code page of these printers holds Vietnamese, so a slip is a picture.
#pragma once

#include <cstdint>
#include <vector>

#include "escpos/bitmap.hpp"

namespace luot::escpos {

using Bytes = std::vector<std::uint8_t>;

// Some models take no more rows than this in one GS v 0.
constexpr int band_rows_most = 2'303;

struct SlipProfile {
    // Small bands print while the rest is still on its way, and suit printers with little memory.
    int band_rows = 256;
    int feed_dots = 24;  // before the cut, 3 mm
    bool cut = true;
};

void append_init(Bytes& to);                                          // ESC @
void append_raster(Bytes& to, const Bitmap& picture, int band_rows);  // GS v 0 in bands of 1 to band_rows_most rows
void append_feed(Bytes& to, int dots);                                // ESC J, as often as it takes
void append_cut(Bytes& to);                                           // GS V 66 0: feed to the knife and cut, leaving a hinge
void append_recovery(Bytes& to);                                      // DLE ENQ 2: drop what is buffered after an error
// GS r 1: asks for the paper sensors in the order of the job, so that the answer says that all before it has been worked off.
void append_done_query(Bytes& to);

// A whole slip: init, raster, feed, cut.
Bytes encode_slip(const Bitmap& picture, const SlipProfile& profile);

}  // namespace luot::escpos
