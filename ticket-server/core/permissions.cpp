#include "core/permissions.hpp"

#include "core/decide.hpp"

namespace luot::core {

namespace {

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

    unsigned operator()(const Issue&) const { return kiosk | phone | counter | supervisor; }
    unsigned operator()(const ReportSlip&) const { return kiosk | administrator; }
    unsigned operator()(const Reprint&) const { return kiosk | administrator; }
    unsigned operator()(const CheckIn&) const { return kiosk; }
    unsigned operator()(const Reinstate&) const { return kiosk | counter | supervisor; }
    unsigned operator()(const ReturnHold&) const { return kiosk | phone | counter | supervisor; }
    unsigned operator()(const Cancel&) const { return kiosk | phone | counter | supervisor; }
    unsigned operator()(const Rate&) const { return kiosk | phone | counter; }

    unsigned operator()(const OpenCounter&) const { return counter; }
    unsigned operator()(const SetAutoCall&) const { return counter; }
    unsigned operator()(const AskForHelp&) const { return counter; }
    unsigned operator()(const HandOver&) const { return counter; }
    unsigned operator()(const CallNext&) const { return counter; }
    unsigned operator()(const CallChosen&) const { return counter; }
    unsigned operator()(const Recall&) const { return counter; }
    unsigned operator()(const Start&) const { return counter; }
    unsigned operator()(const Requeue&) const { return counter; }
    unsigned operator()(const NoShow&) const { return counter; }
    unsigned operator()(const Hold&) const { return counter; }
    unsigned operator()(const ResumeHold&) const { return counter; }
    unsigned operator()(const Transfer&) const { return counter; }
    unsigned operator()(const Finish&) const { return counter; }
    // A counter that its clerk left as it was is put right by whoever answers for the hall.
    unsigned operator()(const CloseCounter&) const { return counter | supervisor; }
    unsigned operator()(const PauseCounter&) const { return counter | supervisor; }
    unsigned operator()(const ResumeCounter&) const { return counter | supervisor; }

    unsigned operator()(const AnswerHelp&) const { return supervisor; }
    unsigned operator()(const SetUrgent&) const { return supervisor; }
    unsigned operator()(const LimitService&) const { return supervisor; }
    unsigned operator()(const AssignCounter&) const { return supervisor; }
    unsigned operator()(const SetNotice&) const { return supervisor; }
    unsigned operator()(const EndDay&) const { return supervisor; }
    unsigned operator()(const ConfirmClock&) const { return administrator; }
};

}  // namespace

bool may(Role role, const Command& command) {
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

bool may_as(const ClerkCode& signed_in, const Command& command) {
    if (std::holds_alternative<Rate>(command)) return true;
    const bool at_counter = std::visit(
        [](const auto& verb) {
            return requires {
                verb.at.clerk;
            };
        },
        command);
    return !signed_in.value.empty() && (!at_counter || acting_clerk(command) == signed_in);
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

}  // namespace luot::core
