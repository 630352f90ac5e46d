// The page that a state is shown as. Pure.
#pragma once

#include "touch/page.hpp"
#include "touch/touch_state.hpp"
#include "words/catalogue.hpp"

namespace luot::touch {

Page make_page(const TouchState& state, const TouchOptions& options, const words::Words& words);

// The languages that this office's kiosk can be read in, in the office's order.
std::vector<const words::Catalogue*> languages_of(const v1::Office& office, const words::Words& words);
const words::Catalogue& present_language(const TouchState& state, const words::Words& words);

// What a page is made with.
struct Maker {
    const TouchState& state;
    const TouchOptions& options;
    const words::Words& all;
    const words::Catalogue& words;
    std::string text(std::string_view key) const { return words.text("kiosk." + std::string(key)); }
};

// pages_office.cpp: what is said of fields and of the office.
void make_home(const Maker& maker, Page& page);
void make_closed(const Maker& maker, Page& page);
void make_classes(const Maker& maker, Page& page);
void make_confirm(const Maker& maker, Page& page);
void make_search(const Maker& maker, Page& page);
// pages_outcome.cpp: what came of a wish, and what is wrong.
void make_connecting(const Maker& maker, Page& page);
void make_away(const Maker& maker, Page& page);
void make_printer(const Maker& maker, Page& page);
void make_wait(const Maker& maker, Page& page);
void make_slip(const Maker& maker, Page& page);
void make_slip_failed(const Maker& maker, Page& page);
void make_told(const Maker& maker, Page& page);
void make_checked_in(const Maker& maker, Page& page);
void make_card(const Maker& maker, Page& page);
void make_card_needed(const Maker& maker, Page& page);
// pages_settings.cpp: how it is shown, and the technician's side.
void make_help(const Maker& maker, Page& page);
void make_languages(const Maker& maker, Page& page);
void make_pin(const Maker& maker, Page& page);
void make_technician(const Maker& maker, Page& page);

// The page's lines as they are read out.
std::string lines_spoken(const Page& page);

// Buttons that many pages have.
Button back_button(const Maker& maker);
Button home_button(const Maker& maker);

}  // namespace luot::touch
