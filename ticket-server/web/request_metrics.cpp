#include "web/request_metrics.hpp"

#include <chrono>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "web/metric_families.hpp"

namespace luot::web {

namespace {

using Clock = std::chrono::steady_clock;
using prometheus::MetricType;

// A path that no route fits: they all count as one.
constexpr const char* no_route = "none";

std::string status_class(unsigned status) {
    return std::to_string(status / 100) + "xx";
}

}  // namespace

struct RequestMetrics::Impl {
    using Way = std::pair<std::string, std::string>;                                    // route, method
    std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> counts;  // and the class of status
    std::map<Way, engine::Latencies> latencies;

    void passed(const Way& way, unsigned status, Clock::duration took) {
        ++counts[{way.first, way.second, status_class(status)}];
        latencies[way].observe(std::chrono::duration_cast<std::chrono::microseconds>(took));
    }
};

RequestMetrics::RequestMetrics() : impl_(std::make_shared<Impl>()) {}
RequestMetrics::~RequestMetrics() = default;

Reply RequestMetrics::watched(Method method, const Route* route, Reply reply) {
    Impl::Way way{route != nullptr ? route->pattern : no_route, std::string(to_string(method))};
    return [impl = impl_, way = std::move(way), begun = Clock::now(), reply = std::move(reply)](Page page) {
        impl->passed(way, page.status, Clock::now() - begun);
        reply(std::move(page));
    };
}

std::vector<prometheus::MetricFamily> RequestMetrics::collect() const {
    families::All all;
    if (impl_->counts.empty()) return all;
    all.push_back(families::family("http_requests_total", "Requests over HTTP that were answered, by route, method and class of status.",
                                   MetricType::Counter));
    for (const auto& [key, count] : impl_->counts) {
        const auto& [route, method, status] = key;
        families::add(all.back(), static_cast<double>(count), {{"route", route}, {"method", method}, {"status", status}});
    }
    all.push_back(families::family("http_request_seconds",
                                   "From a request that was read to its page, by route and method; of a stream to its beginning.",
                                   MetricType::Histogram));
    for (const auto& [way, latencies] : impl_->latencies)
        families::add(all.back(), latencies, {{"route", way.first}, {"method", way.second}});
    return all;
}

}  // namespace luot::web
