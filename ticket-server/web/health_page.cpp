#include "web/health_page.hpp"

#include <boost/json.hpp>

namespace luot::web {

namespace {

const char* word(engine::Health::State state) {
    using State = engine::Health::State;
    switch (state) {
        case State::serving:
            return "serving";
        case State::recovering:
            return "recovering";
        case State::stopping:
            return "stopping";
        case State::stopped:
            return "stopped";
    }
    return "unknown";
}

}  // namespace

Page health_page(const Glance& glance) {
    boost::json::object health;
    health["status"] = word(glance.health.state);
    health["reason"] = glance.health.reason;
    health["since_us"] = glance.health.since_us;
    health["disk_full"] = glance.health.disk_full;
    health["epoch"] = glance.told->epoch;
    health["seq"] = glance.told->seq;
    health["clock_suspect"] = glance.told->clock_suspect;
    health["day_open"] = glance.told->day_open;
    Page page;
    page.type = "application/json";
    page.body = boost::json::serialize(health) + "\n";
    return page;
}

Page ready_page(const Glance& glance) {
    Page page = health_page(glance);
    const bool ready = glance.accepting && glance.health.state == engine::Health::State::serving;
    page.status = ready ? 200 : 503;
    return page;
}

}  // namespace luot::web
