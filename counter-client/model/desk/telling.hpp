// What the window says over the desk without taking the keys away.
#pragma once

#include <string>

#include "desk/state.hpp"

namespace luot::desk {

enum class Stays : std::uint8_t { short_time, long_time, until_hushed };

// One thing (`about`) is said once: the later sentence takes the earlier one's place.
void tell(Desk& desk, const std::string& about, Sentence text, Tone tone, Stays stays = Stays::short_time);
void tell(Desk& desk, Told told, Stays stays);
// A sentence of the catalogue, without more or with what is the same in every language.
Sentence sentence(const Desk& desk, const char* key, std::initializer_list<words::Param> params = {});
void hush(Desk& desk, std::string_view about);
// Something that was asked for is not done: said, and heard.
void refuse(Desk& desk, Sentence text, Tone tone = Tone::warn);
void play(Desk& desk, Sound sound);
// Forgets what has stayed long enough.
void forget_told(Desk& desk);

}  // namespace luot::desk
