// Clerks' PINs: a few digits that say at a counter who works there. The office file holds an Argon2id line of each and never the PIN.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace luot::app {

// So many digits (app/office_file_limits.hpp).
bool is_pin(std::string_view pin);

// "$argon2id$v=19$m=19456,t=2,p=1$…": 19 MiB and two passes, which takes a server's core some 20 ms: nobody who signs in notices it, and a
// flood of attempts costs little memory. It is the least that the OWASP Password Storage Cheat Sheet has for Argon2id. More would buy
// little: whoever has the file tries ten thousand PINs in minutes in any case. Precondition: is_pin(). Throws where there is no memory for
// it.
std::string make_pin_hash(std::string_view pin);

enum class PinHashForm : std::uint8_t {
    good,
    other,   // not Argon2id, or cut
    costly,  // beyond limits::pin_work_kib
};
PinHashForm form_of_pin_hash(const std::string& hash);

enum class PinMatch : std::uint8_t { right, wrong, no_memory };  // no_memory: says nothing of the PIN
// Precondition: the form is good. Slow on purpose: not on the network thread. Any thread.
PinMatch check_pin(const std::string& hash, std::string_view pin);

// Reads a PIN from `in` (the first line; asked for, and not shown while it is typed, where that is a terminal) and prints its line for the
// office file. 0, or 1 and one line on `err`. The PIN is never an argument: others of the machine see those.
int run_pin(std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace luot::app
