// Whether a device may connect at all. Network thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "net/translator.hpp"

namespace luot::net {

// A line of a device that was let in.
class AdmissionMember {
  public:
    // Its credential is good no more: nothing more of this connection may be decided.
    virtual void revoked() = 0;

  protected:
    ~AdmissionMember() = default;
};

class Admission {
  public:
    // The credential that the device is given, or why it gets none.
    using OnEnrolled = std::function<void(std::variant<std::string, Refused> outcome)>;

    virtual ~Admission() = default;

    // Why this device, at the address `peer` (empty: not known), is not let in; nothing: it is, or it brings a code that enrols it.
    virtual std::optional<Refused> refuses(const Hello& hello, const std::string& peer) = 0;
    // It brings a code: enrol() before it is welcomed.
    virtual bool brings_code(const Hello& hello) const = 0;
    // Precondition: not refused, and brings a code. Calls back once, on the network thread and never from within.
    virtual void enrol(const Hello& hello, const std::string& peer, OnEnrolled on_enrolled) = 0;

    // Is in from here on, with this credential (empty: none), until left(). No-op for who is not in.
    virtual void joined(AdmissionMember& member, const Hello& hello, const std::string& credential) = 0;
    virtual void left(AdmissionMember& member) = 0;
};

// For a server that listens on loopback alone, or was told that its network is trusted, and has nobody enrolled. A credential that nobody
// can check is refused rather than believed.
class TrustedNetwork final : public Admission {
  public:
    std::optional<Refused> refuses(const Hello& hello, const std::string& peer) override;
    bool brings_code(const Hello&) const override { return false; }
    void enrol(const Hello&, const std::string&, OnEnrolled) override {}
    void joined(AdmissionMember&, const Hello&, const std::string&) override {}
    void left(AdmissionMember&) override {}
};

}  // namespace luot::net
