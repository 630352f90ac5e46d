// A webhook as somebody wishes for it, read: over the API and on the command line alike. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "hooks/hook_records.hpp"
#include "web/hooks/limits.hpp"

namespace luot::web::hooks {

// Of what nobody guesses, before it is written in hexadecimal digits.
constexpr std::size_t id_bytes = 8;
constexpr std::size_t made_secret_bytes = 32;

// Which member of the wish is none that can be kept.
struct BadWish {
    std::string field;
};

// {"url": "https://…", "kinds": ["called", …], "with_link": false, "secret": "…"}, the last two where they are wished for. Without an id,
// and without a secret where none is wished: both are made.
std::variant<luot::hooks::Hook, BadWish> hook_of(const boost::json::object& wish, const Limits& limits);

// ["called", "served"]
boost::json::array kinds_of(const luot::hooks::Hook& hook);

// What the audit says of it: the address's host alone, for what stands behind it may be a secret of the receiver's.
boost::json::object audit_detail(const luot::hooks::Hook& hook);

}  // namespace luot::web::hooks
