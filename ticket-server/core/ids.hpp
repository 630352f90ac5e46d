// Strong identifiers of the domain. Codes are the office's own words and stay the same when the office file changes;
// numbers given by the core are the journal's sequence numbers, so they never repeat.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace luot::core {

template <class Tag>
struct Code {
    std::string value;
    Code() = default;
    explicit Code(std::string text) : value(std::move(text)) {}
    auto operator<=>(const Code&) const = default;
    bool empty() const { return value.empty(); }
};

template <class Tag>
struct Number {
    std::uint64_t value = 0;  // 0: none
    Number() = default;
    explicit Number(std::uint64_t number) : value(number) {}
    auto operator<=>(const Number&) const = default;
    explicit operator bool() const { return value != 0; }
};

using ServiceCode = Code<struct ServiceTag>;      // a field: "civil-status"
using ProcedureCode = Code<struct ProcedureTag>;  // an entry below a field: "birth"
using ClassCode = Code<struct ClassTag>;          // "ordinary", "elderly"
using ClerkCode = Code<struct ClerkTag>;          // never a name
using DeviceCode = Code<struct DeviceTag>;        // "kiosk-1"
using ReasonCode = Code<struct ReasonTag>;        // from the office's lists, never free text
using OutcomeCode = Code<struct OutcomeTag>;      // "accepted", "needs-supplement"

using Seq = std::uint64_t;                    // of an event in the journal, from 1; 0 is "before the first"
using TicketId = Number<struct TicketTag>;    // seq of its ticket_issued
using SessionId = Number<struct SessionTag>;  // seq of its session_opened
using CounterId = Number<struct CounterTag>;  // the number on the desk, from 1

}  // namespace luot::core
