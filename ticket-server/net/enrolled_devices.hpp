// Lets in devices that were enrolled: each has a credential of its own, of which a hash alone is kept here, and may connect under its own
// name and in its own role. A code gets a device its credential, once. Pure but for what it is given. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/admission.hpp"

namespace luot::net {

// A Hello's credential begins with it where it is a code and no credential.
constexpr std::string_view code_prefix = "code:";

struct EnrolledDevice {
    core::Role role = core::Role::unspecified;
    core::DeviceCode name;
    std::string digest;  // of the credential
};
struct WaitingCode {
    core::Role role = core::Role::unspecified;
    core::DeviceCode name;
    std::string digest;  // of the code
    std::int64_t expires_s = 0;
};

class EnrolledDevices final : public Admission {
  public:
    struct Needs {
        std::function<std::string(std::string_view)> digest;       // of a credential
        std::function<std::string(std::string_view)> code_digest;  // of a code, in whatever way it was typed
        std::function<std::int64_t()> now_s;                       // as the codes' expiry
        // Uses the code up and keeps the device, durably, or refuses it where the code is not good any more: its expires_s says nothing.
        // Calls back as enrol() does.
        std::function<void(const WaitingCode& code, const std::string& peer, OnEnrolled on_enrolled)> enrol;
        // It came or went.
        std::function<void(core::Role role, const core::DeviceCode& name)> seen;
        // A wrong code came from there: the first one of a minute. `so_far`: with those since the start.
        std::function<void(const std::string& peer, std::uint64_t so_far)> wrong_code;
    };
    struct Connected {
        core::Role role = core::Role::unspecified;
        core::DeviceCode name;
    };

    // Codes that were nobody's, in a minute: from one network more than any technician mistypes, and from all together. Beyond, codes are
    // not looked at, from there or from anywhere, until the minute is over: whoever floods from a few addresses keeps out nobody else. A
    // code has 40 bits, so that the most that is looked at finds one of 64 within their quarter of an hour once in a million such floods.
    static constexpr std::uint32_t wrong_codes_a_minute = 20;
    static constexpr std::uint32_t wrong_codes_of_all_a_minute = 1'000;

    // `required`: who has no credential is not let in. Else it is, as on a trusted network, but nobody with a wrong one.
    EnrolledDevices(bool required, Needs needs) : required_(required), needs_(std::move(needs)) {}

    // As it is kept: at the start, and whenever that has changed. Lines whose credential is not in it any more are ended. Until it was said
    // first, whoever has to be looked up is asked to come again.
    void replace(const std::vector<EnrolledDevice>& devices, const std::vector<WaitingCode>& codes);

    std::optional<Refused> refuses(const Hello& hello, const std::string& peer) override;
    bool brings_code(const Hello& hello) const override;
    void enrol(const Hello& hello, const std::string& peer, OnEnrolled on_enrolled) override;
    void joined(AdmissionMember& member, const Hello& hello, const std::string& credential) override;
    void left(AdmissionMember& member) override;

    // Kiosks, counters and boards that are in, enrolled or not; each once.
    std::vector<Connected> connected() const;

    // Since the start.
    std::uint64_t wrong_codes() const { return wrong_codes_; }

  private:
    using Name = std::pair<core::Role, core::DeviceCode>;
    struct Member {
        Name name;
        std::string digest;  // empty: let in without a credential
    };

    std::optional<Refused> refuses_code(const Hello& hello, const std::string& peer);
    const WaitingCode* code_of(const Hello& hello) const;
    bool is_enrolled(const Member& member) const;

    const bool required_;
    Needs needs_;
    bool known_ = false;
    std::map<std::string, Name> devices_;  // by digest
    std::map<std::string, WaitingCode> codes_;
    std::map<AdmissionMember*, Member> members_;
    std::int64_t minute_ = 0;
    std::map<std::string, std::uint32_t> wrong_of_network_;  // in it
    std::uint32_t wrong_of_all_ = 0;                         // likewise
    std::uint64_t wrong_codes_ = 0;
};

}  // namespace luot::net
