// Values into ESC/POS bytes. Text is never sent as text: no code page of these printers holds Vietnamese, so a slip is a picture.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "escpos/bitmap.hpp"
#include "escpos/profile.hpp"

namespace luot::escpos {

using Bytes = std::vector<std::uint8_t>;

// Some models take no more rows than this in one GS v 0.
constexpr int band_rows_most = 2'303;
// GS ( L takes no more than this, and no more than fit into the 65,535 bytes that it can announce.
constexpr int graphics_rows_most = 1'662;

void append_init(Bytes& to);                                            // ESC @
void append_raster(Bytes& to, const Bitmap& picture, int band_rows);    // GS v 0 in bands of 1 to band_rows_most rows
void append_graphics(Bytes& to, const Bitmap& picture, int band_rows);  // GS ( L in bands of 1 to graphics_rows_most rows
void append_feed(Bytes& to, int dots);                                  // ESC J, as often as it takes
void append_cut(Bytes& to, Cut cut);                                    // GS V 65 or 66: feed to the knife and cut
void append_drop(Bytes& to, Drop drop);                                 // DLE ENQ 2 or DLE DC4 8
// GS r 1: asks for the paper sensors in the order of the job, so that the answer says that all before it has been worked off.
void append_done_query(Bytes& to);

struct EncodedSlip {
    Bytes bytes;                  // init, picture, feed, cut
    std::size_t picture_end = 0;  // who has had fewer bytes cannot have printed the whole picture
};
EncodedSlip encode_slip(const Bitmap& picture, const Profile& profile);

// Ends a command that a job which broke off has left behind: zeros, blank rows for a picture that waits for its rest. Outside of a command
// they mean nothing.
Bytes encode_rest(const Profile& profile);
// What hangs there then becomes a piece of its own.
void append_separation(Bytes& to, const Profile& profile);

// How much paper that takes, picture and feed, in whole millimetres; at least as much as it does.
int paper_mm(const Bitmap& picture, const Profile& profile);

}  // namespace luot::escpos
