// POST /api/v1/commands: what supervisors do from the page, and integrations with a key. Decided by the core like everybody's commands,
// told when it is durable, and in the audit whatever came of it. Network thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "core/command.hpp"
#include "engine/service.hpp"
#include "web/access/audit.hpp"
#include "web/router.hpp"

namespace luot::web::live {

// Why a text is no command, for whoever wrote the program that sent it.
struct BadCommand {
    std::string what;
};
using ParseCommand = std::function<std::variant<core::Command, BadCommand>(const std::string& json)>;

// The body is one command, and beside it, where the act is about what somebody saw, "seen": compared with what is told now, just before the
// command is decided. Where it differs nothing is done: 409 "changed_meanwhile" {now}. While another act on the same counter, field, notice
// or ticket is under way from here, an act with "seen" is answered so too: what it saw is about to change.
//   assignCounter                     {"serves": […], "helps": […]}
//   limitService                      {"closed": false, "quota": null}
//   setNotice                         {"text": "…"}
//   cancel, setUrgent, reinstate      {"state": "waiting"}
// Other commands take none: 400.
//
// 200 {seq, at_us} and, where it is about a ticket, ticket and number. 400 bad_json, bad_command {what}; 403 not_permitted {role};
// 409 the core's refusal; 503 unavailable: the outcome is not known, or nothing is taken now; 503 busy; 503 audit_unavailable: not done.
class CommandPage : public std::enable_shared_from_this<CommandPage> {
  public:
    // All references outlive it, and every reply that is under way.
    static std::shared_ptr<CommandPage> make(engine::Service& service, Audit& audit, ParseCommand parse);

    virtual ~CommandPage() = default;
    virtual void answer(const Asked& asked, Reply reply) = 0;
};

// The device that a visitor's commands are on record with: "web:thuy", or "web:key:zalo".
core::DeviceCode device_of(const Visitor& visitor);

}  // namespace luot::web::live
