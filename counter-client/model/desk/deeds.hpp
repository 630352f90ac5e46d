// All that a clerk may do besides the next step: which of it makes sense now, why not, and how it begins.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/state.hpp"

namespace luot::desk {

enum class Deed : std::uint8_t {
    // On tiles, in this order.
    recall,
    no_show,
    hold,
    transfer,
    finish,
    choose,
    pause,
    help,
    // Behind "more".
    requeue,
    finish_with_outcome,
    cancel,
    reinstate,
    issue,
    note,
    returned,
    hand_over,
    close,
    auto_call,
    sign_out,
    mode,
};

// "recall": the target is "action:recall".
std::string_view name_of(Deed deed);
std::optional<Deed> deed_of(std::string_view name);

std::string label_of(const Desk& desk, Deed deed);
std::string detail_of(const Desk& desk, Deed deed);
bool is_on(const Desk& desk, Deed deed);
// What is in the way, as a sentence; empty: nothing.
std::string why_not(const Desk& desk, Deed deed);
// Why no certain number can be called now, likewise.
std::string why_not_call(const Desk& desk);
// A press is meant for whom it saw at the counter.
bool is_about_citizen(Deed deed);
void begin(Desk& desk, Deed deed);

std::vector<Deed> all_deeds();
std::vector<Deed> tiles();
std::vector<Deed> behind_more(const Desk& desk);
void open_more(Desk& desk);
// One that is held here: called again.
void resume_hold(Desk& desk, std::uint64_t ticket);

}  // namespace luot::desk
