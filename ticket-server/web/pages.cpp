#include "web/pages.hpp"

#include <utility>

#include "web/health_page.hpp"

namespace luot::web {

AnswerPage make_pages(TakeGlance take_glance, const MetricsPage& metrics) {
    return [take_glance = std::move(take_glance), &metrics](const Question& question) -> Page {
        if (question.path == "/healthz") return health_page(take_glance());
        if (question.path == "/readyz") return ready_page(take_glance());
        if (question.path == "/metrics") return metrics.page(take_glance());
        Page page;
        page.status = 404;
        page.body = "There is no such page. There are /healthz, /readyz and /metrics.\n";
        return page;
    };
}

}  // namespace luot::web
