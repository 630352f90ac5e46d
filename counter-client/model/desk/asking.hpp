// Questions over the page: opened, moved about in, answered. Where a list has one choice or none, nothing is asked.
#pragma once

#include "desk/state.hpp"

namespace luot::desk {

Dialog::Kind kind_of(Question question);
// Of kinds choice and ask: what there is to choose now.
std::vector<Option> options_now(const Desk& desk, const Asked& asked);
// As it was asked, narrowed by what was typed since.
std::vector<Option> options_of(const Desk& desk, const Asked& asked);
// The list is so long that what is typed narrows it.
bool narrows(const Asked& asked);

void ask(Desk& desk, Asked asked);
void drop(Desk& desk);
// It is about somebody who is not there any more, about a counter that is another's, or a ticket that was called elsewhere: it goes, and
// says so. Where words were being typed, they stay to be read.
void drop_if_over(Desk& desk);
// A ticket, and as it is now: the question goes when that changes.
void choose_ticket(Asked& asked, const v1::TicketStatus& ticket);
// The arrows stay on their ticket where others came before it.
void stand_again(Desk& desk);

// What the arrows stand on, or the words that were typed: Enter.
void confirm(Desk& desk);
void choose(Desk& desk, std::size_t place);
void move(Desk& desk, int by);
void type(Desk& desk, std::string_view text);
void erase(Desk& desk);

// following.cpp: what an answer leads to.
void follow(Desk& desk, Asked asked, const Option& option);
void follow_text(Desk& desk, const Asked& asked);

}  // namespace luot::desk
