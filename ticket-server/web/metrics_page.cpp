#include "web/metrics_page.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace luot::web {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr double microseconds = 1e-6;

// Seconds: fine around the targets of 15 and 30 minutes.
const prometheus::Histogram::BucketBoundaries wait_bounds{60, 120, 300, 600, 900, 1'200, 1'800, 2'700, 3'600, 5'400, 7'200, 14'400};

MetricFamily family(std::string name, std::string help, MetricType type) {
    MetricFamily made;
    made.name = "luot_" + std::move(name);
    made.help = std::move(help);
    made.type = type;
    return made;
}

void add(MetricFamily& to, double value, std::string label = {}, std::string label_value = {}) {
    ClientMetric metric;
    if (!label.empty()) metric.label.push_back(ClientMetric::Label{std::move(label), std::move(label_value)});
    (to.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    to.metric.push_back(std::move(metric));
}

MetricFamily single(std::string name, std::string help, MetricType type, double value) {
    MetricFamily made = family(std::move(name), std::move(help), type);
    add(made, value);
    return made;
}

// Sum and count of something measured elsewhere.
MetricFamily summary(std::string name, std::string help, double sum, std::uint64_t count) {
    MetricFamily made = family(std::move(name), std::move(help), MetricType::Summary);
    ClientMetric metric;
    metric.summary.sample_sum = sum;
    metric.summary.sample_count = count;
    made.metric.push_back(std::move(metric));
    return made;
}

void add_queues(std::vector<MetricFamily>& all, const core::State& told) {
    MetricFamily waiting = family("waiting", "Tickets waiting, by field.", MetricType::Gauge);
    for (const auto& [code, field] : told.fields) add(waiting, field.waiting, "field", code.value);
    if (!waiting.metric.empty()) all.push_back(std::move(waiting));

    std::array<std::size_t, 4> by_state{};
    for (const auto& [id, counter] : told.counters) ++by_state.at(static_cast<std::size_t>(counter.state));
    MetricFamily counters = family("counters", "Counters, by state.", MetricType::Gauge);
    for (const auto& [state, name] : {std::pair{core::CounterState::closed, "closed"}, std::pair{core::CounterState::open, "open"},
                                      std::pair{core::CounterState::paused, "paused"}}) {
        add(counters, static_cast<double>(by_state.at(static_cast<std::size_t>(state))), "state", name);
    }
    all.push_back(std::move(counters));
    const auto asking = std::count_if(told.counters.begin(), told.counters.end(),
                                      [](const auto& entry) { return entry.second.help == core::HelpState::asked; });
    all.push_back(single("counters_asking_for_help", "Counters whose clerk asks for a supervisor, and nobody is on the way yet.",
                         MetricType::Gauge, static_cast<double>(asking)));
    all.push_back(single("sessions", "Devices' sessions that have answers kept for them.", MetricType::Gauge,
                         static_cast<double>(told.sessions.size())));
    all.push_back(single("seq", "Of the last event told.", MetricType::Gauge, static_cast<double>(told.seq)));
    all.push_back(single("epoch", "Rises with each restore.", MetricType::Gauge, static_cast<double>(told.epoch)));
    all.push_back(single("clock_suspect", "1 while the clock awaits an administrator.", MetricType::Gauge, told.clock_suspect ? 1 : 0));
}

void add_engine(std::vector<MetricFamily>& all, const Glance& glance) {
    const engine::Metrics& metrics = glance.metrics;
    const auto count = [&all](std::string name, std::string help, std::uint64_t value) {
        all.push_back(single(std::move(name), std::move(help), MetricType::Counter, static_cast<double>(value)));
    };
    count("commands_total", "Commands taken, repeats and refusals included.", metrics.commands);
    count("refusals_total", "Commands refused.", metrics.refusals);
    count("unavailable_total", "Commands answered with outcome unknown.", metrics.unavailable);
    count("commit_failures_total", "Commits that failed.", metrics.commit_failures);
    count("recoveries_total", "Times the journal was opened again after a failure.", metrics.recoveries);
    all.push_back(summary("commit_seconds", "Commits of batches, with their fsync.",
                          static_cast<double>(metrics.commit_time.count()) * microseconds, metrics.batches));
    all.push_back(summary("commit_events", "Events in a committed batch.", static_cast<double>(metrics.events), metrics.batches));
    all.push_back(single("commit_seconds_longest", "The longest commit since start.", MetricType::Gauge,
                         static_cast<double>(metrics.commit_time_longest.count()) * microseconds));
    const bool serving = glance.health.state == engine::Health::State::serving;
    all.push_back(single("serving", "1 while commands are decided.", MetricType::Gauge, serving ? 1 : 0));
    all.push_back(single("disk_full", "1 while the journal's disk is full.", MetricType::Gauge, glance.health.disk_full ? 1 : 0));
}

// Those of one name that stand together are one family.
void add_figures(std::vector<MetricFamily>& all, const std::vector<Figure>& figures) {
    const std::string* last = nullptr;
    for (const Figure& figure : figures) {
        if (last == nullptr || *last != figure.name)
            all.push_back(family(figure.name, figure.help, figure.rises ? MetricType::Counter : MetricType::Gauge));
        last = &figure.name;
        add(all.back(), figure.value);
        for (const auto& [label, value] : figure.labels) all.back().metric.back().label.push_back(ClientMetric::Label{label, value});
    }
}

}  // namespace

struct MetricsPage::Impl {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& events =
        prometheus::BuildCounter().Name("luot_events_total").Help("Events told since start, by kind.").Register(registry);
    prometheus::Histogram& waits = prometheus::BuildHistogram()
                                       .Name("luot_wait_seconds")
                                       .Help("From a leg's arrival to its first call, office time; test tickets left out.")
                                       .Register(registry)
                                       .Add({}, wait_bounds);
};

MetricsPage::MetricsPage() : impl_(std::make_unique<Impl>()) {}
MetricsPage::~MetricsPage() = default;

void MetricsPage::on_told(const core::State& after, const core::Event& event) {
    impl_->events.Add({{"kind", kind_name(event.body)}}).Increment();
    const auto* called = std::get_if<core::TicketCalled>(&event.body);
    if (called == nullptr) return;
    const core::Ticket* ticket = core::find_ticket(after, called->ticket);
    if (ticket == nullptr || ticket->test || ticket->legs.empty()) return;
    const core::Leg& leg = ticket->legs.back();
    // A leg that was sent back and is called again has waited once already.
    if (leg.calls != 1) return;
    impl_->waits.Observe(static_cast<double>(leg.called_first_us - leg.arrived_us) * microseconds);
}

Page MetricsPage::page(const Glance& glance) const {
    std::vector<MetricFamily> all = impl_->registry.Collect();
    add_queues(all, *glance.told);
    add_engine(all, glance);
    add_figures(all, glance.figures);
    Page page;
    page.type = "text/plain; version=0.0.4; charset=utf-8";
    page.body = prometheus::TextSerializer().Serialize(all);
    return page;
}

}  // namespace luot::web
