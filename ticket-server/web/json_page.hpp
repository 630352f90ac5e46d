// Pages of JSON, and how every mistake of the API is told. Pure.
#pragma once

#include <optional>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "web/page.hpp"

namespace luot::web {

Page json_page(const boost::json::value& value, unsigned status = 200);

// {"error": {"code": "snake_case", "params": {…}}}
Page error_page(unsigned status, std::string_view code, boost::json::object params = {});

// The body of a question as a JSON object. Nothing: it is none (answer 400 "bad_json"), or nested deeper than 32.
std::optional<boost::json::object> json_body(const Question& question);

}  // namespace luot::web
