#include "desk/pages.hpp"

#include <algorithm>

#include "desk/deeds.hpp"
#include "desk/footer.hpp"
#include "desk/keys_shown.hpp"
#include "desk/limits.hpp"
#include "desk/sending.hpp"
#include "desk/sign_in.hpp"
#include "desk/step.hpp"

namespace luot::desk {
namespace {

Button tile(const Desk& desk, Deed deed) {
    const std::string target = "action:" + std::string(name_of(deed));
    Button button{target, label_of(desk, deed), key_of(desk, target), detail_of(desk, deed)};
    button.enabled = desk.live() && why_not(desk, deed).empty();
    button.on = is_on(desk, deed);
    return button;
}

Banner away(const Desk& desk) {
    if (desk.link == wire::LinkState::refused) return {desk.say("desk.away.refused"), Tone::bad, {}};
    if (desk.link == wire::LinkState::live) return {desk.say("desk.away.catching_up"), Tone::warn, {}};
    const std::string time = desk.time(desk.known_at_us);
    if (desk.under_way) return {desk.say("desk.away.under_way", {{"time", time}}), Tone::bad, {}};
    return {desk.say("desk.away.lost", {{"time", time}}), Tone::bad, {}};
}

std::vector<Banner> banners(const Desk& desk) {
    std::vector<Banner> shown;
    if (desk.office.ready() && !desk.live()) shown.push_back(away(desk));
    for (const auto& each : desk.told) {
        if (shown.size() >= limits::banners_shown) break;
        shown.push_back({desk.in_ours(each.text), each.tone, {}});
        if (!each.target.empty()) shown.back().button = Button{each.target, desk.in_ours(each.label)};
    }
    return shown;
}

std::string fields_of(const Desk& desk) {
    const auto* counter = desk.mine();
    std::string fields;
    if (counter == nullptr) return fields;
    for (const auto& service : counter->serves()) fields += (fields.empty() ? "" : ", ") + desk.service_name(service);
    return fields;
}

void put_connecting(const Desk& desk, Page& page) {
    const bool refused = desk.link == wire::LinkState::refused;
    page.connecting = desk.say(refused ? "desk.connecting.refused" : "desk.connecting.title");
    page.connecting_detail = desk.say(refused                              ? "desk.connecting.refused_detail"
                                      : desk.link == wire::LinkState::lost ? "desk.connecting.again"
                                                                           : "desk.connecting.detail");
}

void put_status(const Desk& desk, Page& page) {
    const std::string time = desk.time(desk.office_now_us());
    const std::string clerk = desk.at ? desk.office.clerk_name(desk.at->clerk) : std::string();
    const bool live = desk.live();
    page.status = live ? desk.say("desk.status.connected", {{"clerk", clerk}, {"time", time}})
                       : desk.say("desk.status.away", {{"clerk", clerk}, {"time", desk.time(desk.known_at_us)}});
    page.status_tone = live ? Tone::calm : Tone::bad;
    page.stale = !live;
}

}  // namespace

Page page_of(const Desk& desk) {
    Page page;
    page.mode = desk.settings.mode;
    page.language = desk.words().language().code;
    page.footer = footer_of(desk);
    page.arrivals = desk.arrivals;
    page.busy = busy(desk);
    if (!desk.office.ready()) {
        put_connecting(desk, page);
        return page;
    }
    page.colour = desk.office.office().colour();
    page.banners = banners(desk);
    page.dialog = dialog_of(desk);
    put_status(desk, page);
    if (!desk.at) {
        page.screen = Screen::sign_in;
        page.sign_in = sign_in_page(desk);
        return page;
    }
    page.screen = Screen::desk;
    page.badge = desk.counter_name(desk.at->counter);
    page.fields = fields_of(desk);
    page.citizen = citizen_of(desk);
    page.step = step_button(desk);
    for (const Deed deed : tiles()) page.actions.push_back(tile(desk, deed));
    page.more = Button{"more", desk.say("desk.more"), key_of(desk, "more")};
    if (desk.settings.mode == Mode::keypad && !has_pad_key(desk, "more")) page.more.key = "0 Enter";
    if (desk.settings.mode != Mode::window) page.back = Button{"action:mode", label_of(desk, Deed::mode), key_of(desk, "action:mode")};
    put_around(desk, page);
    page.typed = desk.typed;
    return page;
}

bool is_on_page(const Page& page, std::string_view target) {
    const auto among = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& each) { return each.target == target; });
    };
    if (target.empty()) return false;
    if (page.dialog) {
        // The rest is under it.
        return among(page.dialog->items) || among(page.dialog->rows) || among(page.dialog->buttons) || target == "dialog:cancel";
    }
    if (among(page.footer)) return true;
    for (const auto& banner : page.banners) {
        if (banner.button && banner.button->target == target) return true;
    }
    if (page.screen == Screen::sign_in) {
        const bool field = target == "sign_in:counter" || target == "sign_in:clerk" || target == "sign_in:pin";
        return field || among(page.sign_in.counters) || among(page.sign_in.clerks) || target == page.sign_in.go.target;
    }
    if (page.screen != Screen::desk) return false;
    return target == page.step.target || target == page.more.target || target == page.back.target || among(page.actions) ||
           among(page.holds);
}

}  // namespace luot::desk
