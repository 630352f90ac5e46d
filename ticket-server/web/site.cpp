#include "web/site.hpp"

#include "web/json_page.hpp"

namespace luot::web {

void add_site(Router& router, const SiteFiles& files) {
    for (const char* path : {"/", "/history", "/counters", "/devices", "/audit", "/accounts", "/sign-in"}) {
        router.add(Method::get, path, Access::everybody,
                   [&files](const Asked& asked, const Reply& reply) { reply(files.page(asked.question, "app/index.html")); });
    }
    router.add(Method::get, "/{rest*}", Access::everybody, [&files](const Asked& asked, const Reply& reply) {
        const bool api = asked.question.path.starts_with("/api/");
        reply(api ? error_page(404, "not_found") : files.page(asked.question, asked.parts.at(0)));
    });
}

}  // namespace luot::web
