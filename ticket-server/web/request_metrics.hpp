// Requests over HTTP for the metrics: how many and how long, by the route's pattern, never by the path, which may hold a citizen's token.
// Network thread.
#pragma once

#include <memory>

#include <prometheus/metric_family.h>

#include "web/router.hpp"

namespace luot::web {

class RequestMetrics {
  public:
    RequestMetrics();
    ~RequestMetrics();
    RequestMetrics(const RequestMetrics&) = delete;
    RequestMetrics& operator=(const RequestMetrics&) = delete;

    // The reply to call instead of `reply`: counts the page as it passes. A page that never comes is not counted. `route` is null where
    // none fits. What it gives may outlive this.
    Reply watched(Method method, const Route* route, Reply reply);

    // Bounded: routes × methods × five classes of status.
    std::vector<prometheus::MetricFamily> collect() const;

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::web
