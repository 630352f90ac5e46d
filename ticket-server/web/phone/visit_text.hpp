// A visit in words, place by place of the page: the server fills them in before it sends the page, and the page's script puts the same ones
// there when they change. Pure.
#pragma once

#include <string>

#include "core/office.hpp"
#include "web/phone/template.hpp"
#include "web/phone/visit_view.hpp"
#include "web/phone/words.hpp"

namespace luot::web::phone {

// What changes with the visit. Every place is there; an empty one is not shown.
//   tone        "wait", "call", "serve", "hold", "over": the page's colours and its place in the story
//   title       of the document
//   say         read to those who listen, when it changes
//   field, number
//   heading, place, ahead, ahead_label, minutes, minutes_label, strong, sentence, mark, note
//   cancel, back     labels of what may be done
//   question, grade_1 … grade_5, thanks
//   grades      how many of them there are: "4", "5"; empty: none
Slots visit_text(const VisitView& view, const core::Office& office, const Words& words, const std::string& language);

}  // namespace luot::web::phone
