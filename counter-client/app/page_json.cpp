#include "counter_app/page_json.hpp"

#include <boost/json.hpp>

#include "counter_app/settings_file.hpp"

namespace luot::counter_app {
namespace {

using boost::json::array;
using boost::json::object;

const char* to_string(desk::Tone tone) {
    switch (tone) {
        case desk::Tone::calm:
            return "calm";
        case desk::Tone::good:
            return "good";
        case desk::Tone::warn:
            return "warn";
        case desk::Tone::bad:
            return "bad";
    }
    return "calm";
}

const char* to_string(desk::Screen screen) {
    switch (screen) {
        case desk::Screen::connecting:
            return "connecting";
        case desk::Screen::sign_in:
            return "sign_in";
        case desk::Screen::desk:
            return "desk";
    }
    return "connecting";
}

const char* to_string(desk::Dialog::Kind kind) {
    switch (kind) {
        case desk::Dialog::Kind::choice:
            return "choice";
        case desk::Dialog::Kind::number:
            return "number";
        case desk::Dialog::Kind::text:
            return "text";
        case desk::Dialog::Kind::ask:
            return "ask";
    }
    return "choice";
}

const char* to_string(desk::CounterRow::Light light) {
    switch (light) {
        case desk::CounterRow::Light::closed:
            return "closed";
        case desk::CounterRow::Light::open:
            return "open";
        case desk::CounterRow::Light::serving:
            return "serving";
        case desk::CounterRow::Light::paused:
            return "paused";
        case desk::CounterRow::Light::help:
            return "help";
    }
    return "closed";
}

const char* to_string(desk::SignInPage::Focus focus) {
    switch (focus) {
        case desk::SignInPage::Focus::counter:
            return "counter";
        case desk::SignInPage::Focus::clerk:
            return "clerk";
        case desk::SignInPage::Focus::pin:
            return "pin";
    }
    return "clerk";
}

void put(object& out, const char* name, const std::string& text) {
    if (!text.empty()) out[name] = text;
}
void put(object& out, const char* name, bool set) {
    if (set) out[name] = true;
}
void put(object& out, const char* name, desk::Tone tone) {
    if (tone != desk::Tone::calm) out[name] = to_string(tone);
}

// `between`: for lines whose pieces stand apart.
std::string text_of(const desk::Line& line, const char* between = "") {
    std::string text;
    for (const auto& piece : line) text += (text.empty() ? "" : between) + piece.text;
    return text;
}

object json_of(const desk::Button& button) {
    object out{{"target", button.target}, {"label", button.label}};
    put(out, "key", button.key);
    put(out, "detail", button.detail);
    put(out, "on", button.on);
    put(out, "disabled", !button.enabled);
    put(out, "main", button.main);
    return out;
}

object json_of(const desk::FieldRow& row) {
    object out{{"name", row.name}, {"waiting", row.waiting}};
    put(out, "detail", row.detail);
    put(out, "tone", row.tone);
    put(out, "helps", row.helps);
    return out;
}

object json_of(const desk::HoldRow& row) {
    object out{{"target", row.target}, {"number", row.number}};
    put(out, "detail", row.detail);
    put(out, "key", row.key);
    put(out, "tone", row.tone);
    put(out, "returned", row.returned);
    return out;
}

object json_of(const desk::CounterRow& row) {
    object out{{"name", row.name}, {"light", to_string(row.light)}};
    put(out, "detail", row.detail);
    return out;
}

object json_of(const desk::WaitingRow& row) {
    object out{{"target", row.target}, {"number", row.number}};
    put(out, "detail", row.detail);
    put(out, "on", row.on);
    put(out, "tone", row.tone);
    return out;
}

object json_of(const desk::Banner& banner) {
    object out{{"text", banner.text}, {"tone", to_string(banner.tone)}};
    if (banner.button) out["button"] = json_of(*banner.button);
    return out;
}

template <class Row>
void put(object& out, const char* name, const std::vector<Row>& rows) {
    if (rows.empty()) return;
    array list;
    for (const auto& row : rows) list.push_back(json_of(row));
    out[name] = std::move(list);
}

object json_of(const desk::Citizen& citizen) {
    object out;
    put(out, "number", citizen.number);
    put(out, "headline", citizen.headline);
    put(out, "detail", citizen.detail);
    if (!citizen.chips.empty()) {
        array chips;
        for (const auto& chip : citizen.chips) chips.emplace_back(chip.text);
        out["chips"] = std::move(chips);
    }
    if (!citizen.facts.empty()) {
        array facts;
        for (const auto& fact : citizen.facts) facts.emplace_back(text_of(fact));
        out["facts"] = std::move(facts);
    }
    put(out, "reason", citizen.reason);
    put(out, "note", citizen.note);
    put(out, "tone", citizen.tone);
    return out;
}

object json_of(const desk::Dialog& dialog) {
    object out{{"kind", to_string(dialog.kind)}, {"title", dialog.title}};
    put(out, "detail", dialog.detail);
    put(out, "items", dialog.items);
    put(out, "rows", dialog.rows);
    if (dialog.first != 0) out["first"] = dialog.first;
    put(out, "typed", dialog.typed);
    put(out, "typed_hint", dialog.typed_hint);
    put(out, "error", dialog.error);
    put(out, "buttons", dialog.buttons);
    return out;
}

// A PIN is as many digits as were typed, and never which.
object json_of(const desk::SignInPage& page) {
    object out;
    put(out, "title", page.title);
    put(out, "office", page.office);
    put(out, "counters", page.counters);
    put(out, "clerk_label", page.clerk_label);
    put(out, "clerk", page.clerk);
    put(out, "clerk_hint", page.clerk_hint);
    put(out, "clerks", page.clerks);
    put(out, "pin_label", page.pin_label);
    if (page.pin_digits != 0) out["pin_digits"] = page.pin_digits;
    out["focus"] = to_string(page.focus);
    put(out, "error", page.error);
    out["go"] = json_of(page.go);
    put(out, "busy", page.busy);
    return out;
}

void put_desk(object& out, const desk::Page& page) {
    out["citizen"] = json_of(page.citizen);
    out["step"] = json_of(page.step);
    put(out, "actions", page.actions);
    if (!page.more.target.empty()) out["more"] = json_of(page.more);
    put(out, "my_fields", page.my_fields);
    put(out, "holds", page.holds);
    put(out, "others", page.others);
    put(out, "day", text_of(page.day, " "));
    put(out, "typed", page.typed);
}

}  // namespace

object to_json(const desk::Page& page) {
    object out{{"screen", to_string(page.screen)}, {"mode", to_string(page.mode)}, {"language", page.language}};
    put(out, "badge", page.badge);
    put(out, "fields", page.fields);
    put(out, "status", page.status);
    put(out, "status_tone", page.status_tone);
    if (page.screen == desk::Screen::connecting) {
        put(out, "connecting", page.connecting);
        put(out, "connecting_detail", page.connecting_detail);
    }
    if (page.screen == desk::Screen::sign_in) out["sign_in"] = json_of(page.sign_in);
    if (page.screen == desk::Screen::desk) put_desk(out, page);
    put(out, "banners", page.banners);
    if (page.dialog) out["dialog"] = json_of(*page.dialog);
    put(out, "footer", page.footer);
    put(out, "busy", page.busy);
    put(out, "stale", page.stale);
    out["arrivals"] = page.arrivals;
    return out;
}

}  // namespace luot::counter_app
