#include "board_app/board_report.hpp"

#include <algorithm>

#include "board_app/limits.hpp"

namespace luot::board_app {
namespace {

// A letter of several bytes is not cut in the middle: the wire takes no broken one.
std::string cut(const std::string& text) {
    if (text.size() <= limits::trouble_bytes_max) return text;
    std::size_t end = limits::trouble_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

}  // namespace

v1::BoardReport report_of(const board::Picture& picture, const BoardState& state) {
    v1::BoardReport report;
    report.set_layout(state.layout);
    report.set_width(static_cast<std::uint32_t>(state.width));
    report.set_height(static_cast<std::uint32_t>(state.height));
    report.set_dark(picture.dark);
    report.set_seq(state.seq);
    report.set_drawn_at_us(state.drawn_at_us);
    if (picture.current) {
        report.set_number(picture.current->number);
        report.set_counter(picture.current->counter);
    }
    for (const auto& line : picture.last_calls) {
        if (static_cast<std::size_t>(report.last_calls_size()) == limits::report_calls_max) break;
        auto& call = *report.add_last_calls();
        call.set_ticket(line.ticket);
        call.set_number(line.number);
        call.set_counter(line.counter);
    }
    report.set_speaks(state.speaks);
    report.set_announcements_waiting(static_cast<std::uint32_t>(state.announcements_waiting));
    for (const auto& output : state.outputs) *report.add_outputs() = output;
    for (const auto& trouble : state.troubles) {
        if (static_cast<std::size_t>(report.troubles_size()) == limits::troubles_max) break;
        report.add_troubles(cut(trouble));
    }
    return report;
}

std::string word_of(const board::Picture& picture) {
    if (picture.dark) return "dark";
    switch (picture.phase) {
        case board::Phase::connecting:
            return "connecting";
        case board::Phase::closed:
            return "closed";
        case board::Phase::empty:
            return "empty";
        case board::Phase::calling:
            return "calling";
    }
    return {};
}

}  // namespace luot::board_app
