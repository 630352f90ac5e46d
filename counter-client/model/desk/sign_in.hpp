// The first page: who works, and at which counter. Nobody is let in where another clerk is, unless they take the counter over in the open.
#pragma once

#include <string>
#include <string_view>

#include "desk/key_map.hpp"
#include "desk/state.hpp"

namespace luot::desk {

// Filled with what is remembered, or was said on the command line; once the office is known.
void begin_choosing(Desk& desk);
void go(Desk& desk);
void take_over(Desk& desk);
void enter_not(Desk& desk);  // the counter stays whose it is
void enter(Desk& desk, const At& at);
void could_not_enter(Desk& desk, const std::string& why);

// Back to the first page, with a sentence why.
void sign_out(Desk& desk, const std::string& told);
void sign_in_anew(Desk& desk, const std::string& why);

// Until when nobody is asked for the PIN of whoever is chosen; nothing: not locked.
std::optional<Instant> locked_until(const Desk& desk);

void take_signed_in(Desk& desk, const v1::SignedIn& answer);
// What time brings: a lock that ends, a start that was said on the command line.
void go_on_signing_in(Desk& desk);

// sign_in_keys.cpp
bool choose_target(Desk& desk, std::string_view target);  // a click; false: not one of this page
enum class Taken : std::uint8_t { nothing, typing, did };
Taken sign_in_key(Desk& desk, const KeyPress& press);
void sign_in_text(Desk& desk, std::string_view text);

// sign_in_page.cpp
SignInPage sign_in_page(const Desk& desk);

}  // namespace luot::desk
