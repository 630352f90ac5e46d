#include "net/enrolled_devices.hpp"

#include <algorithm>

#include "net/session_fsm.hpp"
#include "peer/network_of.hpp"

namespace luot::net {

namespace {

Refused not_enrolled(const char* why) {
    return Refused{code::not_enrolled, why};
}

bool is_listed(core::Role role) {
    return role == core::Role::kiosk || role == core::Role::counter || role == core::Role::board;
}

}  // namespace

// Over a copy: whoever is ended leaves.
void EnrolledDevices::replace(const std::vector<EnrolledDevice>& devices, const std::vector<WaitingCode>& codes) {
    known_ = true;
    devices_.clear();
    codes_.clear();
    for (const EnrolledDevice& device : devices) devices_.emplace(device.digest, Name(device.role, device.name));
    for (const WaitingCode& code : codes) codes_.emplace(code.digest, code);
    std::vector<AdmissionMember*> gone;
    for (const auto& [member, is] : members_) {
        if (!is_enrolled(is)) gone.push_back(member);
    }
    for (AdmissionMember* member : gone) {
        if (members_.contains(member)) member->revoked();
    }
}

bool EnrolledDevices::is_enrolled(const Member& member) const {
    if (member.digest.empty()) return true;
    const auto found = devices_.find(member.digest);
    return found != devices_.end() && found->second == member.name;
}

std::optional<Refused> EnrolledDevices::refuses(const Hello& hello, const std::string& peer) {
    if (hello.credential.empty() && !required_) return std::nullopt;
    if (hello.credential.empty()) return not_enrolled("this server lets in enrolled devices alone: get a code, and start with --enroll");
    if (!known_) return Refused{code::unavailable, "who is enrolled cannot be looked up at the moment; come again"};
    if (brings_code(hello)) return refuses_code(hello, peer);
    if (is_enrolled(Member{Name(hello.role, hello.device), needs_.digest(hello.credential)})) return std::nullopt;
    return not_enrolled("this credential is not, or no more, this device's in this role");
}

bool EnrolledDevices::brings_code(const Hello& hello) const {
    return hello.credential.starts_with(code_prefix);
}

const WaitingCode* EnrolledDevices::code_of(const Hello& hello) const {
    const auto found = codes_.find(needs_.code_digest(std::string_view(hello.credential).substr(code_prefix.size())));
    if (found == codes_.end()) return nullptr;
    const WaitingCode& code = found->second;
    return code.role == hello.role && code.name == hello.device && code.expires_s > needs_.now_s() ? &code : nullptr;
}

std::optional<Refused> EnrolledDevices::refuses_code(const Hello& hello, const std::string& peer) {
    const std::int64_t minute = needs_.now_s() / 60;
    if (minute != minute_) {
        wrong_of_network_.clear();
        wrong_of_all_ = 0;
    }
    minute_ = minute;
    const std::string network = network_of(peer);
    const auto of_network = wrong_of_network_.find(network);
    const bool too_many = of_network != wrong_of_network_.end() && of_network->second >= wrong_codes_a_minute;
    if (too_many || wrong_of_all_ >= wrong_codes_of_all_a_minute)
        return Refused{code::busy, "too many wrong codes; come again in a minute"};
    if (code_of(hello) != nullptr) return std::nullopt;
    ++wrong_of_network_[network];
    ++wrong_codes_;
    if (++wrong_of_all_ == 1) needs_.wrong_code(peer, wrong_codes_);
    return not_enrolled("the code is wrong, used up, out of date, or of another device or role");
}

// The code may have run out, or been taken back, since refuses() looked: whoever keeps them looks again.
void EnrolledDevices::enrol(const Hello& hello, const std::string& peer, OnEnrolled on_enrolled) {
    const std::string digest = needs_.code_digest(std::string_view(hello.credential).substr(code_prefix.size()));
    needs_.enrol(WaitingCode{hello.role, hello.device, digest, 0}, peer, std::move(on_enrolled));
}

void EnrolledDevices::joined(AdmissionMember& member, const Hello& hello, const std::string& credential) {
    members_[&member] = Member{Name(hello.role, hello.device), credential.empty() ? std::string() : needs_.digest(credential)};
    if (is_listed(hello.role)) needs_.seen(hello.role, hello.device);
}

void EnrolledDevices::left(AdmissionMember& member) {
    const auto found = members_.find(&member);
    if (found == members_.end()) return;
    const Name name = found->second.name;
    members_.erase(found);
    if (is_listed(name.first)) needs_.seen(name.first, name.second);
}

std::vector<EnrolledDevices::Connected> EnrolledDevices::connected() const {
    std::set<Name> names;
    for (const auto& [member, is] : members_) {
        if (is_listed(is.name.first)) names.insert(is.name);
    }
    std::vector<Connected> connected;
    connected.reserve(names.size());
    for (const auto& [role, name] : names) connected.push_back(Connected{role, name});
    return connected;
}

}  // namespace luot::net
