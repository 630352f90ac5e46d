#include "net/permissions.hpp"

#include "core/decide.hpp"

namespace luot::net {

namespace {

using core::Role;

constexpr unsigned bit(Role role) {
    return 1U << static_cast<unsigned>(role);
}

constexpr unsigned kiosk = bit(Role::kiosk);
constexpr unsigned counter = bit(Role::counter);
constexpr unsigned phone = bit(Role::phone);
constexpr unsigned administrator = bit(Role::administrator);
// An administrator may whatever a supervisor may.
constexpr unsigned supervisor = bit(Role::supervisor) | administrator;

// The whole table. A command without a line is the server's own: no device may ask for it.
struct Table {
    template <class Internal>
    unsigned operator()(const Internal&) const {
        return 0;
    }

    unsigned operator()(const core::Issue&) const { return kiosk | phone | counter | supervisor; }
    unsigned operator()(const core::ReportSlip&) const { return kiosk | administrator; }
    unsigned operator()(const core::Reprint&) const { return kiosk | administrator; }
    unsigned operator()(const core::CheckIn&) const { return kiosk; }
    unsigned operator()(const core::Reinstate&) const { return kiosk | counter | supervisor; }
    unsigned operator()(const core::ReturnHold&) const { return kiosk | phone | counter | supervisor; }
    unsigned operator()(const core::Cancel&) const { return kiosk | phone | counter | supervisor; }
    unsigned operator()(const core::Rate&) const { return kiosk | phone | counter; }

    unsigned operator()(const core::OpenCounter&) const { return counter; }
    unsigned operator()(const core::SetAutoCall&) const { return counter; }
    unsigned operator()(const core::AskForHelp&) const { return counter; }
    unsigned operator()(const core::HandOver&) const { return counter; }
    unsigned operator()(const core::CallNext&) const { return counter; }
    unsigned operator()(const core::CallChosen&) const { return counter; }
    unsigned operator()(const core::Recall&) const { return counter; }
    unsigned operator()(const core::Start&) const { return counter; }
    unsigned operator()(const core::Requeue&) const { return counter; }
    unsigned operator()(const core::NoShow&) const { return counter; }
    unsigned operator()(const core::Hold&) const { return counter; }
    unsigned operator()(const core::ResumeHold&) const { return counter; }
    unsigned operator()(const core::Transfer&) const { return counter; }
    unsigned operator()(const core::Finish&) const { return counter; }
    // A counter that its clerk left as it was is put right by whoever answers for the hall.
    unsigned operator()(const core::CloseCounter&) const { return counter | supervisor; }
    unsigned operator()(const core::PauseCounter&) const { return counter | supervisor; }
    unsigned operator()(const core::ResumeCounter&) const { return counter | supervisor; }

    unsigned operator()(const core::AnswerHelp&) const { return supervisor; }
    unsigned operator()(const core::SetUrgent&) const { return supervisor; }
    unsigned operator()(const core::LimitService&) const { return supervisor; }
    unsigned operator()(const core::AssignCounter&) const { return supervisor; }
    unsigned operator()(const core::SetNotice&) const { return supervisor; }
    unsigned operator()(const core::EndDay&) const { return supervisor; }
    unsigned operator()(const core::ConfirmClock&) const { return administrator; }
};

}  // namespace

bool may(Role role, const core::Command& command) {
    return is_device(role) && (std::visit(Table{}, command) & bit(role)) != 0;
}

bool is_device(Role role) {
    return role >= Role::kiosk && role <= Role::phone;
}

bool commands(Role role) {
    return is_device(role) && role != Role::board;
}

bool is_at_desk(Role role) {
    return role == Role::counter || role == Role::supervisor || role == Role::administrator;
}

bool may_as(const core::ClerkCode& signed_in, const core::Command& command) {
    if (std::holds_alternative<core::Rate>(command)) return true;
    const bool at_counter = std::visit(
        [](const auto& verb) {
            return requires {
                verb.at.clerk;
            };
        },
        command);
    return !signed_in.value.empty() && (!at_counter || core::acting_clerk(command) == signed_in);
}

const char* to_string(Role role) {
    switch (role) {
        case Role::unspecified:
            return "unspecified";
        case Role::kiosk:
            return "kiosk";
        case Role::counter:
            return "counter";
        case Role::board:
            return "board";
        case Role::supervisor:
            return "supervisor";
        case Role::administrator:
            return "administrator";
        case Role::phone:
            return "phone";
        case Role::system:
            return "system";
    }
    return "unknown";
}

}  // namespace luot::net
