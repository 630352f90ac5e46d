// The JSON objects that scripts read. Pure.
//
// Done:    {"ok":true,"verb":"next","seq":…,"at_us":…,"result":{"called":{…}?,"issued":{…}?,"finished":…,"ticket":…}}
// Refused: {"ok":false,"verb":"next","refused":{"code":…,"params":{…},"vi":…,"en":…,…,"valid":[{"code":…,"name":…}]?}}
// with the sentence in every language that there is a catalogue of, by its code.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "counter/office_view.hpp"
#include "counter/refusal_words.hpp"
#include "counter/verbs.hpp"
#include "luot/v1/envelope.pb.h"

namespace luot::counter_app {

// A reply, whichever it is.
boost::json::object answer_of(const counter::Verb& verb, const v1::Reply& reply, const counter::OfficeView& office,
                              const words::Words& words);

boost::json::object refused(const counter::Verb& verb, std::string_view code, const counter::Params& params,
                            const counter::OfficeView& office, const words::Words& words);

// A note that is kept now: {"ok":true,"verb":"note","note":{…}}.
boost::json::object noted(const counter::Verb& verb, const v1::TicketNote& note);

// Why somebody could not sign in: a code of refusal_words and its parameters. Precondition: the outcome is neither done nor busy.
struct Refusal {
    std::string code;
    counter::Params params;
};
Refusal refusal_of(const v1::SignedIn& answer);

// For a line that is no verb: {"ok":false,"usage":…}.
boost::json::object misused(const std::string& message);

// status and list: what the snapshot says; refused with unknown_counter where the office has no such counter.
boost::json::object look(const counter::Verb& verb, const counter::OfficeView& office, std::uint64_t counter, const words::Words& words);

bool is_ok(const boost::json::object& answer);
// "next: Nobody waits for this counter now. (nobody_waiting)", for standard error.
std::string refusal_line(const boost::json::object& answer);

}  // namespace luot::counter_app
