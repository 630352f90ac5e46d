#include "net/enrolled_devices.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "net/session_fsm.hpp"

using namespace luot;
using net::EnrolledDevices;

namespace {

struct Line final : net::AdmissionMember {
    explicit Line(EnrolledDevices& door) : door_(door) {}
    void revoked() override {
        ended = true;
        door_.left(*this);
    }
    bool ended = false;

  private:
    EnrolledDevices& door_;
};

net::Hello hello(core::Role role, const std::string& device, const std::string& credential = {}) {
    net::Hello hello;
    hello.role = role;
    hello.device = core::DeviceCode{device};
    hello.credential = credential;
    return hello;
}

const net::EnrolledDevice kiosk{core::Role::kiosk, core::DeviceCode{"kiosk-1"}, "digest of secret"};
const net::WaitingCode code{core::Role::board, core::DeviceCode{"board-1"}, "code K7QM3F9X", 900};

class Office {
  public:
    explicit Office(bool required) : door(required, needs()) {}

    std::string refusal(const net::Hello& said, const std::string& peer = "10.0.0.1") {
        const auto refused = door.refuses(said, peer);
        return refused ? refused->code : "";
    }

    EnrolledDevices::Needs needs() {
        EnrolledDevices::Needs needs;
        needs.digest = [](std::string_view credential) { return "digest of " + std::string(credential); };
        needs.code_digest = [](std::string_view typed) { return "code " + std::string(typed); };
        needs.now_s = [this] { return now_s; };
        needs.enrol = [this](const net::WaitingCode& used, const std::string& peer, net::Admission::OnEnrolled) {
            enrolled.push_back(used.name.value + " from " + peer);
            digests.push_back(used.digest);
        };
        needs.seen = [this](core::Role, const core::DeviceCode& name) { seen.push_back(name.value); };
        needs.wrong_code = [this](const std::string& peer, std::uint64_t so_far) {
            warnings.push_back(peer + " " + std::to_string(so_far));
        };
        return needs;
    }

    std::int64_t now_s = 100;
    std::vector<std::string> enrolled, digests, seen, warnings;
    EnrolledDevices door;
};

}  // namespace

TEST_CASE("enrolled devices - a credential is good for one role and one name") {
    for (const bool required : {false, true}) {
        CAPTURE(required);
        Office office(required);
        office.door.replace({kiosk}, {});
        CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-1", "secret")).empty());
        CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-2", "secret")) == net::code::not_enrolled);
        CHECK(office.refusal(hello(core::Role::counter, "kiosk-1", "secret")) == net::code::not_enrolled);
        CHECK(office.refusal(hello(core::Role::administrator, "kiosk-1", "secret")) == net::code::not_enrolled);
        CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-1", "secre")) == net::code::not_enrolled);
        CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-1")) == (required ? net::code::not_enrolled : ""));
        CHECK(office.refusal(hello(core::Role::supervisor, "chief")) == (required ? net::code::not_enrolled : ""));
    }
}

TEST_CASE("enrolled devices - until it is known who is enrolled they are asked to come again") {
    Office office(true);
    CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-1", "secret")) == net::code::unavailable);
    CHECK(office.refusal(hello(core::Role::board, "board-1", "code:K7QM3F9X")) == net::code::unavailable);
    CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-1")) == net::code::not_enrolled);
}

TEST_CASE("enrolled devices - a code is good for its device and its time") {
    Office office(true);
    office.door.replace({}, {code});
    const auto right = hello(core::Role::board, "board-1", "code:K7QM3F9X");
    CHECK(office.door.brings_code(right));
    CHECK(office.refusal(right).empty());
    office.door.enrol(right, "10.0.0.7", [](const auto&) {});
    CHECK(office.enrolled == std::vector<std::string>{"board-1 from 10.0.0.7"});
    CHECK(office.refusal(hello(core::Role::board, "board-2", "code:K7QM3F9X")) == net::code::not_enrolled);
    CHECK(office.refusal(hello(core::Role::kiosk, "board-1", "code:K7QM3F9X")) == net::code::not_enrolled);
    CHECK(office.refusal(hello(core::Role::board, "board-1", "code:")) == net::code::not_enrolled);
    office.now_s = 900;
    CHECK(office.refusal(right) == net::code::not_enrolled);
    office.now_s = 100;
    office.door.replace({}, {});
    CHECK(office.refusal(right) == net::code::not_enrolled);
}

