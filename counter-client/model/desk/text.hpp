// What people type, as text. Pure.
#pragma once

#include <string>
#include <string_view>

namespace luot::desk {

// UTF-8 without control characters: the server hangs up on anything else.
bool is_plain(std::string_view text);
// Takes the last letter away, with all its bytes.
void erase_letter(std::string& text);

}  // namespace luot::desk
