// What people do, by touch, by key and by scanner.
#include <algorithm>
#include <utility>

#include "touch/field.hpp"
#include "touch/limits.hpp"
#include "touch/pages.hpp"
#include "touch/search.hpp"
#include "touch/touch_fsm.hpp"

namespace luot::touch {

namespace {

// What is behind `prefix`, where the target begins with it.
std::optional<std::string> after(const std::string& target, std::string_view prefix) {
    if (!target.starts_with(prefix)) return std::nullopt;
    return target.substr(prefix.size());
}

}  // namespace

bool TouchFsm::on_page(const std::string& target) const {
    if (target == "corner") return true;
    const Page shown = page();
    const auto is = [&](const auto& each) { return each.target == target; };
    if (std::ranges::any_of(shown.tiles, is) || std::ranges::any_of(shown.actions, is) || std::ranges::any_of(shown.footer, is))
        return true;
    if (shown.body == Body::tiles || shown.body == Body::search) {
        if (target == "earlier" || target == "later") return true;
    }
    const bool keys = shown.body == Body::search || shown.body == Body::pin;
    return keys && target.starts_with("key:");
}

bool TouchFsm::touch(const std::string& target, Instant now) {
    state_.now = now;
    const bool known = on_page(target);
    // Two taps are one: the second one of a trembling finger would fall on what has come into its place.
    const bool same = started_at_ && now - *started_at_ < limits::same_touch;
    const bool key = target.starts_with("key:") || target == "enter" || target == "corner";
    if (!locked() && (!same || key) && known) {
        const Screen before = present_screen(state_);
        touched(target);
        if (present_screen(state_) != before) started_at_ = now;
    }
    settle(now);
    return known;
}

void TouchFsm::touched(const std::string& target) {
    if (target == "corner") return touched_corner();
    if (target == "home") {
        // Who has what they came for takes card, language and looks along.
        const bool over = state_.screen == Screen::slip || state_.screen == Screen::checked_in;
        return over ? forget() : reset();
    }
    if (target == "back") return back();
    if (target == "earlier") --state_.turn;
    if (target == "later") ++state_.turn;
    if (target == "search") {
        state_.typed.clear();
        go(Screen::search);
    }
    if (target == "help") go(Screen::help);
    if (target == "languages") go(Screen::languages);
    if (const auto language = after(target, "language:")) {
        state_.language = *language;
        if (state_.screen == Screen::languages) back();
    }
    if (const auto look = after(target, "look:")) touched_look(*look);
    if (const auto field = after(target, "field:")) choose_field(*field, {});
    if (const auto place = after(target, "found:")) choose_found(static_cast<std::size_t>(std::stoul(*place)));
    if (const auto ticket_class = after(target, "class:")) {
        state_.wanted.ticket_class = *ticket_class;
        go(Screen::confirm);
    }
    if (const auto key_name = after(target, "key:")) touched_key(*key_name);
    if (target == "take") take();
    if (target == "again") again();
    if (target == "go_on") ask_on();
    if (target == "enter") key("enter", state_.now);
    if (state_.screen == Screen::technician) touched_technician(target);
}

void TouchFsm::touched_look(const std::string& what) {
    Look& look = state_.look;
    if (what == "large") look.large_text = !look.large_text;
    if (what == "contrast") look.high_contrast = !look.high_contrast;
    if (what == "reach") look.low_reach = !look.low_reach;
    if (what == "spoken") look.spoken = !look.spoken;
}

void TouchFsm::touched_key(const std::string& key_name) {
    if (key_name == "erase") return key("erase", state_.now);
    typed_by_human(key_name == "space" ? " " : key_name);
}

void TouchFsm::touched_technician(const std::string& target) {
    if (target == "test") {
        state_.technician_word = "test_under_way";
        actions_.emplace_back(TestPrint{});
    }
    if (target == "roll") {
        state_.technician_word = "roll_changed";
        actions_.emplace_back(RollChanged{});
    }
    if (target == "restart") actions_.emplace_back(Restart{});
}

void TouchFsm::touched_corner() {
    if (!options_.technician || state_.screen == Screen::technician || state_.screen == Screen::pin) return;
    if (corner_count_ == 0 || state_.now - corner_since_ > limits::corner_within) {
        corner_count_ = 0;
        corner_since_ = state_.now;
    }
    if (++corner_count_ < limits::corner_touches) return;
    corner_count_ = 0;
    forget();
    state_.screen = Screen::pin;
}

// --- Choosing

void TouchFsm::choose_found(std::size_t place) {
    const auto found = search(state_.office.office, state_.typed, limits::found_max);
    if (place >= found.size()) return;
    const std::string service = found[place].service->code();
    choose_field(service, found[place].procedure == nullptr ? std::string() : found[place].procedure->code());
}

void TouchFsm::choose_field(const std::string& code, const std::string& procedure_code) {
    const auto* service = find_service(state_.office.office, code);
    if (service == nullptr) return;
    const auto& words = present_language(state_, words_);
    const DayMoment moment = day_moment(state_);
    const Field field = field_of(state_.office, *service, moment);
    if (field.availability != Availability::open) {
        const Closed closed = closed_words(field, words);
        const bool full = field.availability == Availability::full;
        tell({full ? "field_full" : "field_closed", {{"field", name_of(*service, words)}}, closed.detail, Tone::calm, Icon::clock});
        return;
    }
    if (const auto* procedure = find_procedure(*service, procedure_code)) {
        const auto* note = closing_note(*procedure, moment.business_day);
        if (!procedure->open() || note != nullptr) {
            const std::string why = note != nullptr ? said(note->message(), words) : said(procedure->message(), words);
            tell({"procedure_is_closed", {{"procedure", said(procedure->name(), words)}}, why, Tone::calm, Icon::clock});
            return;
        }
    }
    state_.wanted = {code, procedure_code, {}, {}};
    ask_on();
}

// The next thing that is not known yet.
void TouchFsm::ask_on() {
    const auto& office = state_.office.office;
    if (state_.wanted.service.empty()) return reset();  // the card came first: now the field
    if (office.kiosk().card() == v1::CARD_USE_REQUIRED && !state_.card) return go(Screen::card_needed);
    const auto offered = classes_offered(state_);
    if (!state_.wanted.ticket_class.empty()) return go(Screen::confirm);
    if (offered.size() > 1) return go(Screen::classes);
    if (!offered.empty()) state_.wanted.ticket_class = offered.front()->code();
    go(Screen::confirm);
}

// One wish, however often somebody taps: until its answer nothing else is taken.
void TouchFsm::take() {
    if (state_.screen != Screen::confirm) return;
    if (!state_.live || cannot_print(state_.printer)) return reset();  // the first screen says what is the matter
    waiting_for_ = ++last_request_;
    actions_.emplace_back(TakeNumber{waiting_for_, state_.wanted, state_.card ? state_.card->person : std::string()});
    state_.checking_in = false;
    state_.trail.clear();
    state_.screen = Screen::wait;
}

void TouchFsm::again() {
    if (state_.screen != Screen::slip_failed || !state_.answer || state_.answer->ticket == 0) return;
    if (!state_.live || cannot_print(state_.printer)) return;  // the page says so already
    waiting_for_ = ++last_request_;
    actions_.emplace_back(Copy{waiting_for_, state_.answer->ticket});
    state_.screen = Screen::wait;
}

// --- Keys

void TouchFsm::typed(std::string_view text, Instant now) {
    state_.now = now;
    reader_.typed(text, now);
}

void TouchFsm::key(std::string_view name, Instant now) {
    state_.now = now;
    if (name == "enter") {
        const auto line = reader_.entered();
        if (!line.scanned.empty()) {
            scanned(line.scanned, now);
            reader_.clear();
            return;
        }
        typed_by_human(line.typed);
        const bool may_try = state_.screen == Screen::pin && !state_.pin_again_at && state_.technician_word.empty();
        if (may_try && state_.typed.size() >= limits::pin_digits_min) {
            state_.technician_word = "checking";
            actions_.emplace_back(CheckPin{state_.typed});
            wipe(state_.typed.data(), state_.typed.size());
            state_.typed.clear();
        }
    }
    if (name == "erase") {
        typed_by_human(reader_.wake(now + scanner_pause_max + Instant{1}));
        while (!state_.typed.empty()) {
            const bool continues = (static_cast<unsigned char>(state_.typed.back()) & 0xC0U) == 0x80U;
            state_.typed.pop_back();
            if (!continues) break;
        }
        state_.turn = 0;
    }
    settle(now);
}

void TouchFsm::typed_by_human(std::string_view text) {
    if (text.empty()) return;
    if (state_.screen == Screen::pin) {
        if (state_.pin_again_at || !state_.technician_word.empty()) return;
        for (const char c : text) {
            if (c >= '0' && c <= '9' && state_.typed.size() < limits::pin_digits_max) state_.typed += c;
        }
        return settle(state_.now);
    }
    // Who types on a keyboard looks for something.
    if (present_screen(state_) == Screen::home) {
        state_.typed.clear();
        go(Screen::search);
    }
    if (state_.screen != Screen::search) return;
    if (state_.typed.size() + text.size() <= query_letters_max && !(state_.typed.empty() && text == " ")) state_.typed += text;
    state_.turn = 0;
    settle(state_.now);
}

// --- Scanning

void TouchFsm::scanned(std::string_view line, Instant now) {
    state_.now = now;
    const bool staff = state_.screen == Screen::pin || state_.screen == Screen::technician;
    if (locked() || staff || !state_.has_office) return;
    const PersonHash none;
    const bool cards =
        state_.office.office.kiosk().card() == v1::CARD_USE_OFFERED || state_.office.office.kiosk().card() == v1::CARD_USE_REQUIRED;
    const auto found = read_scanned(line, day_moment(state_).business_day, cards ? person_hash_ : none);
    if (const auto* card = std::get_if<Card>(&found)) {
        if (cards) {
            read_card(*card);
        } else {
            tell({"card_not_used", {}, {}, Tone::calm, Icon::card});
        }
    } else if (const auto* slip = std::get_if<SlipCode>(&found)) {
        check_in(*slip);
    } else if (const auto* appointment = std::get_if<Appointment>(&found)) {
        read_appointment(*appointment);
    } else {
        tell({"scan_unknown", {}, {}, Tone::calm, Icon::slip});
    }
    settle(now);
}

void TouchFsm::read_card(const Card& card) {
    state_.card = card;
    const Screen shown = present_screen(state_);
    if (shown == Screen::card_needed) {
        if (!state_.trail.empty()) state_.trail.pop_back();
        state_.screen = Screen::home;
        return ask_on();
    }
    if (shown == Screen::classes || shown == Screen::confirm) {
        // What the card offers is asked anew, with the field that was chosen. An appointment gives its class itself.
        if (!state_.wanted.appointment) state_.wanted.ticket_class.clear();
        state_.screen = Screen::home;
        state_.trail.clear();
        return ask_on();
    }
    state_.wanted = {};
    state_.trail.clear();
    state_.screen = Screen::home;
    go(Screen::card);
}

void TouchFsm::read_appointment(const Appointment& appointment) {
    const auto* service = find_service(state_.office.office, appointment.service);
    const auto& classes = state_.office.office.classes();
    const bool has_class = std::ranges::any_of(classes, [](const auto& each) { return each.code() == appointment_class; });
    const auto& words = present_language(state_, words_);
    if (service == nullptr || !has_class) return tell({"scan_unknown", {}, {}, Tone::calm, Icon::slip});
    if (appointment.at.day != day_moment(state_).business_day) {
        const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{appointment.at.day}}};
        const std::string when = words.date({static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                                             static_cast<int>(static_cast<unsigned>(date.day())), weekday_of(appointment.at.day)});
        return tell({"appointment_other_day", {{"date", when}, {"time", clock_words(appointment.at.minute)}}, {}, Tone::calm, Icon::clock});
    }
    state_.screen = Screen::home;
    state_.trail.clear();
    choose_field(appointment.service, {});
    if (state_.screen == Screen::told) return;
    state_.wanted.ticket_class = appointment_class;
    state_.wanted.appointment = appointment.at;
    if (state_.screen != Screen::card_needed) {
        state_.screen = Screen::home;
        state_.trail.clear();
        ask_on();
    }
}

void TouchFsm::check_in(const SlipCode& slip) {
    if (!state_.live) return reset();
    reset();
    waiting_for_ = ++last_request_;
    actions_.emplace_back(CheckIn{waiting_for_, slip.token});
    state_.checking_in = true;
    state_.screen = Screen::wait;
}

}  // namespace luot::touch