TEST_CASE("enrolled devices - a code that runs out between the look and the enrolment is left to whoever keeps it") {
    Office office(true);
    office.door.replace({}, {code});
    const auto right = hello(core::Role::board, "board-1", "code:K7QM3F9X");
    CHECK(office.refusal(right).empty());
    office.now_s = code.expires_s;
    office.door.enrol(right, "", [](const auto&) {});
    office.door.replace({}, {});
    office.door.enrol(right, "", [](const auto&) {});
    CHECK(office.digests == std::vector<std::string>(2, code.digest));
}

TEST_CASE("enrolled devices - a flood of codes from one network keeps no device of another from being enrolled") {
    Office office(true);
    office.door.replace({kiosk}, {code});
    const auto right = hello(core::Role::board, "board-1", "code:K7QM3F9X"), wrong = hello(core::Role::board, "board-1", "code:X");
    for (std::uint32_t tried = 0; tried < EnrolledDevices::wrong_codes_a_minute; ++tried)
        CHECK(office.refusal(wrong, "2001:db8:1:2::" + std::to_string(tried + 1)) == net::code::not_enrolled);
    CHECK(office.refusal(wrong, "2001:db8:1:2:f::1") == net::code::busy);
    CHECK(office.refusal(right, "2001:db8:1:2::1") == net::code::busy);
    CHECK(office.refusal(hello(core::Role::kiosk, "kiosk-1", "secret"), "2001:db8:1:2::1").empty());
    CHECK(office.refusal(right, "2001:db8:1:3::1").empty());
    // What is not looked at is not wrong; one is told.
    CHECK(office.door.wrong_codes() == EnrolledDevices::wrong_codes_a_minute);
    CHECK(office.warnings == std::vector<std::string>{"2001:db8:1:2::1 1"});
    office.now_s += 60;
    CHECK(office.refusal(right, "2001:db8:1:2::1").empty());
    CHECK(office.refusal(wrong, "10.0.0.9") == net::code::not_enrolled);
    CHECK(office.warnings.back() == "10.0.0.9 21");
}

TEST_CASE("enrolled devices - a flood of codes from everywhere is not looked at until the minute is over") {
    Office office(true);
    office.door.replace({}, {code});
    const auto right = hello(core::Role::board, "board-1", "code:K7QM3F9X"), wrong = hello(core::Role::board, "board-1", "code:X");
    for (std::uint32_t tried = 0; tried < EnrolledDevices::wrong_codes_of_all_a_minute; ++tried)
        CHECK(office.refusal(wrong, "10.0." + std::to_string(tried / 200) + "." + std::to_string(tried % 200)) == net::code::not_enrolled);
    CHECK(office.refusal(wrong, "10.1.0.1") == net::code::busy);
    CHECK(office.refusal(right, "10.1.0.1") == net::code::busy);
    CHECK(office.warnings.size() == 1);
    office.now_s += 60;
    CHECK(office.refusal(right, "10.1.0.1").empty());
}

TEST_CASE("enrolled devices - a revoked device loses its lines at once and others do not") {
    Office office(false);
    office.door.replace({kiosk}, {});
    Line enrolled(office.door), again(office.door), without(office.door);
    office.door.joined(enrolled, hello(core::Role::kiosk, "kiosk-1"), "secret");
    office.door.joined(again, hello(core::Role::kiosk, "kiosk-1"), "secret");
    office.door.joined(without, hello(core::Role::counter, "counter-1"), "");
    CHECK(office.door.connected().size() == 2);
    office.door.replace({kiosk}, {code});
    CHECK(!enrolled.ended);
    // Enrolled anew: what has the old credential is somebody else.
    office.door.replace({{kiosk.role, kiosk.name, "digest of another"}}, {});
    CHECK(enrolled.ended);
    CHECK(again.ended);
    CHECK(!without.ended);
    CHECK(office.door.connected().size() == 1);
    office.door.left(without);
    office.door.left(without);
    CHECK(office.door.connected().empty());
    CHECK(office.seen == std::vector<std::string>{"kiosk-1", "kiosk-1", "counter-1", "kiosk-1", "kiosk-1", "counter-1"});
}
