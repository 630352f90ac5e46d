#include "counter_app/answer_json.hpp"

#include <boost/json.hpp>

#include "counter/counter_view.hpp"
#include "counter/resolve.hpp"
#include "message_json/message_json.hpp"

namespace luot::counter_app {
namespace {

using boost::json::array;
using boost::json::object;
using message_json::to_json;

object status(const counter::OfficeView& office, const counter::CounterView& view, const words::Words& words) {
    object out;
    const v1::CounterStatus* mine = office.counter(view.counter);
    out["counter"] = to_json(*mine);
    out["ticket"] = view.ticket ? boost::json::value(to_json(*view.ticket)) : boost::json::value(nullptr);
    array holds;
    for (const auto& held : view.holds) holds.push_back(to_json(held));
    out["holds"] = std::move(holds);
    array fields;
    for (const auto& field : view.fields) {
        fields.push_back(object{{"service", field.service},
                                {"name", office.service_name(field.service, words.first().language().code)},
                                {"waiting", field.waiting},
                                {"serves", field.serves},
                                {"helps", field.helps}});
    }
    out["fields"] = std::move(fields);
    array others;
    for (const auto& other : view.others) others.push_back(to_json(other));
    out["others"] = std::move(others);
    out["day"] = to_json(office.day());
    return out;
}

object list(const counter::OfficeView& office, const counter::CounterView& view) {
    array waiting;
    for (const auto* ticket : counter::waiting_for(office, view.counter)) waiting.push_back(to_json(*ticket));
    array holds;
    for (const auto& held : view.holds) holds.push_back(to_json(held));
    return {{"waiting", std::move(waiting)}, {"holds", std::move(holds)}};
}

}  // namespace

object refused(const counter::Verb& verb, std::string_view code, const counter::Params& params, const counter::OfficeView& office,
               const words::Words& words) {
    object given;
    for (const auto& [name, value] : params) given[name] = value;
    object refusal{{"code", code}, {"params", std::move(given)}};
    for (const words::Catalogue& each : words.all()) refusal[each.language().code] = counter::word_refusal(code, params, office, each);
    const auto choices = counter::valid_choices(verb, office, code, words.first().language().code);
    if (!choices.empty()) {
        array valid;
        for (const auto& choice : choices) valid.push_back(object{{"code", choice.code}, {"name", choice.words}});
        refusal["valid"] = std::move(valid);
    }
    return {{"ok", false}, {"verb", verb.name}, {"refused", std::move(refusal)}};
}

object answer_of(const counter::Verb& verb, const v1::Reply& reply, const counter::OfficeView& office, const words::Words& words) {
    if (reply.has_error()) {
        counter::Params params;
        for (const auto& param : reply.error().params()) params.emplace_back(param.name(), param.value());
        return refused(verb, reply.error().code(), params, office, words);
    }
    return {{"ok", true}, {"verb", verb.name}, {"seq", reply.seq()}, {"at_us", reply.at_us()}, {"result", to_json(reply.result())}};
}

object noted(const counter::Verb& verb, const v1::TicketNote& note) {
    return {{"ok", true}, {"verb", verb.name}, {"note", to_json(note)}};
}

Refusal refusal_of(const v1::SignedIn& answer) {
    constexpr std::uint32_t second_ms = 1'000;
    switch (answer.outcome()) {
        case v1::SIGN_IN_OUTCOME_WRONG:
            return {"wrong_pin", {{"clerk", answer.clerk()}, {"tries", std::to_string(answer.tries_left())}}};
        case v1::SIGN_IN_OUTCOME_LOCKED:
            return {"pin_locked",
                    {{"clerk", answer.clerk()}, {"seconds", std::to_string((answer.locked_ms() + second_ms - 1) / second_ms)}}};
        default:
            return {"unknown_clerk", {{"clerk", answer.clerk()}}};
    }
}

object misused(const std::string& message) {
    return {{"ok", false}, {"usage", message}};
}

object look(const counter::Verb& verb, const counter::OfficeView& office, std::uint64_t counter, const words::Words& words) {
    const auto view = counter::view_of(office, counter);
    if (!view) return refused(verb, "unknown_counter", {{"counter", std::to_string(counter)}}, office, words);
    object out{{"ok", true}, {"verb", verb.name}, {"seq", office.seq()}};
    const object seen = verb.kind == counter::VerbKind::status ? status(office, *view, words) : list(office, *view);
    for (const auto& entry : seen) out[entry.key()] = entry.value();
    return out;
}

bool is_ok(const object& answer) {
    return answer.at("ok").as_bool();
}

std::string refusal_line(const object& answer) {
    if (const auto* usage = answer.if_contains("usage"); usage != nullptr) return std::string(usage->as_string());
    const object& refusal = answer.at("refused").as_object();
    const auto text = [](const boost::json::value& value) { return std::string(value.as_string()); };
    const auto* english = refusal.if_contains("en");
    const std::string words = english != nullptr ? text(*english) : "refused";
    return text(answer.at("verb")) + ": " + words + " (" + text(refusal.at("code")) + ')';
}

}  // namespace luot::counter_app
