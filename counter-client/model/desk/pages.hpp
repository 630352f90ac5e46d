// The page of what is so. Each file beside this one makes a part of it.
#pragma once

#include "desk/state.hpp"

namespace luot::desk {

Page page_of(const Desk& desk);

Citizen citizen_of(const Desk& desk);               // page_citizen.cpp
void put_around(const Desk& desk, Page& page);      // page_around.cpp: fields, holds, other counters, the clerk's day
std::optional<Dialog> dialog_of(const Desk& desk);  // page_dialog.cpp

// Is there something to press by this name?
bool is_on_page(const Page& page, std::string_view target);

}  // namespace luot::desk
