#include "web/access/audited.hpp"

#include <optional>
#include <utility>

#include "web/json_page.hpp"

namespace luot::web {

std::string role_word(Access role) {
    switch (role) {
        case Access::everybody:
            return "";
        case Access::viewer:
            return "viewer";
        case Access::supervisor:
            return "supervisor";
        case Access::administrator:
            return "administrator";
    }
    return "";
}

AuditEntry entry_of(const Asked& asked, std::string what, std::string detail) {
    AuditEntry entry;
    entry.who = asked.visitor.name;
    entry.role = role_word(asked.visitor.role);
    entry.peer = asked.question.peer;
    entry.what = std::move(what);
    entry.detail = std::move(detail);
    return entry;
}

void audited(Audit& audit, AuditEntry entry, Act act, Reply reply) {
    audit.begin(std::move(entry), [&audit, act = std::move(act), reply = std::move(reply)](std::optional<std::int64_t> id) {
        if (!id) return reply(error_page(503, "audit_unavailable"));
        act([&audit, id = *id, reply](std::string outcome, Page page) {
            audit.end(id, std::move(outcome), [reply, page = std::move(page)](bool) { reply(page); });
        });
    });
}

void noted(Audit& audit, AuditEntry entry, std::string outcome, Page page, Reply reply) {
    entry.outcome = std::move(outcome);
    audit.note(std::move(entry), [page = std::move(page), reply = std::move(reply)](bool durable) {
        reply(durable ? page : error_page(503, "audit_unavailable"));
    });
}

}  // namespace luot::web
