#include "web/pages.hpp"

#include "web/health_page.hpp"

namespace luot::web {

void add_probes(Router& router, const TakeGlance& take_glance, const TakeFigures& take_figures, const MetricsPage& metrics) {
    const auto add = [&router](const char* path, const std::function<Page()>& make) {
        router.add(Method::get, path, Access::everybody, [make](const Asked&, const Reply& reply) { reply(make()); });
    };
    add("/healthz", [take_glance] { return health_page(take_glance()); });
    add("/readyz", [take_glance] { return ready_page(take_glance()); });
    add("/metrics", [take_glance, take_figures, &metrics] {
        Glance glance = take_glance();
        glance.figures = take_figures();
        return metrics.page(glance);
    });
}

}  // namespace luot::web
