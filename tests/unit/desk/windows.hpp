// Windows as most tests begin.
#pragma once

#include "window.hpp"

namespace luot::desk::fake {

inline Window open_with(std::size_t people, Mode mode = Mode::window) {
    DeskOptions options = options_at(3, "an");
    options.settings.mode = mode;
    Window window(options);
    for (std::size_t i = 0; i < people; ++i) window.office.issue("civil-status", static_cast<std::int64_t>(people - i) * minute_us);
    window.open();
    return window;
}

inline Window called(std::size_t people = 2) {
    Window window = open_with(people);
    window.press("Enter");
    return window;
}

inline Window serving(std::size_t people = 2) {
    Window window = called(people);
    window.press("Enter");
    return window;
}

// The item of the list that is open, by its words.
inline std::string key_of(const Window& window, const std::string& label) {
    const Page page = window.page();
    REQUIRE(page.dialog);
    for (const auto& item : page.dialog->items) {
        if (item.label == label) return item.key;
    }
    FAIL(label);
    return {};
}

}  // namespace luot::desk::fake
