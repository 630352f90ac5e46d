// A call that changes something, with its entry in the audit around it: noted, carried out, noted what came of it, answered.
#pragma once

#include <functional>
#include <string>

#include "web/access/audit.hpp"
#include "web/page.hpp"
#include "web/router.hpp"

namespace luot::web {

// Who asks for `what`, and from where; `detail` is a JSON object's text.
AuditEntry entry_of(const Asked& asked, std::string what, std::string detail = "{}");

// "viewer"; empty for everybody.
std::string role_word(Access role);

// To be called once: what came of it ("done", or the error's code), and its page.
using Finish = std::function<void(std::string outcome, Page page)>;
using Act = std::function<void(Finish finish)>;

// `act` is called once the entry is durable, or never: then the reply is 503 "audit_unavailable". The page is replied once what came of it
// is durable too, or could not be written: what was done was done. `audit` outlives it.
void audited(Audit& audit, AuditEntry entry, Act act, Reply reply);

// Of a call that is refused before it could act: noted, then answered.
void noted(Audit& audit, AuditEntry entry, std::string outcome, Page page, Reply reply);

}  // namespace luot::web
