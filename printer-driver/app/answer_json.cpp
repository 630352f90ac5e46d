#include "printer_app/answer_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

namespace luot::printer_app {

namespace {

const char* slip_word(const spool::Answer& answer) {
    if (!answer.slip) return "none_required";
    switch (answer.slip->report) {
        case v1::SLIP_REPORT_PRINTED:
            return "printed";
        case v1::SLIP_REPORT_FAILED:
            return "failed";
        default:
            return "unknown";
    }
}

const char* outcome_word(v1::CheckInOutcome outcome) {
    switch (outcome) {
        case v1::CHECK_IN_OUTCOME_WAITING:
            return "waiting";
        case v1::CHECK_IN_OUTCOME_PRESENT:
            return "present";
        case v1::CHECK_IN_OUTCOME_REINSTATED:
            return "reinstated";
        case v1::CHECK_IN_OUTCOME_HOLD_RETURNED:
            return "hold_returned";
        case v1::CHECK_IN_OUTCOME_CALLED:
            return "called";
        case v1::CHECK_IN_OUTCOME_OVER:
            return "over";
        default:
            return "unknown";
    }
}

boost::json::value minutes_of(const v1::Promise& promise) {
    constexpr std::int64_t minute_us = 60'000'000;
    if (!promise.has_wait()) return nullptr;
    return {{"low", promise.wait().low_us() / minute_us}, {"high", (promise.wait().high_us() + minute_us - 1) / minute_us}};
}

// What the codes that a kiosk makes itself mean; the others are the server's refusals.
const char* meaning(const std::string& code) {
    if (code == "server_away") return "the server was not reached in time; no number was taken";
    if (code == "printer_busy") return "the printer did not become free in time; no number was taken";
    if (code == "no_answer")
        return "the server did not answer in time; whether a number was taken is not known, and such a slip will not be printed";
    if (code == "stopped") return "the program ended before it was asked for";
    if (code == "unavailable" || code == "session_expired") return "whether a number was taken is not known";
    return "refused";
}

}  // namespace

boost::json::object to_json(const spool::Answer& answer) {
    boost::json::object json;
    if (answer.request != 0) json["request"] = answer.request;
    if (answer.reprint) json["reprint"] = true;
    if (!answer.error.empty()) {
        json["error"] = answer.error;
        boost::json::object params;
        for (const auto& [name, value] : answer.params) params[name] = value;
        json["params"] = std::move(params);
        if (answer.ticket != 0) json["ticket"] = answer.ticket;
        if (!answer.service.empty()) json["service"] = answer.service;
        if (!answer.ticket_class.empty()) json["class"] = answer.ticket_class;
        if (!answer.procedure.empty()) json["procedure"] = answer.procedure;
        return json;
    }
    if (answer.checked_in) {
        const auto& result = *answer.checked_in;
        json["ticket"] = result.ticket();
        json["number"] = result.number();
        json["service"] = result.service();
        json["check_in"] = outcome_word(result.outcome());
        if (result.counter() != 0) json["counter"] = result.counter();
        json["ahead"] = result.ahead();
        return json;
    }
    json["ticket"] = answer.ticket;
    json["number"] = answer.number;
    json["service"] = answer.service;
    json["class"] = answer.ticket_class;
    if (!answer.procedure.empty()) json["procedure"] = answer.procedure;
    if (!answer.reprint) {
        json["ahead"] = answer.promise ? answer.promise->ahead() : 0;
        json["expected_minutes"] = answer.promise ? minutes_of(*answer.promise) : nullptr;
        if (answer.promise && answer.promise->past_closing()) json["past_closing"] = true;
    }
    json["issued_at_us"] = answer.issued_us;
    json["slip"] = slip_word(answer);
    if (answer.slip) {
        if (!answer.slip->trouble.empty()) json["slip_trouble"] = answer.slip->trouble;
        if (!answer.slip->detail.empty()) json["slip_detail"] = answer.slip->detail;
        json["slip_reported"] = answer.reported;
    }
    return json;
}

std::string complaint(const spool::Answer& answer) {
    if (!answer.error.empty()) {
        std::string params;
        for (const auto& [name, value] : answer.params) params += fmt::format("{}{}={}", params.empty() ? "" : ", ", name, value);
        return fmt::format("{}: {}{}", answer.error, meaning(answer.error), params.empty() ? "" : " (" + params + ")");
    }
    if (answer.slip && answer.slip->report == v1::SLIP_REPORT_FAILED) {
        return fmt::format("{} was issued and its slip failed: {}", answer.number, answer.slip->detail);
    }
    return {};
}

}  // namespace luot::printer_app
