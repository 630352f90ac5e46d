#include "map/device_report_map.hpp"

#include <algorithm>
#include <string_view>

#include "core/limits.hpp"
#include "map/limits.hpp"
#include "map/status_map.hpp"
#include "map/text.hpp"

namespace luot::map {

namespace {

using map::read;
using map::write;

// What is not to be shown to anybody is left out.
std::string plain_or_nothing(const std::string& text, std::size_t bytes_max) {
    return is_plain_text(text, bytes_max) ? text : std::string();
}

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(0, 4)) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

// Its signature and header (PNG, ISO/IEC 15948: 5.2 and 11.2.2), and bounds. What follows is for whoever draws it.
bool is_thumbnail(std::string_view png) {
    constexpr std::string_view begins("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
    if (png.size() > limits::thumbnail_bytes || png.size() < begins.size() + 8 || !png.starts_with(begins)) return false;
    const std::uint32_t width = big_endian(png.substr(16)), height = big_endian(png.substr(20));
    return width > 0 && height > 0 && width <= limits::thumbnail_width && height <= limits::thumbnail_height;
}

net::PrinterReport read(const v1::PrinterReport& report) {
    net::PrinterReport printer;
    if (v1::PrinterState_IsValid(report.state())) printer.state = static_cast<net::PrinterState>(report.state());
    if (report.has_paper_left_mm()) printer.paper_left_mm = report.paper_left_mm();
    printer.slips_printed = report.slips_printed();
    printer.detail = plain_or_nothing(report.detail(), limits::detail_bytes);
    return printer;
}
static_assert(v1::PrinterState_ARRAYSIZE == net::printer_states);

void write(const net::PrinterReport& report, v1::PrinterReport& to) {
    to.set_state(static_cast<v1::PrinterState>(static_cast<int>(report.state)));
    if (report.paper_left_mm) to.set_paper_left_mm(*report.paper_left_mm);
    to.set_slips_printed(report.slips_printed);
    to.set_detail(report.detail);
}

core::CallMade read(const v1::CallMade& call) {
    core::CallMade out;
    out.seq = call.seq();
    out.at_us = call.at_us();
    out.ticket = core::TicketId(call.ticket());
    out.number = plain_or_nothing(call.number(), core::limits::code_bytes);
    out.service = core::ServiceCode(plain_or_nothing(call.service(), core::limits::code_bytes));
    out.counter = core::CounterId(call.counter());
    out.calls = call.calls();
    return out;
}

net::OutputReport read(const v1::OutputReport& output) {
    net::OutputReport out;
    out.address = plain_or_nothing(output.address(), limits::trouble_bytes);
    out.working = output.working();
    out.detail = plain_or_nothing(output.detail(), limits::trouble_bytes);
    return out;
}

net::BoardReport read(v1::BoardReport& report) {
    net::BoardReport board;
    board.layout = plain_or_nothing(report.layout(), core::limits::code_bytes);
    board.width = std::min(report.width(), limits::screen_pixels);
    board.height = std::min(report.height(), limits::screen_pixels);
    board.dark = report.dark();
    board.seq = report.seq();
    board.drawn_at_us = report.drawn_at_us();
    board.number = plain_or_nothing(report.number(), core::limits::code_bytes);
    board.counter = core::CounterId(report.counter());
    for (int i = 0; i < std::min(report.last_calls_size(), limits::board_calls); ++i)
        board.last_calls.push_back(read(report.last_calls(i)));
    if (is_thumbnail(report.thumbnail())) board.thumbnail = std::move(*report.mutable_thumbnail());
    board.speaks = report.speaks();
    board.announcements_waiting = report.announcements_waiting();
    for (int i = 0; i < std::min(report.outputs_size(), limits::board_outputs); ++i) board.outputs.push_back(read(report.outputs(i)));
    for (int i = 0; i < std::min(report.troubles_size(), limits::board_troubles); ++i) {
        // Something is wrong, even where it cannot be said.
        std::string trouble = plain_or_nothing(report.troubles(i), limits::trouble_bytes);
        board.troubles.push_back(trouble.empty() ? "?" : std::move(trouble));
    }
    return board;
}

void write(const net::BoardReport& board, v1::BoardReport& to) {
    to.set_layout(board.layout);
    to.set_width(board.width);
    to.set_height(board.height);
    to.set_dark(board.dark);
    to.set_seq(board.seq);
    to.set_drawn_at_us(board.drawn_at_us);
    to.set_number(board.number);
    to.set_counter(board.counter.value);
    for (const core::CallMade& call : board.last_calls) write_call(call, *to.add_last_calls());
    to.set_thumbnail(board.thumbnail);
    to.set_speaks(board.speaks);
    to.set_announcements_waiting(board.announcements_waiting);
    for (const net::OutputReport& output : board.outputs) {
        v1::OutputReport& entry = *to.add_outputs();
        entry.set_address(output.address);
        entry.set_working(output.working);
        entry.set_detail(output.detail);
    }
    for (const std::string& trouble : board.troubles) to.add_troubles(trouble);
}

}  // namespace

net::DeviceReport read(v1::DeviceReport& report) {
    net::DeviceReport out;
    out.version = plain_or_nothing(report.version(), core::limits::code_bytes);
    out.shows = plain_or_nothing(report.shows(), core::limits::code_bytes);
    if (report.has_printer()) out.printer = read(report.printer());
    if (report.has_board()) out.board = read(*report.mutable_board());
    return out;
}

void write(const net::DeviceReport& report, v1::DeviceReport& to) {
    to.set_version(report.version);
    to.set_shows(report.shows);
    if (report.printer) write(*report.printer, *to.mutable_printer());
    if (report.board) write(*report.board, *to.mutable_board());
}

net::VoiceReport read(const v1::VoiceReport& report) {
    net::VoiceReport out;
    out.zone = plain_or_nothing(report.zone(), core::limits::code_bytes);
    out.able = report.able();
    out.speaking = report.speaking();
    out.ends_within_ms = report.ends_within_ms();
    out.said_through = report.said_through();
    out.said_notice = report.said_notice();
    return out;
}

void write(const net::VoiceTurn& turn, v1::VoiceTurn& to) {
    to.set_zone(turn.zone);
    to.set_yours(turn.yours);
    to.set_said_through(turn.said_through);
    to.set_said_notice(turn.said_notice);
}

}  // namespace luot::map
