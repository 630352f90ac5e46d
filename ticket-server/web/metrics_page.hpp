// /metrics for Prometheus. Counts what it hears told; the rest is read from the glance when somebody asks. Network thread.
#pragma once

#include <memory>
#include <string>

#include "web/glance.hpp"
#include "web/page.hpp"
#include "web/request_metrics.hpp"

namespace luot::web {

class MetricsPage final : public engine::Listener {
  public:
    MetricsPage();
    ~MetricsPage() override;

    void on_told(const core::State& after, const core::Event& event) override;

    Page page(const Glance& glance) const;

    RequestMetrics& requests() { return requests_; }

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
    RequestMetrics requests_;
};

// "ticket_issued": the name of an event's kind.
const char* kind_name(const core::EventBody& body);

}  // namespace luot::web
