// Lines on which TLS was not agreed on, counted by why.
#pragma once

#include <cstdint>

#include "tls/end.hpp"

namespace luot::tls {

struct HandshakesFailed {
    std::uint64_t plain = 0;       // something else was spoken
    std::uint64_t refused = 0;     // there was no agreement: another version, a certificate that is not believed
    std::uint64_t unfinished = 0;  // the other end went, or said nothing more, before there was one

    void count(const End& end, bool spoke_plain) {
        if (spoke_plain) {
            ++plain;
        } else if (end.failure()) {
            ++refused;
        } else {
            ++unfinished;
        }
    }
};

}  // namespace luot::tls
