// Every bound of the citizen's page, with its reason. Times are real time.
#pragma once

#include <cstddef>
#include <cstdint>

namespace luot::web::phone {

// So many at once, and one more each refill_us.
struct Allowance {
    std::int64_t burst = 1;
    std::int64_t refill_us = 1'000'000;
};

struct Limits {
    // Everything asked about visits from one address. An office's Wi-Fi, and a proxy before the server, has one address for all its
    // visitors: on the worst day measured (2,711 visits) 206 people come in the busiest half-hour, and where they wait for an hour some 400
    // wait at once. After a cut all of them come back within seconds (400), each with a page and a stream (800); without a stream each asks
    // every ten seconds (40 a second).
    Allowance peer{1'200, 1'000'000 / 60};
    // Of one token: reloads, a family's phones, streams that break. A page without a stream asks every ten seconds.
    Allowance token{40, 1'000'000};
    // Cancelling, coming back, rating: pressed once, and again by who saw no answer.
    Allowance deeds{6, 10'000'000};
    // Citizens' deeds that are being noted and done, all together; beyond: 503, and the page says to press again. The audit has room for
    // 256 entries that wait for the disk: supervisors' commands and whoever signs in keep most of it.
    std::size_t deeds_under_way = 32;
    // Tokens that do not exist, from one address: last day's pages that were left open ask once and stop. A token has 128 bits, so this
    // does not keep anybody from finding one (nobody can): it keeps the server from answering whoever tries. Tokens that exist are answered
    // all the same, for honest people sit on the same Wi-Fi.
    Allowance unknown{60, 10'000'000};
    // Addresses, and tokens asked for lately, that are kept count of: beyond, the one that has used the least of its allowance is
    // forgotten.
    std::size_t counted = 4'096;
    // A token's streams: beyond, the oldest one ends, for a phone that changed networks leaves one behind that does not know it yet.
    std::size_t streams_a_token = 4;
    // All streams: beyond, a page asks every ten seconds instead. Twice the 400 who may wait at once, and the server's other streams
    // (web/limits.hpp has 1,024 in all) keep their room.
    std::size_t streams = 800;
    // What all streams are looked at for: places in line move and minutes pass. Calls are told at once.
    std::int64_t look_us = 1'000'000;
    // A sign of life that a page can see: without one for three of them it says that what it shows may be old.
    std::int64_t alive_us = 15'000'000;
    // The longest token that is looked up.
    std::size_t token_bytes = 64;
    // The public page is made at most so often, whoever asks for it.
    std::int64_t public_us = 1'000'000;
};

}  // namespace luot::web::phone
