// Every bound of the network layer, with its reason. Times are real time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "core/limits.hpp"
#include "core/moment.hpp"
#include "frame/frame.hpp"

namespace luot::net {

// Who speaks in the hall; see net/voice_zones.hpp.
struct VoiceLimits {
    // A board begins only while the server is known to have heard it within 8 s; the rest is for what its clock and ours are apart.
    std::chrono::milliseconds lease{8'500};
    // Of what a lost board may have begun unheard: as long as the longest that was reported, but one call in two languages at least, and
    // not so long that calls grow older than the 60 s in which they are announced.
    std::chrono::milliseconds unheard_least{15'000};
    std::chrono::milliseconds unheard_most{48'000};
    // No announcement is longer than 40 s; one that says so is taken at twice its time and a little.
    std::chrono::milliseconds announcement{90'000};
    // After a start: boards are back by then, whose longest pause between two attempts is 12 s; and one that is not, and does not know that
    // the server was away, has finished what it began.
    std::chrono::milliseconds back{23'500};
    // Nothing waits to be said so long after the last call: a speaker says all that waits, however long it takes, and in this time some 180
    // announcements of up to three calls.
    core::TimeUs heard_of_us = 1'800 * core::second_us;
    // Twice what an office file may name.
    std::size_t zones = 64;
    // Boards with a loudspeaker in one zone: each hears of each announcement.
    std::size_t members = 256;
    // Boards that are gone and may still be heard, by name.
    std::size_t gone = 64;
};

// Who a clerk is, and what they write for the next one; see net/sign_ins.hpp and net/desk.hpp.
struct DeskLimits {
    // Of the ten thousand PINs of four digits, nobody finds one in so few; and a clerk who mistypes has some left.
    std::uint32_t wrong_pins = 5;
    // That nobody is heard as this clerk then: doubles from first to last.
    std::chrono::milliseconds lock_first{60'000};
    std::chrono::milliseconds lock_last{960'000};
    // After the last wrong one and its lock: whoever waits for it tries fewer PINs in a day than who has them locked again and again.
    std::chrono::milliseconds wrong_forgotten{3'600'000};
    // Of one clerk: half of what may wait to be checked, so that a flood of one is not everybody's. Nobody has so many windows.
    std::uint32_t pins_under_way = 12;
    // At which a clerk signed in: two for each counter that an office may have.
    std::size_t sessions_remembered = 2 * core::limits::counters;
    // Tickets with a note in one day: every fifth visit of the largest centre.
    std::size_t notes = 2'000;
    // Of a connection, that wait to be kept: more than a clerk writes while the disk is slow, and a small part of all that may wait
    // (server/ticket_notes.hpp). One beyond it is dropped: its writer says it again.
    std::size_t notes_written = 8;
    // Told to one peer at a time, so that its answers find their place between them.
    std::size_t notes_at_once = 32;
};

struct Limits {
    // A thousand boards and some hundred devices at the largest centre, twice over while they reconnect.
    std::size_t connections = 2'048;
    // TLS lines that are not agreed on yet, each for limits.hello at most. Beyond, as beyond `connections`, the oldest line that has not
    // said who it is gives way, of the address that has most, to an address with fewer (peer/giving_way.hpp); any other newcomer is closed,
    // and comes again after its back-off.
    std::size_t handshakes = 512;
    std::size_t frame_bytes = frame::from_device_bytes_max;
    // Requests without a reply on one connection: what the core keeps answers for.
    std::size_t under_way = core::limits::unacknowledged;

    // A client says Hello with its first packet; who has not done so in this time is no client.
    std::chrono::milliseconds hello{5'000};
    std::chrono::milliseconds ping{5'000};
    // Two pings and a little: one lost packet's retransmission is no death.
    std::chrono::milliseconds dead{12'000};
    // A write that moved nothing for so long: the peer does not read. As long as `dead`, for the same reason.
    std::chrono::milliseconds write_stalled{12'000};
    // After a last word, the other side has this long to close before we do.
    std::chrono::milliseconds linger{500};
    // A stop is promised within 5 s: so long for replies under way, the rest for the last words.
    std::chrono::milliseconds stop_wait{4'000};
    // Deadlines are looked at this often, of so many lines in a turn: some ten microseconds.
    std::chrono::milliseconds clock_step{250};
    std::size_t looks_a_turn = 16;
    // After the system refused a connection for want of descriptors or memory: doubles from first to last.
    std::chrono::milliseconds accept_pause_first{100};
    std::chrono::milliseconds accept_pause_last{1'000};
    // When everybody comes back at once, those who are in keep most of the thread: so many newcomers, each some tens of microseconds of
    // work with its snapshot, then a breather. Two thousand are in within two thirds of a second; they wait in the system's queue
    // meanwhile.
    std::size_t accepts_in_a_row = 4;
    std::chrono::milliseconds accept_breather{1};

    // Envelopes taken from one connection before everybody else has a turn: who keeps to what may be under way seldom has so many waiting.
    // As many as one write answers.
    std::size_t envelopes_a_turn = 32;
    // Peers that are shown something before everybody else has a turn: some tens of microseconds, of which a call meets a few.
    std::size_t flushes_a_turn = 2;
    // All that comes of a call, shown to a thousand boards, takes so long and goes out as fast as it can. Where more and more happens
    // before two thousand have heard of it, showing takes a third of the thread: what they then are shown is some tens of milliseconds
    // later.
    std::chrono::milliseconds showing_burst{30};
    int showing_rest_for_work = 2;
    std::chrono::milliseconds showing_rest{1};
    // One read: many requests of a batch, and two thousand idle connections cost 16 MiB.
    std::size_t read_bytes = std::size_t{8} * 1024;
    // What the system is offered at once, so that a long write is seen to move.
    std::size_t write_bytes = std::size_t{64} * 1024;
    // Envelopes in one write: Asio passes at most 64 buffers to the system, and an envelope takes two.
    std::size_t gathered = 32;

    // Pushes that wait for one peer; beyond, it is behind and gets a snapshot once it has read what is under way. A minute of the busiest
    // half-hour is under 100 events.
    std::size_t outbox_pushes = 512;
    std::size_t outbox_push_bytes = std::size_t{512} * 1024;
    // Replies, pings and the like that wait for one peer: it had 64 requests under way, the rest are refusals and pongs that it asked for
    // without reading. Beyond, it is cut off.
    std::size_t outbox_controls = 256;

    // Kiosks and boards whose state is known, gone ones too: as many as can be connected. Told to who watches so many at a time, so that
    // its answers find their place between them.
    std::size_t devices_known = 2'048;
    std::size_t statuses_at_once = 32;

    VoiceLimits voice;
    DeskLimits desk;

    // Pushes kept for each role, for those who come back: some ten minutes of the busiest half-hour.
    std::size_t ring_pushes = 4'096;
    std::size_t ring_bytes = std::size_t{1024} * 1024;
    // A snapshot is sent again for so long in office time, with the pushes since. Short, because it says what time it is.
    core::TimeUs snapshot_good_for_us = core::second_us;
    std::size_t pushes_behind_snapshot = 64;
    // What the clock alone changes (that a wait now runs past the end of work) is looked for this often: minutes are all that people see.
    std::chrono::milliseconds shown_looked_at{10'000};
    // Events after which the pushes for a role that nobody listens to are no longer made.
    std::size_t events_unheard = 4'096;
};

}  // namespace luot::net
