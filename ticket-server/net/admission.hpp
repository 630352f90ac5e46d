// Whether a device may connect at all. Enrolment will stand here.
#pragma once

#include <optional>

#include "net/translator.hpp"

namespace luot::net {

class Admission {
  public:
    virtual ~Admission() = default;
    // Why this device is not let in; nothing: it is.
    virtual std::optional<Refused> refuses(const Hello& hello) const = 0;
};

// For a server that listens on loopback alone, or was told that its network is trusted. A credential that nobody can check is refused
// rather than believed.
class TrustedNetwork final : public Admission {
  public:
    std::optional<Refused> refuses(const Hello& hello) const override;
};

}  // namespace luot::net
