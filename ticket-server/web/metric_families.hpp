// What the metrics page is made of, for its own files: families of samples by Prometheus' conventions, each with the prefix luot_.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "core/state.hpp"
#include "engine/latencies.hpp"
#include "web/glance.hpp"

namespace luot::web::families {

using All = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<prometheus::ClientMetric::Label>;

constexpr double seconds_in_microsecond = 1e-6;

prometheus::MetricFamily family(std::string name, std::string help, prometheus::MetricType type);

// A sample of a counter or a gauge.
void add(prometheus::MetricFamily& to, double value, Labels labels = {});
// A sample of a histogram, in seconds.
void add(prometheus::MetricFamily& to, const engine::Latencies& latencies, Labels labels = {});

void add_single(All& all, std::string name, std::string help, prometheus::MetricType type, double value);

// Who waits, by field; counters; the office's day and clock.
void add_office(All& all, const core::State& told, core::TimeUs now_us);
// Commands, commits, the journal's state.
void add_engine(All& all, const Glance& glance);
// Of parts that the pages know nothing about. Those of one name that stand together are one family.
void add_figures(All& all, const std::vector<Figure>& figures);

}  // namespace luot::web::families
