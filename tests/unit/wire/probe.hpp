// A shell around the client's machine that does what it says and keeps it, with time in the test's hand.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fake_office.hpp"
#include "wire/client_fsm.hpp"

namespace luot::test {

using wire::Instant;
using wire::LinkState;
using Numbers = std::vector<std::uint64_t>;

struct Probe {
    wire::ClientFsm fsm{wire::Identity{v1::ROLE_KIOSK, "kiosk-1", "secret"}, 7};
    Instant now{1'000'000};
    frame::Decoder decoder{frame::from_device_bytes_max};
    std::vector<v1::Envelope> sent;
    std::vector<std::pair<wire::Token, v1::Reply>> replies;
    std::vector<std::uint64_t> events;
    std::vector<std::uint64_t> snapshots;
    std::vector<std::pair<LinkState, std::string>> states;
    std::vector<std::string> keys;
    std::vector<v1::DeviceStatus> devices;
    std::vector<v1::VoiceTurn> turns;
    std::vector<v1::SignedIn> signed_in;
    std::vector<v1::Staff> staff;
    std::vector<v1::TicketNote> notes;
    std::optional<Instant> timer;
    int connects = 0;
    int closes = 0;
    int pongs = 0;

    void take(wire::Connect&) { ++connects; }
    void take(wire::Close&) { ++closes; }
    void take(wire::Send& send) {
        decoder.feed(send.bytes);
        while (const auto payload = decoder.next()) REQUIRE(sent.emplace_back().ParseFromString(std::string(*payload)));
        REQUIRE(decoder.error() == frame::Error::none);
    }
    void take(wire::ArmTimer& arm) { timer = arm.at; }
    void take(wire::WelcomeCame&) {}
    void take(wire::SnapshotCame& came) { snapshots.push_back(came.snapshot.seq()); }
    void take(wire::EventCame& came) { events.push_back(came.event.seq()); }
    void take(wire::ReplyCame& came) { replies.emplace_back(came.token, came.reply); }
    void take(wire::PongCame&) { ++pongs; }
    void take(wire::PersonKeyCame& came) { keys.push_back(came.key); }
    void take(wire::DeviceStatusCame& came) { devices.push_back(came.status); }
    void take(wire::VoiceTurnCame& came) { turns.push_back(came.turn); }
    void take(wire::SignedInCame& came) { signed_in.push_back(came.answer); }
    void take(wire::StaffCame& came) { staff.push_back(came.staff); }
    void take(wire::TicketNoteCame& came) { notes.push_back(came.note); }
    void take(wire::StateChanged& changed) { states.emplace_back(changed.state, changed.why); }
    void drain() {
        while (auto action = fsm.next()) std::visit([this](auto& what) { take(what); }, *action);
    }

    void hear(const std::string& bytes) {
        fsm.received(bytes, now);
        drain();
    }
    void hear(const v1::Envelope& envelope) { hear(FakeOffice::framed(envelope)); }
    void hear_welcome(std::uint64_t session = 5, std::uint64_t epoch = 1) {
        v1::Envelope envelope;
        envelope.mutable_welcome()->set_session(session);
        envelope.mutable_welcome()->set_epoch(epoch);
        hear(envelope);
    }
    void hear_refused(const std::string& code) {
        v1::Envelope envelope;
        envelope.mutable_refused()->set_code(code);
        hear(envelope);
    }
    void hear_error(std::uint64_t no, const std::string& code) {
        v1::Envelope envelope;
        envelope.mutable_reply()->set_no(no);
        envelope.mutable_reply()->mutable_error()->set_code(code);
        hear(envelope);
    }
    void hear_result(std::uint64_t no) {
        v1::Envelope envelope;
        envelope.mutable_reply()->set_no(no);
        envelope.mutable_reply()->mutable_result()->set_ticket(no);
        hear(envelope);
    }
    void hear_event(std::uint64_t seq) {
        v1::Envelope envelope;
        envelope.mutable_event()->set_seq(seq);
        hear(envelope);
    }
    void hear_snapshot(std::uint64_t seq) {
        v1::Envelope envelope;
        envelope.mutable_snapshot()->set_seq(seq);
        hear(envelope);
    }

    void connect() {
        sent.clear();
        fsm.connected(now);
        drain();
    }
    void go_live(std::uint64_t session = 5, std::uint64_t epoch = 1) {
        fsm.start(now);
        drain();
        connect();
        hear_welcome(session, epoch);
        sent.clear();
    }
    void lose() {
        fsm.disconnected(now, "lost");
        drain();
    }
    // Time passes until the timer rings.
    void wake() {
        REQUIRE(timer);
        now = *timer;
        fsm.wake(now);
        drain();
    }
    void reconnect() {
        const auto before = connects;
        wake();
        REQUIRE(connects == before + 1);
        connect();
    }
    void submit(const std::string& service, wire::Token token) {
        REQUIRE(fsm.submit(issue(service), token) == wire::ClientFsm::Submitted::queued);
        drain();
    }
    std::vector<std::uint64_t> sent_numbers() const {
        std::vector<std::uint64_t> out;
        for (const auto& envelope : sent)
            if (envelope.has_request()) out.push_back(envelope.request().no());
        return out;
    }
};

}  // namespace luot::test
