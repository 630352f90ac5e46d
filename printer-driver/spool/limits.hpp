// Every bound of a kiosk, with its reason.
#pragma once

#include <chrono>
#include <cstddef>

namespace luot::spool::limits {

using std::chrono::milliseconds;

// Somebody stands in front of the kiosk: after so long they want to be told that it does not work now, and whom to ask.
constexpr milliseconds answer_within{10'000};
// A slip waits for the server's word before it is printed: a round trip and an fsync, or it is not printed at all.
constexpr milliseconds confirm_within{5'000};
// A slip has come out and the server does not say that it has heard of it. It goes on being told; who asked is answered now.
constexpr milliseconds report_within{5'000};
// Wishes that wait, and those without an answer. A kiosk has one person in front of it; scripts are made to wait by not being read.
constexpr std::size_t wishes_max = 16;
// Numbers taken whose slips have not come out yet: one printing, one next. A number is not taken before it can soon be printed.
constexpr std::size_t unprinted_max = 2;
// Copies that wait for the printer. Who asks for more has them refused by the server's time-out.
constexpr std::size_t copies_waiting_max = 16;
// What is told after a connection is partly the past, and comes in one burst. So long after its last piece it is taken for the present.
constexpr milliseconds caught_up_after{500};
// Tickets remembered whole, so that a copy has its promise and QR: those of the last two hours of a busy kiosk.
constexpr std::size_t remembered_max = 512;
// Tickets of which copies were asked for: few of a day's thousands.
constexpr std::size_t copies_seen_max = 4'096;

}  // namespace luot::spool::limits
