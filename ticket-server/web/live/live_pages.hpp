// GET /api/v1/live, GET /api/v1/live/events and POST /api/v1/commands. Network thread.
#pragma once

#include <functional>
#include <memory>

#include "web/live/command_page.hpp"
#include "web/live/live_feed.hpp"
#include "web/router.hpp"

namespace luot::web::live {

// Whether somebody who was let in may still see what they are shown.
using StillMay = std::function<bool(const Visitor& visitor, Access needed)>;

// The stream goes on behind the change that the header Last-Event-ID names, or ?after=ID, which a page takes from the document's "id"; it
// ends when its viewer may no longer see it.
void add_live_pages(Router& router, std::shared_ptr<LiveFeed> feed, StillMay still_may, std::shared_ptr<CommandPage> commands);

}  // namespace luot::web::live
