// Enums of the core ⇄ enums of the messages. Values are the same (asserted in enums.cpp) but for SlipState, whose 0 the core uses.
#pragma once

#include <type_traits>

#include "core/state.hpp"
#include "luot/v1/office.pb.h"
#include "luot/v1/types.pb.h"
#include "map/faults.hpp"

namespace luot::map {

// The message's enum beside the core's, and whether a number is one of its values.
template <class Core>
struct Paired;

template <class WireEnum, bool (*is_valid)(int)>
struct PairedWith {
    using Wire = WireEnum;
    static bool valid(int value) { return is_valid(value); }
};
template <>
struct Paired<core::Role> : PairedWith<v1::Role, v1::Role_IsValid> {};
template <>
struct Paired<core::TicketState> : PairedWith<v1::TicketState, v1::TicketState_IsValid> {};
template <>
struct Paired<core::SlipReport> : PairedWith<v1::SlipReport, v1::SlipReport_IsValid> {};
template <>
struct Paired<core::SlipWish> : PairedWith<v1::SlipWish, v1::SlipWish_IsValid> {};
template <>
struct Paired<core::TransferKind> : PairedWith<v1::TransferKind, v1::TransferKind_IsValid> {};
template <>
struct Paired<core::CounterState> : PairedWith<v1::CounterState, v1::CounterState_IsValid> {};
template <>
struct Paired<core::CallReason> : PairedWith<v1::CallReason, v1::CallReason_IsValid> {};
template <>
struct Paired<core::CancelKind> : PairedWith<v1::CancelKind, v1::CancelKind_IsValid> {};
template <>
struct Paired<core::AtEnd> : PairedWith<v1::AtEnd, v1::AtEnd_IsValid> {};
template <>
struct Paired<core::CheckInOutcome> : PairedWith<v1::CheckInOutcome, v1::CheckInOutcome_IsValid> {};
template <>
struct Paired<core::CardUse> : PairedWith<v1::CardUse, v1::CardUse_IsValid> {};
template <>
struct Paired<core::HelpState> : PairedWith<v1::HelpState, v1::HelpState_IsValid> {};
template <>
struct Paired<core::PolicyKind> : PairedWith<v1::PolicyKind, v1::PolicyKind_IsValid> {};

template <class Core>
typename Paired<Core>::Wire to_wire(Core value) {
    return static_cast<typename Paired<Core>::Wire>(static_cast<int>(value));
}

// A value that this version does not know is a fault. UNSPECIFIED is a value: whether it will do is the caller's to say.
template <class Core>
Core from_wire(typename Paired<Core>::Wire value, Faults& faults) {
    if (!Paired<Core>::valid(value)) {
        faults.add("a value of an enum that this version does not know");
        return Core{};
    }
    return static_cast<Core>(static_cast<int>(value));
}

v1::SlipState to_wire(core::SlipState value);
core::SlipState slip_from_wire(v1::SlipState value, Faults& faults);  // UNSPECIFIED is a fault

}  // namespace luot::map
