#include "keypad/evdev_events.hpp"

#include <array>
#include <cstring>
#include <string_view>

#include "keypad/key_names.hpp"

namespace luot::keypad {
namespace {

constexpr std::uint16_t type_sync = 0;
constexpr std::uint16_t type_key = 1;
constexpr std::uint16_t sync_report = 0;
constexpr std::uint16_t sync_dropped = 3;

struct Key {
    std::uint16_t code;
    std::string_view name;
};
// linux/input-event-codes.h.
constexpr std::array<Key, 72> keys{{
    {1, "Escape"}, {2, "1"},      {3, "2"},      {4, "3"},      {5, "4"},          {6, "5"},      {7, "6"},      {8, "7"},
    {9, "8"},      {10, "9"},     {11, "0"},     {12, "-"},     {14, "Backspace"}, {15, "Tab"},   {16, "Q"},     {17, "W"},
    {18, "E"},     {19, "R"},     {20, "T"},     {21, "Y"},     {22, "U"},         {23, "I"},     {24, "O"},     {25, "P"},
    {28, "Enter"}, {30, "A"},     {31, "S"},     {32, "D"},     {33, "F"},         {34, "G"},     {35, "H"},     {36, "J"},
    {37, "K"},     {38, "L"},     {44, "Z"},     {45, "X"},     {46, "C"},         {47, "V"},     {48, "B"},     {49, "N"},
    {50, "M"},     {51, ","},     {52, "."},     {53, "/"},     {55, "Pad *"},     {57, "Space"}, {59, "F1"},    {60, "F2"},
    {61, "F3"},    {62, "F4"},    {63, "F5"},    {64, "F6"},    {65, "F7"},        {66, "F8"},    {67, "F9"},    {68, "F10"},
    {71, "Pad 7"}, {72, "Pad 8"}, {73, "Pad 9"}, {74, "Pad -"}, {75, "Pad 4"},     {76, "Pad 5"}, {77, "Pad 6"}, {78, "Pad +"},
    {79, "Pad 1"}, {80, "Pad 2"}, {81, "Pad 3"}, {82, "Pad 0"}, {83, "Pad ."},     {87, "F11"},   {88, "F12"},   {96, "Pad Enter"},
}};
constexpr std::array<Key, 11> more_keys{{{98, "Pad /"},
                                         {102, "Home"},
                                         {103, "Up"},
                                         {104, "Page up"},
                                         {105, "Left"},
                                         {106, "Right"},
                                         {107, "End"},
                                         {108, "Down"},
                                         {109, "Page down"},
                                         {111, "Delete"},
                                         {121, "Pad ,"}}};
constexpr std::uint16_t left_control = 29;
constexpr std::uint16_t right_control = 97;
constexpr std::uint16_t left_shift = 42;
constexpr std::uint16_t right_shift = 54;

std::string_view name_of(std::uint16_t code) {
    for (const auto& key : keys) {
        if (key.code == code) return key.name;
    }
    for (const auto& key : more_keys) {
        if (key.code == code) return key.name;
    }
    return {};
}

template <class Value>
Value read(const std::uint8_t* bytes) {
    Value value{};
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

}  // namespace

std::vector<desk::KeyPress> EvdevEvents::feed(std::span<const std::uint8_t> bytes) {
    std::vector<desk::KeyPress> presses;
    rest_.insert(rest_.end(), bytes.begin(), bytes.end());
    std::size_t at = 0;
    for (; rest_.size() - at >= event_bytes(); at += event_bytes()) take(rest_.data() + at, presses);
    rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(at));
    return presses;
}

void EvdevEvents::take(const std::uint8_t* event, std::vector<desk::KeyPress>& presses) {
    const auto type = read<std::uint16_t>(event + 2 * word_bytes_);
    const auto code = read<std::uint16_t>(event + 2 * word_bytes_ + 2);
    const auto value = read<std::int32_t>(event + 2 * word_bytes_ + 4);
    if (type == type_sync) {
        if (code == sync_dropped) {
            dropped_ = true;
            shift_ = control_ = false;  // that one was let go may be among what was lost
        }
        if (code == sync_report) dropped_ = false;
        return;
    }
    if (type != type_key || dropped_) return;
    if (code == left_shift || code == right_shift) shift_ = value != 0;
    if (code == left_control || code == right_control) control_ = value != 0;
    if (value != 1 && value != 2) return;
    auto press = key_named(name_of(code));
    if (!press) return;
    press->repeat = value == 2;
    press->shift = shift_;
    press->control = control_;
    presses.push_back(std::move(*press));
}

}  // namespace luot::keypad
