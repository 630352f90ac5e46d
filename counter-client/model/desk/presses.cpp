#include "desk/presses.hpp"

#include <charconv>

#include "desk/asking.hpp"
#include "desk/deeds.hpp"
#include "desk/footer.hpp"
#include "desk/limits.hpp"
#include "desk/numbers.hpp"
#include "desk/sending.hpp"
#include "desk/sign_in.hpp"
#include "desk/step.hpp"
#include "desk/telling.hpp"
#include "desk/text.hpp"

namespace luot::desk {
namespace {

bool is_digit(const KeyPress& press) {
    return press.key.size() == 1 && press.key[0] >= '0' && press.key[0] <= '9' && !press.shift && !press.control;
}

// "C" writes "c".
bool is_written_by(std::string_view key, std::string_view text) {
    if (key == "Space") return text == " ";
    if (key.size() != 1 || text.size() != 1) return false;
    const char capital = text[0] >= 'a' && text[0] <= 'z' ? static_cast<char>(text[0] - 'a' + 'A') : text[0];
    return capital == key[0];
}

std::uint64_t id_after(std::string_view target, std::string_view beginning) {
    std::uint64_t id = 0;
    const std::string_view digits = target.substr(beginning.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), id);
    return id;
}

void press_step(Desk& desk) {
    // What it asks for has only just changed: whoever pressed it saw what was there before.
    if (desk.step_changed && desk.now - *desk.step_changed < limits::same_press) return;
    if (moved_lately(desk)) return;
    if (!desk.typed.empty()) return call_typed(desk);  // it says so
    take_step(desk);
}

void press_banner(Desk& desk, std::string_view target) {
    constexpr std::string_view counter = "banner:counter:";
    if (!target.starts_with(counter) || !desk.at) return;
    hush(desk, "elsewhere");
    enter(desk, At{id_after(target, counter), desk.at->clerk, desk.at->pin});
}

void press_dialog(Desk& desk, std::string_view target) {
    constexpr std::string_view item = "dialog:item:";
    if (target == "dialog:ok") return confirm(desk);
    if (target.starts_with(item)) return choose(desk, id_after(target, item));
    if (target != "dialog:cancel") return;
    if (desk.asked && desk.asked->question == Question::take_over) return enter_not(desk);
    drop(desk);
}

// --- Keys while something is asked

Taken dialog_key(Desk& desk, const KeyPress& press) {
    const Dialog::Kind kind = kind_of(desk.asked->question);
    const bool text = kind == Dialog::Kind::text;
    const std::string& key = press.key;
    // It came by itself: whoever pressed did not see it yet.
    if (desk.asked->by_itself && desk.now - *desk.asked->by_itself < limits::same_press) {
        // Whoever types on has not looked up yet.
        if (desk.asked->question == Question::lost) desk.asked->by_itself = desk.now;
        return Taken::nothing;
    }
    if (desk.asked->question == Question::lost && key != "Enter" && key != "Escape" && !(press.pad && key == ".")) {
        desk.asked->by_itself = desk.now;
        return Taken::nothing;
    }
    if (is_digit(press) && (text || kind == Dialog::Kind::number)) {
        type(desk, key);
        return Taken::typing;
    }
    const bool pad = press.pad && !text;
    if (key == "Up" || key == "Left" || (pad && key == "-")) {
        move(desk, -1);
        return Taken::typing;
    }
    if (key == "Down" || key == "Right" || (pad && key == "+")) {
        move(desk, 1);
        return Taken::typing;
    }
    const bool nothing_typed = desk.asked->typed.empty();
    if (key == "Backspace" || (pad && key == "." && !nothing_typed)) {
        erase(desk);
        return Taken::typing;
    }
    if (press.repeat) return Taken::nothing;
    if (is_digit(press)) {
        if (key == "0") return Taken::typing;
        choose(desk, desk.asked->first + static_cast<std::size_t>(key[0] - '1'));
        return Taken::did;
    }
    if (key == "Escape" || (pad && key == ".")) {
        press_dialog(desk, "dialog:cancel");
        return Taken::did;
    }
    if (key == "Enter") {
        confirm(desk);
        return Taken::did;
    }
    return Taken::nothing;
}

bool takes_text(const Desk& desk) {
    if (desk.asked) {
        const Dialog::Kind kind = kind_of(desk.asked->question);
        return kind == Dialog::Kind::text || kind == Dialog::Kind::number || narrows(*desk.asked);
    }
    return desk.office.ready() && !desk.at;
}

// --- Keys on the desk itself

bool types_numbers(const Desk& desk) {
    return desk.settings.mode != Mode::window;
}

// While a number is being typed, keys are about it.
Taken typed_key(Desk& desk, const KeyPress& press) {
    if (press.key == "Backspace" || (press.pad && press.key == ".")) {
        desk.typed.pop_back();
        return Taken::typing;
    }
    if (press.repeat) return Taken::nothing;
    if (press.key == "Escape") {
        desk.typed.clear();
        return Taken::typing;
    }
    if (press.key != "Enter") {
        const auto& keys = desk.options.keys.target_of;
        if (keys.find(name_of(press)) == keys.end()) return Taken::nothing;
        refuse(desk, sentence(desk, "desk.not.number_typed", {{"number", desk.typed}}));
        return Taken::typing;
    }
    call_typed(desk);
    return Taken::did;
}

void press_hold_key(Desk& desk, char digit) {
    const auto place = static_cast<std::size_t>(digit - '1');
    if (digit < '1' || place >= desk.hold_keys.size() || desk.hold_keys[place] == 0) return;
    // It has only just become this one's.
    if (desk.hold_keys_changed && desk.now - *desk.hold_keys_changed < limits::same_press) return;
    resume_hold(desk, desk.hold_keys[place]);
}

Taken desk_key(Desk& desk, const KeyPress& press) {
    if (!desk.typed.empty() && !is_digit(press)) return typed_key(desk, press);
    if (press.repeat || press.control) return Taken::nothing;
    if (is_digit(press) && types_numbers(desk)) {
        if (desk.typed.size() < limits::number_bytes) desk.typed += press.key;
        desk.typed_at = desk.now;
        return Taken::typing;
    }
    const auto& keys = desk.options.keys.target_of;
    auto aim = keys.find(name_of(press));
    if (aim == keys.end() && press.pad) aim = keys.find(press.key);
    if (aim != keys.end()) {
        press_target(desk, aim->second);
        return Taken::did;
    }
    if (is_digit(press)) {
        press_hold_key(desk, press.key[0]);
        return Taken::did;
    }
    if (press.key != "Escape") return Taken::nothing;
    std::erase_if(desk.told, [](const Told& each) { return each.until.has_value(); });
    return Taken::typing;
}

Taken any_key(Desk& desk, const KeyPress& press) {
    const std::string name = name_of(press);
    const auto last = desk.presses.by_key.find(name);
    const bool same = last != desk.presses.by_key.end() && desk.now - last->second < limits::same_press;
    // A key that is held down, or trembles, is one press for as long as it goes on; what it writes meanwhile is nobody's.
    if (same) last->second = desk.now;
    if (same || (press.repeat && desk.presses.held == name)) return Taken::typing;
    if (!press.repeat) desk.presses.held.clear();
    if (desk.asked) return dialog_key(desk, press);
    if (press_footer_key(desk, press)) return Taken::did;
    if (!desk.office.ready()) return Taken::nothing;
    if (desk.at) return desk_key(desk, press);
    if (press.key == "Enter" && (press.repeat || moved_lately(desk))) return Taken::nothing;
    return sign_in_key(desk, press);
}

}  // namespace

