// The office's own page, which is one file with routes of its own, and the files that pages are made of.
#pragma once

#include "web/router.hpp"
#include "web/site_files.hpp"

namespace luot::web {

// "/" and the paths that the page itself understands give app/index.html; every other path that nobody else answers is a file, or 404.
// `files` outlives the router.
void add_site(Router& router, const SiteFiles& files);

}  // namespace luot::web
