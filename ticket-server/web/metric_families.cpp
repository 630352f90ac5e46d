#include "web/metric_families.hpp"

#include <utility>

namespace luot::web::families {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily family(std::string name, std::string help, MetricType type) {
    MetricFamily made;
    made.name = "luot_" + std::move(name);
    made.help = std::move(help);
    made.type = type;
    return made;
}

void add(MetricFamily& to, double value, Labels labels) {
    ClientMetric metric;
    metric.label = std::move(labels);
    (to.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    to.metric.push_back(std::move(metric));
}

void add(MetricFamily& to, const engine::Latencies& latencies, Labels labels) {
    ClientMetric metric;
    metric.label = std::move(labels);
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < engine::Latencies::bounds_us.size(); ++i) {
        so_far += latencies.counts().at(i);
        const double bound = static_cast<double>(engine::Latencies::bounds_us.at(i)) * seconds_in_microsecond;
        metric.histogram.bucket.push_back(ClientMetric::Bucket{so_far, bound});
    }
    metric.histogram.sample_count = latencies.count();
    metric.histogram.sample_sum = static_cast<double>(latencies.sum().count()) * seconds_in_microsecond;
    to.metric.push_back(std::move(metric));
}

void add_single(All& all, std::string name, std::string help, MetricType type, double value) {
    all.push_back(family(std::move(name), std::move(help), type));
    add(all.back(), value);
}

void add_engine(All& all, const Glance& glance) {
    const engine::Metrics& metrics = glance.metrics;
    const auto count = [&all](const char* name, const char* help, std::uint64_t value) {
        add_single(all, name, help, MetricType::Counter, static_cast<double>(value));
    };
    count("commands_total", "Commands taken, repeats and refusals included.", metrics.commands);
    count("refusals_total", "Commands refused.", metrics.refusals);
    count("unavailable_total", "Commands answered with outcome unknown.", metrics.unavailable);
    count("commit_failures_total", "Commits that failed.", metrics.commit_failures);
    count("recoveries_total", "Times the journal was opened again after a failure.", metrics.recoveries);
    all.push_back(family("commit_seconds", "Commits of batches, with their fsync.", MetricType::Histogram));
    add(all.back(), metrics.commits);
    count("commit_events_total", "Events committed.", metrics.events);
    all.push_back(
        family("command_seconds", "From a command that was read to its reply, with the commit it waits for.", MetricType::Histogram));
    add(all.back(), metrics.replies);
    add_single(all, "commit_longest_seconds", "The longest commit since start.", MetricType::Gauge,
               static_cast<double>(metrics.commits.longest().count()) * seconds_in_microsecond);
    const bool serving = glance.health.state == engine::Health::State::serving;
    add_single(all, "serving", "1 while commands are decided.", MetricType::Gauge, serving ? 1 : 0);
    const bool recovering = glance.health.state == engine::Health::State::recovering;
    add_single(all, "recovering", "1 while the journal is opened again after a failure.", MetricType::Gauge, recovering ? 1 : 0);
    add_single(all, "disk_full", "1 while the journal's disk is full.", MetricType::Gauge, glance.health.disk_full ? 1 : 0);
}

void add_figures(All& all, const std::vector<Figure>& figures) {
    const std::string* last = nullptr;
    for (const Figure& figure : figures) {
        if (last == nullptr || *last != figure.name)
            all.push_back(family(figure.name, figure.help, figure.rises ? MetricType::Counter : MetricType::Gauge));
        last = &figure.name;
        Labels labels;
        for (const auto& [name, value] : figure.labels) labels.push_back(ClientMetric::Label{name, value});
        add(all.back(), figure.value, std::move(labels));
    }
}

}  // namespace luot::web::families
