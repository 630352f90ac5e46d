// Which page a path is.
#pragma once

#include "web/glance.hpp"
#include "web/metrics_page.hpp"
#include "web/page.hpp"

namespace luot::web {

// /healthz, /readyz, /metrics; 404 for the rest. `metrics` outlives the answerer.
AnswerPage make_pages(TakeGlance take_glance, const MetricsPage& metrics);

}  // namespace luot::web
