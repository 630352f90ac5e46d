#include "keypad/display_lines.hpp"

namespace luot::keypad {
namespace {

std::string joined(const std::string& left, const std::string& right) {
    if (left.empty() || right.empty()) return left + right;
    return left + ' ' + right;
}

// What Enter takes: where the arrows stand, or the first.
std::string chosen(const std::vector<desk::Button>& choices) {
    for (const auto& choice : choices) {
        if (choice.on) return joined(choice.key, choice.label);
    }
    return choices.empty() ? std::string() : joined(choices.front().key, choices.front().label);
}

// What is typed, and whom Enter takes.
std::string found(const desk::Dialog& dialog) {
    for (const auto& row : dialog.rows) {
        if (row.on) return row.number == dialog.typed ? dialog.typed : joined(dialog.typed, "> " + row.number);
    }
    return dialog.typed;
}

std::vector<std::string> lines_of(const desk::Dialog& dialog) {
    const std::string said = dialog.error.empty() ? dialog.title : dialog.error;
    switch (dialog.kind) {
        case desk::Dialog::Kind::choice:
            return {said, chosen(dialog.items)};
        case desk::Dialog::Kind::number:
            return {said, found(dialog)};
        case desk::Dialog::Kind::text:
            return {said, dialog.typed};
        case desk::Dialog::Kind::ask:
            return {said, chosen(dialog.buttons)};
    }
    return {said, {}};
}

std::vector<std::string> lines_of_sign_in(const desk::SignInPage& page) {
    const std::string said = page.error.empty() ? page.title : page.error;
    if (page.focus == desk::SignInPage::Focus::pin) return {said, page.pin_label + ' ' + std::string(page.pin_digits, '*')};
    if (page.focus == desk::SignInPage::Focus::clerk) return {said, joined(page.clerk_label, page.clerk)};
    for (const auto& counter : page.counters) {
        if (counter.on) return {said, counter.label};
    }
    return {said, {}};
}

}  // namespace

std::vector<std::string> display_lines(const desk::Page& page) {
    switch (page.screen) {
        case desk::Screen::connecting:
            return {page.connecting, page.connecting_detail};
        case desk::Screen::sign_in:
            return lines_of_sign_in(page.sign_in);
        case desk::Screen::desk:
            break;
    }
    if (page.dialog) return lines_of(*page.dialog);
    const auto& citizen = page.citizen;
    const std::string field = citizen.chips.empty() ? std::string() : citizen.chips.front().text;
    const std::string who = citizen.number.empty() ? citizen.headline : joined(citizen.number, field);
    for (const auto& banner : page.banners) {
        if (banner.tone == desk::Tone::bad) return {who, banner.text};
    }
    return {who, page.typed.empty() ? page.step.label : page.typed};
}

}  // namespace luot::keypad
