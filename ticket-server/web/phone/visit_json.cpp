#include "web/phone/visit_json.hpp"

#include <boost/json/array.hpp>

#include "web/phone/words.hpp"

namespace luot::web::phone {

namespace {

boost::json::value cancel_kind(core::CancelKind kind) {
    switch (kind) {
        case core::CancelKind::walk_out:
            return "walk_out";
        case core::CancelKind::voided:
            return "voided";
        case core::CancelKind::slip_failed:
            return "slip_failed";
        case core::CancelKind::unclaimed:
            return "unclaimed";
        case core::CancelKind::unspecified:
            break;
    }
    return nullptr;
}

boost::json::value optional_clock(const std::optional<ClockTime>& time) {
    if (!time) return nullptr;
    return clock_json(*time);
}

boost::json::value expected_json(const std::optional<Expected>& expected) {
    if (!expected) return nullptr;
    boost::json::object json;
    json["low_us"] = expected->wait.low_us;
    json["high_us"] = expected->wait.high_us;
    json["low_minutes"] = expected->low_minutes;
    json["high_minutes"] = expected->high_minutes;
    json["from"] = clock_text(expected->from_minute);
    json["until"] = clock_text(expected->until_minute);
    return json;
}

boost::json::object named(const std::string& code, const core::Texts& name) {
    boost::json::object json;
    json["code"] = code;
    json["name"] = texts_json(name);
    return json;
}

boost::json::array grades_json(const VisitView& view) {
    boost::json::array grades;
    if (!view.can_rate) return grades;
    for (std::uint32_t place = 1; place <= view.grade_count; ++place) {
        const auto grade = grade_of_place(place, view.grade_count);
        if (!grade) continue;
        boost::json::object json;
        json["grade"] = *grade;
        json["name"] = place <= view.grades.size() ? texts_json(view.grades[place - 1]) : boost::json::object();
        grades.emplace_back(std::move(json));
    }
    return grades;
}

}  // namespace

boost::json::object texts_json(const core::Texts& texts) {
    boost::json::object json;
    for (const auto& [language, text] : texts) json[language] = text;
    return json;
}

boost::json::object slots_json(const Slots& slots) {
    boost::json::object json;
    for (const auto& [name, text] : slots) json[name] = text;
    return json;
}

boost::json::object clock_json(const ClockTime& time) {
    boost::json::object json;
    json["at_us"] = time.at_us;
    json["clock"] = clock_text(time.minute);
    return json;
}

bool is_final(const VisitView& view) {
    return view.state == core::TicketState::served || view.state == core::TicketState::cancelled ||
           view.state == core::TicketState::expired || (view.state == core::TicketState::no_show && !view.reinstate_until);
}

boost::json::object visit_json(const VisitView& view) {
    boost::json::object json;
    json["number"] = view.number;
    json["service"] = named(view.service.value, view.service_name);
    json["class"] = nullptr;
    if (!view.ticket_class.empty()) json["class"] = named(view.ticket_class.value, view.class_name);
    json["state"] = core::to_string(view.state);
    json["since"] = clock_json(view.since);
    json["urgent"] = view.urgent;
    json["transferred"] = view.transferred;
    json["sent_back"] = view.sent_back;
    json["interrupted"] = view.interrupted;
    json["nobody_calls"] = view.nobody_calls;
    json["ahead"] = nullptr;
    if (view.ahead) json["ahead"] = *view.ahead;
    json["expected"] = expected_json(view.expected);
    json["present_by"] = optional_clock(view.present_by);
    json["counter"] = nullptr;
    if (view.counter) {
        boost::json::object counter;
        counter["id"] = view.counter.value;
        counter["name"] = texts_json(view.counter_name);
        json["counter"] = std::move(counter);
    }
    json["recalls"] = view.recalls;
    json["hold_returned"] = view.hold_returned;
    json["reinstate_until"] = optional_clock(view.reinstate_until);
    json["cancel_kind"] = cancel_kind(view.cancel_kind);
    boost::json::object can;
    can["cancel"] = view.can_cancel;
    can["return"] = view.can_return;
    can["rate"] = view.can_rate;
    json["can"] = std::move(can);
    json["rated"] = view.rated;
    json["question"] = texts_json(view.question);
    json["grades"] = grades_json(view);
    json["final"] = is_final(view);
    return json;
}

}  // namespace luot::web::phone
