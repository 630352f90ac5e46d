// The pages about how the kiosk is shown, and the technician's side.
#include "touch/field.hpp"
#include "touch/limits.hpp"
#include "touch/pages.hpp"

namespace luot::touch {

namespace {

std::string printer_key(v1::PrinterState state) {
    switch (state) {
        case v1::PRINTER_STATE_READY:
            return "ready";
        case v1::PRINTER_STATE_PAPER_LOW:
            return "paper_low";
        case v1::PRINTER_STATE_PAPER_END:
            return "paper_end";
        case v1::PRINTER_STATE_COVER_OPEN:
            return "cover_open";
        case v1::PRINTER_STATE_FAULT:
            return "fault";
        case v1::PRINTER_STATE_UNREACHABLE:
            return "unreachable";
        case v1::PRINTER_STATE_SILENT:
            return "silent";
        default:
            return "unknown";
    }
}

}  // namespace

void make_help(const Maker& maker, Page& page) {
    const Look& look = maker.state.look;
    page.body = Body::tiles;
    page.title = maker.text("help_title");
    page.detail = maker.text("help_hint");
    const auto add = [&](const char* what, bool on) {
        Tile tile;
        tile.target = std::string("look:") + what;
        tile.title = maker.text(std::string("look_") + what);
        tile.hint = maker.text(std::string("look_") + what + "_hint");
        tile.value = maker.text(on ? "on" : "off");
        tile.marked = on;
        page.tiles.push_back(std::move(tile));
    };
    add("large", look.large_text);
    add("contrast", look.high_contrast);
    add("reach", look.low_reach);
    if (maker.options.speech) add("spoken", look.spoken);
}

void make_languages(const Maker& maker, Page& page) {
    page.body = Body::tiles;
    page.title = maker.text("languages_title");
    for (const auto* each : languages_of(maker.state.office.office, maker.all)) {
        Tile tile;
        tile.target = "language:" + each->language().code;
        tile.title = each->language().name;
        tile.value = each->language().short_name;
        tile.marked = each == &maker.words;
        page.tiles.push_back(std::move(tile));
    }
}

void make_pin(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    page.body = Body::pin;
    page.title = maker.text("pin_title");
    page.erase = {"key:erase", maker.text("key_erase"), Icon::none, {}, false, false};
    page.actions = {{"enter", maker.text("pin_enter"), Icon::none, {}, true, false}};
    page.busy = state.technician_word == "checking";
    if (state.pin_again_at) {
        const auto minutes = (*state.pin_again_at - state.now + Instant{59'999}) / Instant{60'000};
        page.detail = maker.words.text("kiosk.pin_locked", {{"n", minutes}});
        page.tone = Tone::bad;
    } else if (state.pin_tries_left < limits::pin_tries) {
        page.detail = maker.words.text("kiosk.pin_wrong", {{"n", state.pin_tries_left}});
        page.tone = Tone::warn;
    } else {
        page.detail = maker.text("pin_hint");
    }
    for (std::size_t i = 0; i < state.typed.size(); ++i) page.typed += "•";
    page.spoken = page.title;
}

void make_technician(const Maker& maker, Page& page) {
    const TouchState& state = maker.state;
    const auto text = [&](const std::string& key) { return maker.text("technician_" + key); };
    page.body = Body::lines;
    page.title = text("title");
    const bool bad = cannot_print(state.printer);
    const Tone tone = bad ? Tone::bad : state.printer.state == v1::PRINTER_STATE_READY ? Tone::good : Tone::warn;
    page.lines.push_back({text("printer"), text("printer_" + printer_key(state.printer.state)), tone});
    const std::string to_do = "to_do_" + printer_key(state.printer.state);
    if (maker.words.has("kiosk.technician_" + to_do)) page.lines.push_back({text("to_do"), text(to_do), tone});
    page.lines.push_back({text("address"), maker.options.printer, Tone::calm});
    page.lines.push_back({text("paper"),
                          state.printer.paper_left_mm
                              ? maker.words.text("kiosk.technician_paper_left", {{"metres", *state.printer.paper_left_mm / 1'000}})
                              : text("paper_unknown"),
                          Tone::calm});
    page.lines.push_back({text("slips"), std::to_string(state.printer.slips_printed), Tone::calm});
    page.lines.push_back({text("network"),
                          maker.words.text(state.live ? "kiosk.technician_network_live" : "kiosk.technician_network_lost",
                                           {{"server", maker.options.server}}),
                          state.live ? Tone::good : Tone::bad});
    page.lines.push_back({text("kiosk"), maker.options.kiosk, Tone::calm});
    page.lines.push_back({text("version"), maker.options.version, Tone::calm});
    if (!state.technician_word.empty()) page.banner = text(state.technician_word);
    page.actions = {{"test", text("test"), Icon::slip, {}, true, false},
                    {"roll", text("roll"), Icon::paper, {}, false, false},
                    {"languages", maker.text("languages"), Icon::language, {}, false, false},
                    {"restart", text("restart"), Icon::none, {}, false, false}};
}

}  // namespace luot::touch
