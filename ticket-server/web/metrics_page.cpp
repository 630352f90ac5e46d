#include "web/metrics_page.hpp"

#include <string>
#include <utility>
#include <variant>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "core/service_times.hpp"
#include "web/metric_families.hpp"

namespace luot::web {

namespace {

using families::seconds_in_microsecond;
using Bounds = prometheus::Histogram::BucketBoundaries;

// Seconds, for what people wait and are served by: from a minute, fine around the national targets of 15 and 30 minutes, to four hours.
const Bounds wait_bounds{60, 120, 300, 600, 900, 1'200, 1'500, 1'800, 2'700, 3'600, 5'400, 7'200, 14'400};
// A copy is certified in two minutes, a parcel of land is divided in an hour.
const Bounds service_bounds{30, 60, 120, 180, 300, 420, 600, 900, 1'200, 1'800, 2'700, 3'600};

const char* word(const core::TicketCancelled& cancelled) {
    switch (cancelled.kind) {
        case core::CancelKind::walk_out:
            return "walk_out";
        case core::CancelKind::unclaimed:
            return "unclaimed";
        case core::CancelKind::slip_failed:
            return "slip_failed";
        case core::CancelKind::voided:
        case core::CancelKind::unspecified:
            break;
    }
    return "voided";
}

}  // namespace

// Fields are the office's, so that each family is bounded by it.
struct MetricsPage::Impl {
    using Counters = prometheus::Family<prometheus::Counter>;
    using Histograms = prometheus::Family<prometheus::Histogram>;

    Counters& counters(const char* name, const char* help) { return prometheus::BuildCounter().Name(name).Help(help).Register(registry); }
    Histograms& histograms(const char* name, const char* help) {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
    }

    prometheus::Registry registry;
    Counters& events = counters("luot_events_total", "Events told since start, by kind.");
    Counters& issued = counters("luot_tickets_issued_total", "Tickets issued since start, by field; test tickets left out.");
    Counters& ended =
        counters("luot_tickets_ended_total", "Tickets that ended since start, by the field they were in and how; test tickets left out.");
    Counters& ratings = counters("luot_ratings_total", "Opinions given since start, by grade; 1 is the worst.");
    Histograms& waits =
        histograms("luot_wait_seconds", "From a leg's arrival to its first call, by field, office time; test tickets left out.");
    Histograms& services =
        histograms("luot_service_seconds", "From a leg's start to its end, holds taken out, by field, office time; test tickets left out.");

    void operator()(const core::TicketIssued& happened) {
        if (!happened.test) issued.Add({{"field", happened.service.value}}).Increment();
    }
    void operator()(const core::TicketCalled& happened) {
        const core::Ticket* ticket = counted(happened.ticket);
        // A leg that was sent back and is called again has waited once already.
        if (ticket == nullptr || ticket->legs.back().calls != 1) return;
        const core::Leg& leg = ticket->legs.back();
        observe(waits, wait_bounds, leg.service, leg.called_first_us - leg.arrived_us);
    }
    void operator()(const core::TicketTransferred& happened) {
        const core::Ticket* ticket = counted(happened.ticket);
        if (ticket != nullptr && ticket->legs.size() > 1) served(*(ticket->legs.end() - 2));
    }
    void operator()(const core::TicketFinished& happened) {
        if (const core::Ticket* ticket = end(happened.ticket, "served")) served(ticket->legs.back());
    }
    void operator()(const core::TicketNoShow& happened) { end(happened.ticket, "no_show"); }
    void operator()(const core::TicketCancelled& happened) { end(happened.ticket, word(happened)); }
    void operator()(const core::TicketExpired& happened) { end(happened.ticket, "expired"); }
    void operator()(const core::TicketRated& happened) {
        if (counted(happened.ticket) != nullptr) ratings.Add({{"grade", std::to_string(happened.grade)}}).Increment();
    }
    template <class Other>
    void operator()(const Other& happened) {
        (void)happened;
    }

    const core::State* after = nullptr;  // of the event that is being told

  private:
    const core::Ticket* counted(core::TicketId id) const {
        const core::Ticket* ticket = core::find_ticket(*after, id);
        return ticket == nullptr || ticket->test || ticket->legs.empty() ? nullptr : ticket;
    }
    const core::Ticket* end(core::TicketId id, const char* how) {
        const core::Ticket* ticket = counted(id);
        if (ticket != nullptr) ended.Add({{"field", ticket->service.value}, {"how", how}}).Increment();
        return ticket;
    }
    void served(const core::Leg& leg) {
        if (const auto took_us = core::service_us(leg)) observe(services, service_bounds, leg.service, *took_us);
    }
    static void observe(Histograms& family, const Bounds& bounds, const core::ServiceCode& field, core::TimeUs took_us) {
        family.Add({{"field", field.value}}, bounds).Observe(static_cast<double>(took_us) * seconds_in_microsecond);
    }
};

MetricsPage::MetricsPage() : impl_(std::make_unique<Impl>()) {}
MetricsPage::~MetricsPage() = default;

void MetricsPage::on_told(const core::State& after, const core::Event& event) {
    impl_->events.Add({{"kind", kind_name(event.body)}}).Increment();
    impl_->after = &after;
    std::visit(*impl_, event.body);
    impl_->after = nullptr;
}

Page MetricsPage::page(const Glance& glance) const {
    families::All all = impl_->registry.Collect();
    std::erase_if(all, [](const prometheus::MetricFamily& family) { return family.metric.empty(); });
    families::add_office(all, *glance.told, glance.now_us);
    families::add_engine(all, glance);
    families::add_figures(all, glance.figures);
    for (prometheus::MetricFamily& family : requests_.collect()) all.push_back(std::move(family));
    Page page;
    page.type = "text/plain; version=0.0.4; charset=utf-8";
    page.body = prometheus::TextSerializer().Serialize(all);
    return page;
}

}  // namespace luot::web
