// What a device may send: any bytes are refused or become a message within bounds, which says the same when it is written again; and
// whatever is commanded, an office keeps its invariants, its journal reads back what happened, and screens can read what they are shown.
#include <string>

#include <google/protobuf/util/json_util.h>

#include "core/limits.hpp"
#include "core/permissions.hpp"
#include "fuzz.hpp"
#include "luot/v1/envelope.pb.h"
#include "map/bytes.hpp"
#include "map/codec.hpp"
#include "map/command_json.hpp"
#include "map/commands.hpp"
#include "map/limits.hpp"
#include "map/text.hpp"
#include "map/wire_translator.hpp"
#include "support/office_driver.hpp"

using namespace luot;

namespace {

const map::WireTranslator translator;

// A morning in which tickets wait, are called, served, held and gone; made once, copied for each command.
test::OfficeDriver make_morning() {
    test::OfficeDriver office;
    office.set_time(test::monday_at(8, 0));
    const core::AtCounter first{core::CounterId(1), core::ClerkCode("lan")}, third{core::CounterId(3), core::ClerkCode("minh")};
    const auto run = [&](const core::Command& command) { fuzz::require(office.run(command).has_value(), "the morning goes as planned"); };
    for (const char* service : {"civil-status", "civil-status", "civil-status", "land", "land", "certification"}) {
        core::Issue issue;
        issue.service = core::ServiceCode(service);
        run(issue);
        office.pass(core::minute_us);
    }
    core::Issue printed;
    printed.service = core::ServiceCode("land");
    printed.slip = core::SlipWish::print;
    run(printed);
    run(core::OpenCounter{first, false});
    run(core::OpenCounter{third, false});
    run(core::CallNext{first, {}});
    run(core::Start{first});
    run(core::Hold{first, core::ReasonCode("filling-form")});
    run(core::CallNext{first, {}});
    run(core::CallNext{third, {}});
    run(core::Start{third});
    return office;
}

std::string request_bytes(const net::Request& request) {
    v1::Envelope envelope;
    envelope.mutable_request()->set_no(request.no);
    envelope.mutable_request()->set_acked_through(request.acked_through);
    envelope.mutable_request()->set_not_after_us(request.not_after_us);
    const auto command = map::command_to_wire(*request.command);
    fuzz::require(command.has_value(), "what a device may ask for can be written");
    *envelope.mutable_request()->mutable_command() = *command;
    return map::to_bytes(envelope);
}

void check_told(const core::State& before, const std::vector<core::Event>& events) {
    const map::ProtobufCodec codec;
    core::State after = before;
    core::Answer answer;
    for (const core::Event& event : events) {
        const auto encoded = codec.encode(event);
        const auto decoded = codec.decode({event.seq, event.at_us, event.business_day, encoded.kind, encoded.payload});
        fuzz::require(decoded.has_value() && codec.encode(*decoded).payload == encoded.payload, "the journal reads back what happened");
        core::apply(after, event);
        core::add_to_answer(answer, after, event);
        for (const auto role : {core::Role::kiosk, core::Role::counter, core::Role::board, core::Role::supervisor}) {
            const auto push = translator.push(after, event, role);
            v1::Envelope shown;
            fuzz::require(!push || (map::from_bytes(*push, shown) && shown.event().seq() == event.seq),
                          "a screen can read what it is shown");
        }
    }
    v1::Envelope reply;
    fuzz::require(map::from_bytes(*translator.encode(net::Reply{1, after.seq, after.at_us, answer}), reply),
                  "a device can read its answer");
}

void try_command(const core::Command& command, core::Role role) {
    static const test::OfficeDriver morning = make_morning();
    if (!core::may(role, command)) return;
    test::OfficeDriver office = morning;
    const auto before = office.state;
    // The driver throws where an invariant is broken or two folds differ, and that ends the program.
    const auto events = office.run(command, role);
    if (events) check_told(before, *events);
    if (!events) fuzz::require(office.state == before, "a refusal changes nothing");
}

// The same over HTTP: what is said in JSON is what was said in bytes.
void try_json(const core::Command& command) {
    std::string text;
    const auto wire = map::command_to_wire(command);
    fuzz::require(wire && google::protobuf::util::MessageToJsonString(*wire, &text).ok(), "a command can be written as JSON");
    const auto read = map::command_from_json(text);
    const auto* again = std::get_if<core::Command>(&read);
    fuzz::require(again != nullptr && map::to_bytes(*map::command_to_wire(*again)) == map::to_bytes(*wire), "its JSON says the same");
}

void try_request(const net::Request& request) {
    const std::string bytes = request_bytes(request);
    const auto again = translator.parse(bytes);
    const auto* said = again ? std::get_if<net::Request>(&*again) : nullptr;
    fuzz::require(said != nullptr && said->command, "a request written again is a request");
    fuzz::require(said->no == request.no && said->acked_through == request.acked_through && said->not_after_us == request.not_after_us &&
                      request_bytes(*said) == bytes,
                  "a request written again says the same");
    try_json(*request.command);
    for (const auto role : {core::Role::kiosk, core::Role::counter, core::Role::administrator}) try_command(*request.command, role);
    for (const auto role : {core::Role::board, core::Role::system, core::Role::unspecified}) {
        fuzz::require(!core::may(role, *request.command), "who has no session commands nothing");
    }
}

void try_report(const net::DeviceReport& report) {
    net::DeviceStatus status;
    status.report = report;
    const auto told = translator.encode(status);
    v1::Envelope envelope;
    fuzz::require(map::from_bytes(*told, envelope), "who answers for the hall can read how a device is");
    v1::Envelope again;
    *again.mutable_device_report() = envelope.device_status().report();
    const auto heard = translator.parse(map::to_bytes(again));
    fuzz::require(heard && std::get<net::DeviceReport>(*heard) == report, "what was kept of a report says the same when it is said again");
    if (!report.board) return;
    const net::BoardReport& board = *report.board;
    fuzz::require(board.thumbnail.size() <= map::limits::thumbnail_bytes, "a thumbnail is small");
    fuzz::require(board.last_calls.size() <= std::size_t{map::limits::board_calls} &&
                      board.outputs.size() <= std::size_t{map::limits::board_outputs} &&
                      board.troubles.size() <= std::size_t{map::limits::board_troubles},
                  "a board's lists are short");
    for (const auto& trouble : board.troubles)
        fuzz::require(map::is_plain_text(trouble, map::limits::trouble_bytes), "a trouble is one line");
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    const auto written = map::command_from_json(std::string(input));
    if (const auto* bad = std::get_if<map::BadCommandText>(&written))
        require(!bad->what.empty() && bad->what.size() <= 200 && bad->what.find('\n') == std::string::npos, "a mistake is one line");
    const auto inbound = translator.parse(input);
    if (!inbound) return;
    if (const auto* hello = std::get_if<net::Hello>(&*inbound)) {
        const bool nobody = hello->role == core::Role::unspecified && hello->device.empty() && hello->credential.empty();
        require(nobody || map::is_plain_text(hello->device.value, core::limits::code_bytes), "a device has a plain name");
        require(hello->role != core::Role::system, "nobody is the server itself");
    }
    if (const auto* ping = std::get_if<net::Ping>(&*inbound)) {
        const auto pong = translator.parse(*translator.encode(net::Pong{ping->stamp}));
        require(pong && std::get<net::Pong>(*pong).stamp == ping->stamp, "a ping's stamp comes back");
    }
    if (const auto* report = std::get_if<net::DeviceReport>(&*inbound)) try_report(*report);
    if (const auto* voice = std::get_if<net::VoiceReport>(&*inbound))
        require(map::is_plain_text(voice->zone, core::limits::code_bytes), "a zone has a plain code");
    if (const auto* sign_in = std::get_if<net::SignIn>(&*inbound))
        require(map::is_plain_text(sign_in->clerk.value, core::limits::code_bytes) && sign_in->pin.size() <= map::limits::pin_bytes,
                "whoever signs in has a plain code and a short PIN");
    if (const auto* note = std::get_if<net::TicketNote>(&*inbound)) {
        require(map::is_plain_text(note->text, map::limits::note_bytes), "a note is one line");
        const auto again = translator.parse(*translator.encode(*note));
        require(again && std::get<net::TicketNote>(*again) == *note, "a note says the same when it is told");
    }
    const auto* request = std::get_if<net::Request>(&*inbound);
    if (request != nullptr && request->command) try_request(*request);
}
