#include "web/phone/visit_text.hpp"

namespace luot::web::phone {

namespace {

using core::TicketState;

class Telling {
  public:
    Telling(const VisitView& view, const core::Office& office, const Words& words, const std::string& language)
        : view_(view), office_(office), words_(words), language_(language) {}

    Slots tell() {
        slots_["number"] = view_.number;
        slots_["field"] = field();
        if (const std::string of_class = text_of(view_.class_name, language_, office_); !of_class.empty())
            slots_["field"] = say("field_and_class", {{"field", field()}, {"class", of_class}});
        for (const char* place : {"heading", "place", "ahead", "ahead_label", "minutes", "minutes_label", "strong", "sentence", "mark",
                                  "note", "cancel", "back", "question", "thanks", "grades"})
            slots_[place];
        for (int place = 1; place <= 5; ++place) slots_["grade_" + std::to_string(place)];
        tell_state();
        if (view_.can_cancel) slots_["cancel"] = say("cancel");
        if (view_.can_return) slots_["back"] = say("back");
        slots_["title"] = say("title", {{"number", view_.number}, {"what", slots_["say"]}});
        return std::move(slots_);
    }

  private:
    std::string say(const char* key, Words::Params params = {}) const { return words_.text(std::string("phone.") + key, params); }
    std::string field() const {
        const std::string name = text_of(view_.service_name, language_, office_);
        return name.empty() ? view_.service.value : name;
    }
    std::string counter() const { return std::to_string(view_.counter.value); }
    std::string since() const { return clock_text(view_.since.minute); }

    void tell_state() {
        switch (view_.state) {
            case TicketState::waiting:
                return tell_waiting();
            case TicketState::called:
                return tell_called();
            case TicketState::serving:
                slots_["tone"] = "serve";
                head(say("serving", {{"counter", counter()}}));
                slots_["place"] = text_of(view_.counter_name, language_, office_);
                slots_["sentence"] = say("serving_since", {{"time", since()}});
                return;
            case TicketState::held:
                slots_["tone"] = "hold";
                head(say("held", {{"counter", counter()}}));
                slots_["sentence"] = say(view_.hold_returned ? "held_returned" : "held_since", {{"time", since()}, {"counter", counter()}});
                return;
            case TicketState::served:
                return tell_served();
            case TicketState::no_show:
                slots_["tone"] = "over";
                head(say("no_show"));
                slots_["strong"] =
                    view_.reinstate_until ? say("no_show_until", {{"time", clock_text(view_.reinstate_until->minute)}}) : std::string();
                slots_["sentence"] =
                    say(view_.reinstate_until ? "no_show_how" : "no_show_over", {{"counter", counter()}, {"time", since()}});
                return;
            case TicketState::cancelled:
                slots_["tone"] = "over";
                head(say("cancelled"));
                slots_["sentence"] = say(cancelled_key(), {{"time", since()}});
                return;
            case TicketState::expired:
            case TicketState::unspecified:
                break;
        }
        slots_["tone"] = "over";
        head(say("expired"));
        slots_["sentence"] = say("expired_what");
    }

    void head(const std::string& heading) {
        slots_["heading"] = heading;
        slots_["say"] = heading;
    }

