// What a webhook hears of: an event of the journal, or an alert, as the body of its delivery. No citizen's data: of a person there is the
// number on their slip. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "core/state.hpp"
#include "hooks/hook_records.hpp"

namespace luot::web::hooks {

using luot::hooks::Hook;
using luot::hooks::Kind;

struct News {
    Kind kind = Kind::called;
    std::string name;            // the delivery's: the same whenever it is made of the same event
    boost::json::object fields;  // of its body, beside id, office and kind
    std::string token;           // of the ticket's page; empty: none
};

// Calls, services that ended, opinions; nothing for other events and for test tickets. `state` is the one after the event or a later one:
// the same comes of both, as long as the day is not over. `issued`, where the ticket may be gone from the state: how it was issued.
std::optional<News> news_of(const core::State& state, const core::Event& event, const core::TicketIssued* issued = nullptr);

// `alert` as the live document has it: key, kind, severity, since_us, params.
News news_of_alert(const boost::json::object& alert);
// Of all alerts of the live document. None where it is no such document.
std::vector<News> news_of_alerts(std::string_view live_document);

bool wants(const Hook& hook, Kind kind);

// The body of the delivery: {"id", "office", "kind", …}; with `with_link` hooks and where the office has a phone_base_url, "phone_link".
std::string body_of(const News& news, const Hook& hook, const core::Office& office);

const char* to_string(Kind kind);
std::optional<Kind> kind_of(std::string_view word);

}  // namespace luot::web::hooks
