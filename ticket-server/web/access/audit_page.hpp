// GET /api/v1/audit?before=ID&limit=N: the newest entries first, to administrators. Network thread.
#pragma once

#include "web/access/access_parts.hpp"

namespace luot::web {

// `parts` outlives the router's use.
void add_audit_page(AccessParts& parts, Router& router);

}  // namespace luot::web
