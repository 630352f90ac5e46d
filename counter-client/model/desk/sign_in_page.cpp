#include "desk/clerks.hpp"
#include "desk/limits.hpp"
#include "desk/sign_in.hpp"

namespace luot::desk {
namespace {

std::vector<Button> counters(const Desk& desk) {
    std::vector<Button> buttons;
    for (const auto& [id, counter] : desk.office.counters()) {
        Button button{"counter:" + std::to_string(id), desk.counter_name(id)};
        button.on = id == desk.choosing.counter;
        if (counter.state() == v1::COUNTER_STATE_CLOSED) {
            for (const auto& service : counter.serves()) button.detail += (button.detail.empty() ? "" : ", ") + desk.service_name(service);
        } else {
            button.detail = desk.say("desk.sign_in.taken_by", {{"clerk", desk.office.clerk_name(counter.clerk())}});
        }
        buttons.push_back(std::move(button));
    }
    return buttons;
}

std::vector<Button> clerks(const Desk& desk) {
    std::vector<Button> buttons;
    if (!desk.choosing.clerk.empty()) return buttons;
    const auto fitting = clerks_that_fit(desk.office, desk.choosing.typed);
    for (std::size_t place = 0; place < fitting.size() && place < limits::clerks_found; ++place) {
        const std::string& code = fitting[place];
        Button button{"clerk:" + code, desk.office.clerk_name(code)};
        if (button.label != code) button.detail = code;
        if (const std::uint64_t at = counter_of(desk.office, code); at != 0)
            button.detail = desk.say("desk.sign_in.is_at", {{"counter", desk.counter_name(at)}});
        button.on = desk.choosing.focus == SignInPage::Focus::clerk && place == desk.choosing.on;
        buttons.push_back(std::move(button));
    }
    return buttons;
}

std::string error_of(const Desk& desk) {
    const auto locked = locked_until(desk);
    if (!locked) return desk.choosing.told;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(*locked - desk.now + Instant(999)).count();
    if (left < 60) return desk.say("desk.sign_in.locked_seconds", {{"n", left}});
    return desk.say("desk.sign_in.locked_minutes", {{"n", (left + 59) / 60}});
}

}  // namespace

SignInPage sign_in_page(const Desk& desk) {
    const Choosing& choosing = desk.choosing;
    SignInPage page;
    page.title = desk.say("desk.sign_in.title");
    page.office = shown::text_in(desk.office.office().name(), desk.words().language().code);
    page.counters = counters(desk);
    page.clerk_label = desk.say("desk.sign_in.clerk");
    page.clerk = choosing.clerk.empty() ? choosing.typed : desk.office.clerk_name(choosing.clerk);
    page.clerk_hint = desk.say("desk.sign_in.clerk_hint");
    page.clerks = clerks(desk);
    if (desk.pin_needed()) page.pin_label = desk.say("desk.sign_in.pin");
    page.pin_digits = choosing.pin.size();
    page.focus = choosing.focus;
    page.error = error_of(desk);
    page.busy = choosing.asked || desk.under_way.has_value();
    page.go = Button{"sign_in:go", desk.say("desk.sign_in.go"), "Enter"};
    page.go.main = true;
    page.go.enabled = desk.live() && !page.busy && !locked_until(desk);
    if (!desk.live()) page.go.detail = desk.say("desk.step.away");
    return page;
}

}  // namespace luot::desk
