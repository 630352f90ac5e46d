// The pages of probes and scrapers, open to everybody: /healthz, /readyz, /metrics.
#pragma once

#include "web/glance.hpp"
#include "web/metrics_page.hpp"
#include "web/router.hpp"

namespace luot::web {

// `metrics` outlives the router. Figures are for /metrics alone, which asks for them once a scrape.
void add_probes(Router& router, const TakeGlance& take_glance, const TakeFigures& take_figures, const MetricsPage& metrics);

}  // namespace luot::web
