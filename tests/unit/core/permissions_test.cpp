#include "core/permissions.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/decide.hpp"

using namespace luot;
using core::Role;

namespace {

// By the place of the verb in core::Command: every verb is tried, also one that is added later.
template <std::size_t... Index>
std::vector<core::Command> one_of_each(std::index_sequence<Index...>) {
    return {core::Command(std::in_place_index<Index>)...};
}

template <class... Verbs>
std::set<std::size_t> places() {
    return {core::Command(Verbs{}).index()...};
}

std::set<std::size_t> allowed(Role role) {
    std::set<std::size_t> may;
    for (const auto& command : one_of_each(std::make_index_sequence<std::variant_size_v<core::Command>>{})) {
        if (core::may(role, command)) may.insert(command.index());
    }
    return may;
}

}  // namespace

TEST_CASE("each role may do what is its own and nothing else") {
    using namespace core;
    CHECK(allowed(Role::kiosk) == places<Issue, ReportSlip, Reprint, CheckIn, Reinstate, ReturnHold, Cancel, Rate>());
    CHECK(allowed(Role::counter) ==
          places<OpenCounter, CloseCounter, PauseCounter, ResumeCounter, SetAutoCall, CallNext, CallChosen, Recall, Start, Requeue, NoShow,
                 Hold, ResumeHold, Transfer, Finish, Issue, Reinstate, ReturnHold, Cancel, Rate, AskForHelp, HandOver>());
    CHECK(allowed(Role::phone) == places<Issue, ReturnHold, Cancel, Rate>());
    CHECK(allowed(Role::supervisor) == places<Issue, Reinstate, ReturnHold, Cancel, SetUrgent, LimitService, AssignCounter, SetNotice,
                                              EndDay, CloseCounter, PauseCounter, ResumeCounter, AnswerHelp>());
    CHECK(allowed(Role::administrator) ==
          places<Issue, Reinstate, ReturnHold, Cancel, SetUrgent, LimitService, AssignCounter, SetNotice, EndDay, CloseCounter,
                 PauseCounter, ResumeCounter, AnswerHelp, ReportSlip, Reprint, ConfirmClock>());
    CHECK(allowed(Role::board).empty());
    CHECK(allowed(Role::unspecified).empty());
    CHECK(allowed(Role::system).empty());
}

TEST_CASE("the servers own commands are nobodys") {
    for (const Role role : {Role::kiosk, Role::counter, Role::board, Role::supervisor, Role::administrator, Role::phone}) {
        CHECK(!core::may(role, core::OpenSession{}));
        CHECK(!core::may(role, core::Configure{}));
        CHECK(!core::may(role, core::BeginEpoch{}));
        CHECK(!core::may(role, core::SuspectClock{}));
        CHECK(!core::may(role, core::Tick{}));
    }
}

TEST_CASE("boards alone have no session") {
    CHECK(!core::commands(Role::board));
    for (const Role role : {Role::kiosk, Role::counter, Role::supervisor, Role::administrator, Role::phone}) CHECK(core::commands(role));
    CHECK(!core::commands(Role::system));
    CHECK(!core::is_device(Role::unspecified));
    CHECK(!core::is_device(static_cast<Role>(77)));
}

TEST_CASE("where clerks sign in each command is of the clerk who did but an opinion") {
    const core::ClerkCode an{"an"}, binh{"binh"}, nobody;
    for (const auto& command : one_of_each(std::make_index_sequence<std::variant_size_v<core::Command>>{})) {
        const bool opinion = std::holds_alternative<core::Rate>(command);
        CHECK(core::may_as(nobody, command) == opinion);
        core::Command of_an = command;
        const bool at_counter = std::visit(
            [&](auto& verb) {
                if constexpr (requires { verb.at.clerk; }) verb.at.clerk = an;
                return requires {
                    verb.at.clerk;
                };
            },
            of_an);
        CHECK(core::acting_clerk(of_an) == (at_counter ? an : nobody));
        CHECK(core::may_as(an, of_an));
        CHECK(core::may_as(binh, of_an) == !at_counter);
    }
}
