// Moving about on the first page, by keys and clicks.
#include <algorithm>
#include <charconv>

#include "desk/clerks.hpp"
#include "desk/limits.hpp"
#include "desk/sign_in.hpp"
#include "desk/text.hpp"

namespace luot::desk {
namespace {

using Focus = SignInPage::Focus;

std::vector<std::string> clerks(const Desk& desk) {
    return clerks_that_fit(desk.office, desk.choosing.typed);
}

void choose_clerk(Desk& desk, const std::string& code) {
    desk.choosing.clerk = code;
    desk.choosing.typed.clear();
    desk.choosing.on = 0;
    desk.choosing.told.clear();
}

// What the arrows stand on, or what was typed where the office lists nobody.
void choose_standing_clerk(Desk& desk) {
    const auto fitting = clerks(desk);
    if (!fitting.empty()) return choose_clerk(desk, fitting[std::min(desk.choosing.on, fitting.size() - 1)]);
    if (known_clerks(desk.office).empty()) choose_clerk(desk, desk.choosing.typed);
}

void advance(Desk& desk) {
    Choosing& choosing = desk.choosing;
    if (choosing.focus == Focus::counter && choosing.counter != 0 && choosing.clerk.empty()) {
        choosing.focus = Focus::clerk;
        return;
    }
    const bool searching = choosing.clerk.empty() && (!choosing.typed.empty() || !known_clerks(desk.office).empty());
    if (choosing.focus == Focus::clerk && searching) {
        choose_standing_clerk(desk);
        if (choosing.clerk.empty()) {
            choosing.told = desk.say("desk.sign_in.no_such_clerk");
            return;
        }
    }
    if (desk.pin_needed() && choosing.pin.empty() && choosing.counter != 0 && !choosing.clerk.empty() && choosing.focus != Focus::pin) {
        choosing.focus = Focus::pin;
        return;
    }
    go(desk);
}

void turn(Desk& desk, int by) {
    Choosing& choosing = desk.choosing;
    if (choosing.focus == Focus::counter) {
        const auto& counters = desk.office.counters();
        if (counters.empty()) return;
        auto place = counters.find(choosing.counter);
        if (place == counters.end()) {
            place = counters.begin();
        } else if (by > 0 && std::next(place) != counters.end()) {
            ++place;
        } else if (by < 0 && place != counters.begin()) {
            --place;
        }
        choosing.counter = place->first;
        choosing.counter_typed.clear();
        choosing.told.clear();
    } else if (choosing.focus == Focus::clerk) {
        choosing.clerk.clear();
        const auto count = static_cast<int>(clerks(desk).size());
        if (count > 0) choosing.on = static_cast<std::size_t>(std::clamp(static_cast<int>(choosing.on) + by, 0, count - 1));
    }
}

void focus_next(Desk& desk, bool back) {
    const int count = desk.pin_needed() ? 3 : 2;
    const int place = static_cast<int>(desk.choosing.focus) + (back ? count - 1 : 1);
    if (desk.choosing.focus == Focus::clerk && desk.choosing.clerk.empty() && !desk.choosing.typed.empty()) choose_standing_clerk(desk);
    desk.choosing.focus = static_cast<Focus>(place % count);
}

// "1", "12": the counter with this number; a digit that leads nowhere begins anew.
void type_counter(Desk& desk, char digit) {
    std::string& typed = desk.choosing.counter_typed;
    const auto counter_at = [&](const std::string& text) {
        std::uint64_t id = 0;
        std::from_chars(text.data(), text.data() + text.size(), id);
        return desk.office.counter(id) == nullptr ? 0 : id;
    };
    if (typed.size() >= limits::number_bytes) typed.clear();
    if (counter_at(typed + digit) == 0) typed.clear();
    typed += digit;
    if (const std::uint64_t id = counter_at(typed); id != 0) desk.choosing.counter = id;
    desk.choosing.told.clear();
}

void erase_typed(Desk& desk) {
    Choosing& choosing = desk.choosing;
    choosing.told.clear();
    switch (choosing.focus) {
        case Focus::pin:
            if (!choosing.pin.empty()) choosing.pin.pop_back();
            break;
        case Focus::clerk:
            if (choosing.typed.empty()) choosing.clerk.clear();
            erase_letter(choosing.typed);
            choosing.on = 0;
            break;
        case Focus::counter:
            choosing.counter_typed.clear();
            break;
    }
}

void type_digit(Desk& desk, char digit) {
    switch (desk.choosing.focus) {
        case Focus::counter:
            return type_counter(desk, digit);
        case Focus::clerk:
            return sign_in_text(desk, std::string_view(&digit, 1));
        case Focus::pin:
            desk.choosing.told.clear();
            if (desk.choosing.pin.size() < limits::pin_digits_max) desk.choosing.pin += digit;
            return;
    }
}

bool is_digit(std::string_view key) {
    return key.size() == 1 && key[0] >= '0' && key[0] <= '9';
}

}  // namespace

bool choose_target(Desk& desk, std::string_view target) {
    const auto rest = [&](std::string_view beginning) { return std::string(target.substr(beginning.size())); };
    if (target.starts_with("counter:")) {
        const std::string id = rest("counter:");
        std::from_chars(id.data(), id.data() + id.size(), desk.choosing.counter);
        desk.choosing.focus = desk.choosing.clerk.empty() || !desk.pin_needed() ? Focus::clerk : Focus::pin;
    } else if (target.starts_with("clerk:")) {
        choose_clerk(desk, rest("clerk:"));
        desk.choosing.focus = desk.pin_needed() ? Focus::pin : Focus::clerk;
    } else if (target == "sign_in:counter") {
        desk.choosing.focus = Focus::counter;
    } else if (target == "sign_in:clerk") {
        desk.choosing.focus = Focus::clerk;
    } else if (target == "sign_in:pin") {
        desk.choosing.focus = Focus::pin;
    } else if (target == "sign_in:go") {
        if (desk.choosing.clerk.empty() && !desk.choosing.typed.empty()) choose_standing_clerk(desk);
        go(desk);
        return true;
    } else {
        return false;
    }
    desk.choosing.told.clear();
    return true;
}

Taken sign_in_key(Desk& desk, const KeyPress& press) {
    Choosing& choosing = desk.choosing;
    if (choosing.asked || desk.under_way) return Taken::nothing;
    const std::string& key = press.key;
    if (is_digit(key) && !press.shift) {
        type_digit(desk, key[0]);
        return Taken::typing;
    }
    const bool on_pad = press.pad && choosing.focus != Focus::clerk;
    if (key == "Up" || key == "Left" || (on_pad && key == "-")) {
        turn(desk, -1);
    } else if (key == "Down" || key == "Right" || (on_pad && key == "+")) {
        turn(desk, 1);
    } else if (key == "Tab") {
        focus_next(desk, press.shift);
    } else if (key == "Backspace" || (on_pad && key == ".")) {
        erase_typed(desk);
    } else if (key == "Escape") {
        choosing.told.clear();
        choosing.typed.clear();
        choosing.pin.clear();
    } else if (key == "Enter") {
        advance(desk);
        return Taken::did;
    } else {
        return Taken::nothing;
    }
    return Taken::typing;
}

void sign_in_text(Desk& desk, std::string_view text) {
    Choosing& choosing = desk.choosing;
    if (choosing.asked || desk.under_way) return;
    choosing.told.clear();
    if (choosing.focus != Focus::clerk) {
        for (const char c : text) {
            if (is_digit(std::string_view(&c, 1))) type_digit(desk, c);
        }
        return;
    }
    if (choosing.typed.size() + text.size() > limits::query_bytes) return;
    choosing.clerk.clear();  // somebody else, then
    choosing.typed += text;
    choosing.on = 0;
}

}  // namespace luot::desk
