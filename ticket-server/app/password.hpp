// Passwords of those who sign in to the pages: kept as an Argon2id line, never as what was typed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace luot::app {

// "$argon2id$v=19$m=65536,t=2,p=1$…": 64 MiB and two passes (libsodium's "interactive"), some 100 ms of a core: more than a clerk's PIN
// has, for a password is worth guessing at leisure and nobody types it with people waiting. Of the text's composed form (NFC), so that a
// keyboard which puts accents on in another way types the same. Throws where there is no memory for it.
std::string make_password_hash(std::string_view password);

enum class PasswordMatch : std::uint8_t { right, wrong, no_memory };  // no_memory: says nothing of the password
// An empty line, of nobody's password: takes the same time, and is wrong. Slow on purpose: not on the network thread. Any thread.
PasswordMatch check_password(const std::string& line, std::string_view password);

}  // namespace luot::app
