// What the network layer needs of the protocol without knowing Protobuf: map/ implements it. Stateless; network thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/system/result.hpp>

#include "core/command.hpp"
#include "core/event.hpp"
#include "core/refusal.hpp"
#include "core/state.hpp"

namespace luot::net {

struct Hello {
    std::uint32_t major = 0, minor = 0;
    core::Role role = core::Role::unspecified;
    core::DeviceCode device;
    std::string credential;
    core::SessionId session;
    core::Seq resume_from = 0;
    std::uint64_t epoch = 0;
    bool no_pushes = false;   // neither a snapshot nor changes: for scripts that only ask
    std::string logo_digest;  // of the office's logo that it has kept
};
struct Request {
    std::uint64_t no = 0;
    std::uint64_t acked_through = 0;
    core::TimeUs not_after_us = 0;
    std::optional<core::Command> command;  // none: a verb that this version does not know, or a value out of bounds; refused with bad_value
};
struct Ping {
    std::uint64_t stamp = 0;
};
struct Pong {
    std::uint64_t stamp = 0;
};
struct Goodbye {};

enum class PrinterState : std::uint8_t {
    unspecified = 0,
    ready = 1,
    paper_low = 2,
    paper_end = 3,
    cover_open = 4,
    fault = 5,
    unreachable = 6,
    silent = 7
};
constexpr std::size_t printer_states = 8;
struct PrinterReport {
    PrinterState state = PrinterState::unspecified;
    std::optional<std::uint32_t> paper_left_mm;
    std::uint64_t slips_printed = 0;
    std::string detail;
    bool operator==(const PrinterReport&) const = default;
};
struct OutputReport {
    std::string address;
    bool working = false;
    std::string detail;
    bool operator==(const OutputReport&) const = default;
};
// Bounded in all its parts (map/limits.hpp): at most 48 KiB.
struct BoardReport {
    std::string layout;
    std::uint32_t width = 0, height = 0;
    bool dark = false;
    core::Seq seq = 0;
    core::TimeUs drawn_at_us = 0;
    std::string number;
    core::CounterId counter;
    std::vector<core::CallMade> last_calls;
    std::string thumbnail;  // a PNG; empty: as before
    bool speaks = false;
    std::uint32_t announcements_waiting = 0;
    std::vector<OutputReport> outputs;
    std::vector<std::string> troubles;
    bool operator==(const BoardReport&) const = default;
};
// What a device says of itself. Texts that are too long or not plain come empty; of lists that are too long, the first come.
struct DeviceReport {
    std::optional<PrinterReport> printer;
    std::optional<BoardReport> board;
    std::string version, shows;
    bool operator==(const DeviceReport&) const = default;
};
// Of a board with a loudspeaker. A zone that is too long or not plain comes empty.
struct VoiceReport {
    std::string zone;
    bool able = false;
    core::Seq speaking = 0;
    std::uint32_t ends_within_ms = 0;
    core::Seq said_through = 0, said_notice = 0;
};
struct SignIn {
    core::ClerkCode clerk;
    std::string pin;
};
// Both ways. What comes in is one line of plain text within the bounds; an empty one takes the note away.
struct TicketNote {
    core::TicketId ticket;
    std::string text;
    core::CounterId counter;
    core::ClerkCode clerk;
    core::TimeUs at_us = 0;
    bool operator==(const TicketNote&) const = default;
};
using Inbound = std::variant<Hello, Request, Ping, Pong, Goodbye, DeviceReport, VoiceReport, SignIn, TicketNote>;

struct Welcome {
    std::string office;
    std::uint64_t epoch = 0;
    core::Seq seq = 0;
    core::SessionId session;
    std::uint32_t frame_bytes = 0, unacknowledged = 0, ping_ms = 0, dead_ms = 0;
    core::TimeUs at_us = 0;
    double speed = 1;
    std::string logo_digest, logo;  // logo empty: the client has it, or there is none
    std::string person_key;         // empty: no card is asked for
    std::string credential;         // of a device that was enrolled with this Hello; else empty
};
struct Refused {
    std::string code, message;
};
struct ErrorReply {
    std::string code;
};  // "unavailable"
struct Reply {
    std::uint64_t no = 0;
    core::Seq seq = 0;
    core::TimeUs at_us = 0;
    std::variant<core::Answer, core::Refusal, ErrorReply> outcome;
};
struct OutGoodbye {
    std::string code, message;
};
struct PersonKey {
    std::string key;
};
struct DeviceStatus {
    core::DeviceCode device;
    core::Role role = core::Role::unspecified;
    bool connected = false;
    core::TimeUs since_us = 0;
    std::optional<DeviceReport> report;
    core::TimeUs reported_us = 0;
};
struct VoiceTurn {
    std::string zone;
    bool yours = false;
    core::Seq said_through = 0, said_notice = 0;
    bool operator==(const VoiceTurn&) const = default;
};
enum class SignInOutcome : std::uint8_t { unspecified = 0, done = 1, wrong = 2, locked = 3, unknown = 4, busy = 5 };
struct SignedIn {
    core::ClerkCode clerk;
    SignInOutcome outcome = SignInOutcome::unspecified;
    std::uint32_t tries_left = 0;  // with wrong
    std::uint32_t locked_ms = 0;   // with locked
};
struct ClerkName {
    core::ClerkCode clerk;
    std::string name, badge;
};
struct Staff {
    std::vector<ClerkName> clerks;
};
using Outbound =
    std::variant<Welcome, Refused, Reply, Ping, Pong, OutGoodbye, PersonKey, DeviceStatus, VoiceTurn, SignedIn, Staff, TicketNote>;

// Bytes of one Envelope, without the frame's length. Shared, because a push goes to many.
using Bytes = std::shared_ptr<const std::string>;

class Translator {
  public:
    virtual ~Translator() = default;

    // Not an Envelope, or one that a client may not send: nothing.
    virtual std::optional<Inbound> parse(std::string_view envelope) const = 0;
    virtual Bytes encode(const Outbound& message) const = 0;

    // Between these moments the clock alone changed something that a snapshot shows.
    virtual bool changed_by_clock(const core::State& told, core::TimeUs from_us, core::TimeUs until_us) const {
        (void)told, (void)from_us, (void)until_us;
        return false;
    }

    // What a role is shown. `now_us` stamps the snapshot.
    virtual Bytes snapshot(const core::State& told, core::Role role, core::TimeUs now_us) const = 0;
    // Nothing where the event does not concern the role. `after` is the state with the event applied, and no later one.
    virtual Bytes push(const core::State& after, const core::Event& event, core::Role role) const = 0;
};

}  // namespace luot::net