    void tell_waiting() {
        slots_["tone"] = "wait";
        const std::string ahead = std::to_string(view_.ahead.value_or(0));
        slots_["ahead"] = ahead;
        slots_["ahead_label"] = say(view_.ahead == 1U ? "ahead_one" : "ahead");
        slots_["say"] = ahead == "0" ? say("next") : say(view_.ahead == 1U ? "say_ahead_one" : "say_ahead", {{"n", ahead}});
        if (view_.expected) {
            const Expected& expected = *view_.expected;
            const std::string low = std::to_string(expected.low_minutes);
            const std::string high = std::to_string(expected.high_minutes);
            const char* minutes = expected.low_minutes == 0                       ? "minutes_under"
                                  : expected.low_minutes >= expected.high_minutes ? "minutes_about"
                                                                                  : "minutes";
            slots_["minutes"] = say(minutes, {{"low", low}, {"high", high}});
            slots_["minutes_label"] = say("minutes_label");
            slots_["strong"] = say(expected.low_minutes == 0 ? "expected_until" : "expected",
                                   {{"from", clock_text(expected.from_minute)}, {"until", clock_text(expected.until_minute)}});
            slots_["sentence"] = say("expected_then") + " " + say("updates");
        } else {
            slots_["strong"] = !view_.nobody_calls ? say("unknown")
                               : view_.counter     ? say("counter_closed", {{"counter", counter()}})
                                                   : say("nobody_calls");
            slots_["sentence"] = (view_.nobody_calls ? say("kept") + " " : std::string()) + say("updates");
        }
        slots_["mark"] = marks();
        slots_["note"] = say("priority");
    }

    // What is to be known beside the place in line, the most pressing first.
    std::string marks() const {
        std::string all;
        const auto add = [&](const std::string& text) { all += (all.empty() ? "" : " ") + text; };
        if (view_.slip_failed) add(say("slip_failed"));
        if (view_.present_by) add(say("present_by", {{"time", clock_text(view_.present_by->minute)}}));
        if (view_.transferred && view_.counter) {
            add(say("transferred_counter", {{"counter", counter()}}));
        } else if (view_.transferred) {
            add(say("transferred", {{"field", field()}}));
        }
        if (view_.sent_back) add(say("sent_back"));
        if (view_.interrupted) add(say("interrupted"));
        if (view_.urgent) add(say("urgent"));
        if (view_.ahead == 0U && !view_.nobody_calls && !view_.slip_failed) add(say("near"));
        return all;
    }

    void tell_called() {
        slots_["tone"] = "call";
        head(say("called", {{"counter", counter()}}));
        slots_["place"] = text_of(view_.counter_name, language_, office_);
        const bool again = view_.recalls > 0;
        slots_["sentence"] = say(!again               ? "called_since"
                                 : view_.recalls == 1 ? "recalled_one"
                                                      : "recalled",
                                 {{"time", since()}, {"n", std::to_string(view_.recalls)}});
        if (again) slots_["say"] = say("called_again", {{"counter", counter()}, {"n", std::to_string(view_.recalls)}});
    }

    void tell_served() {
        slots_["tone"] = "over";
        head(say("served"));
        slots_["sentence"] = say("served_when", {{"time", since()}, {"counter", counter()}});
        if (view_.rated) slots_["thanks"] = say("thanks");
        if (!view_.can_rate) return;
        const std::string own = text_of(view_.question, language_, office_);
        slots_["question"] = own.empty() ? say("question") : own;
        slots_["grades"] = std::to_string(view_.grade_count);
        for (std::uint32_t place = 1; place <= view_.grade_count && place <= 5; ++place) {
            const std::string slot = "grade_" + std::to_string(place);
            const std::string of_office =
                place <= view_.grades.size() ? text_of(view_.grades[place - 1], language_, office_) : std::string();
            slots_[slot] = of_office.empty() ? say(slot.c_str()) : of_office;
        }
    }

    const char* cancelled_key() const {
        switch (view_.cancel_kind) {
            case core::CancelKind::voided:
                return "cancelled_voided";
            case core::CancelKind::slip_failed:
                return "cancelled_slip";
            case core::CancelKind::unclaimed:
                return "cancelled_unclaimed";
            case core::CancelKind::walk_out:
            case core::CancelKind::unspecified:
                break;
        }
        return "cancelled_walk_out";
    }

    const VisitView& view_;
    const core::Office& office_;
    const Words& words_;
    const std::string& language_;
    Slots slots_;
};

}  // namespace

Slots visit_text(const VisitView& view, const core::Office& office, const Words& words, const std::string& language) {
    return Telling(view, office, words, language).tell();
}

}  // namespace luot::web::phone