void press_target(Desk& desk, std::string_view target) {
    if (target == "step") return press_step(desk);
    if (target == "more") return open_more(desk);
    constexpr std::string_view action = "action:";
    constexpr std::string_view hold = "hold:";
    constexpr std::string_view waiting = "waiting:";
    if (target.starts_with(action)) {
        if (const auto deed = deed_of(target.substr(action.size()))) begin(desk, *deed);
    } else if (target.starts_with(hold)) {
        resume_hold(desk, id_after(target, hold));
    } else if (target.starts_with(waiting)) {
        const bool local = desk.asked && desk.asked->question == Question::cancel_number;
        if (local || may_send(desk)) pick(desk, id_after(target, waiting));
    } else if (target.starts_with("dialog:")) {
        press_dialog(desk, target);
    } else if (target.starts_with("banner:")) {
        press_banner(desk, target);
    } else if (!press_footer(desk, target) && !desk.at) {
        choose_target(desk, target);
    }
}

void press_key(Desk& desk, const KeyPress& press) {
    const bool was_text = takes_text(desk);
    const Taken taken = any_key(desk, press);
    if (taken == Taken::did) {
        // A handful of keys are pressed within so short a time.
        std::erase_if(desk.presses.by_key, [&](const auto& entry) { return desk.now - entry.second >= limits::same_press; });
        desk.presses.by_key[name_of(press)] = desk.now;
        desk.presses.held = name_of(press);
    }
    // What this key writes is only for whatever took text when it was pressed, and did not take the key already.
    desk.presses.taken.clear();
    if (taken != Taken::nothing || !was_text || !takes_text(desk)) {
        desk.presses.taken = press.key;
        desk.presses.taken_at = desk.now;
    }
}

void press_text(Desk& desk, std::string_view text) {
    if (!is_plain(text)) return;  // no keyboard writes so
    if (is_written_by(desk.presses.taken, text) && desk.now - desk.presses.taken_at < limits::text_of_key) return;
    if (desk.asked && desk.asked->question == Question::lost) {
        desk.asked->by_itself = desk.now;
        return;
    }
    if (desk.asked) return type(desk, text);
    if (desk.office.ready() && !desk.at) return sign_in_text(desk, text);
    for (const char c : text) {
        if (c < '0' || c > '9' || !types_numbers(desk) || !desk.at || desk.typed.size() >= limits::number_bytes) continue;
        desk.typed += c;
        desk.typed_at = desk.now;
    }
}

bool is_same_click(const Desk& desk) {
    // It came under the mouse by itself.
    if (desk.asked && desk.asked->by_itself && desk.now - *desk.asked->by_itself < limits::same_press) return true;
    return desk.presses.click && desk.now - *desk.presses.click < limits::same_press;
}

void ask_to_leave(Desk& desk, Going going) {
    // Nobody is left alone at a closed counter, and nobody works here who has not signed in.
    if (!desk.at || !desk.holds_counter()) {
        if (going == Going::closes) return desk.act(Leave{});
        return sign_out(desk, {});
    }
    // What is being typed is there again for whoever stays.
    if (desk.asked && desk.asked->going == Going::stays) desk.aside = desk.asked;
    Asked asked{Question::leave};
    asked.going = going;
    ask(desk, asked);
}

}  // namespace luot::desk
