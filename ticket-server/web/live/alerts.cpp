#include "web/live/alerts.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "core/outlook.hpp"
#include "web/live/alert_limits.hpp"
#include "web/live/hall_now.hpp"

namespace luot::web::live {
namespace {

namespace json = boost::json;
using core::TimeUs;

json::array codes(const std::vector<core::ServiceCode>& services) {
    json::array list;
    for (const core::ServiceCode& service : services) list.emplace_back(service.value);
    return list;
}

// Something that was too much from one instant to another.
struct Stretch {
    TimeUs from_us = 0, until_us = 0;
};

// Since when there has been one of the stretches without a gap until now; now, where none reaches so far.
TimeUs lasting_since(std::vector<Stretch> stretches, TimeUs now_us) {
    std::sort(stretches.begin(), stretches.end(), [](const Stretch& one, const Stretch& other) { return one.from_us < other.from_us; });
    Stretch last;
    for (const Stretch& each : stretches) {
        if (each.from_us > last.until_us) last.from_us = each.from_us;
        last.until_us = std::max(last.until_us, each.until_us);
    }
    return last.until_us < now_us ? now_us : last.from_us;
}

class Raising {
  public:
    explicit Raising(const LiveSource& source) : source_(source), now_us_(source.now.at_us), hall_(look_at(source.told)) {
        const auto& targets = source.told.office.targets_minutes;
        if (targets.empty()) return;
        const auto [shortest, longest] = std::minmax_element(targets.begin(), targets.end());
        shortest_us_ = *shortest * core::minute_us;
        longest_us_ = *longest * core::minute_us;
    }

    std::vector<Alert> all() {
        look_at_fields();
        look_at_counters();
        look_at_devices();
        look_at_calls();
        look_at_server();
        std::stable_sort(alerts_.begin(), alerts_.end(), [](const Alert& one, const Alert& other) {
            return one.severity != other.severity ? one.severity < other.severity : one.since_us < other.since_us;
        });
        return std::move(alerts_);
    }

  private:
    const core::State& told() const { return source_.told; }

    void raise(const char* kind, const std::string& about, Severity severity, TimeUs since_us, json::object params) {
        alerts_.push_back({about.empty() ? kind : kind + (":" + about), kind, severity, since_us, std::move(params)});
    }

    void look_at_fields() {
        for (const auto& [code, field] : hall_.fields) {
            target_exceeded(code, field);
            no_counter(code, field);
        }
    }

    // Since when there has always been a leg of these that had waited for longer than so long. One who is called makes it no new alert
    // while others go on waiting.
    template <class Counts>
    TimeUs waited_since(TimeUs beyond_us, Counts counts) const {
        std::vector<Stretch> stretches;
        for (const auto& [id, ticket] : told().tickets) {
            for (const core::Leg& leg : ticket.legs) {
                if (ticket.test || !counts(ticket, leg)) continue;
                const TimeUs over_us = leg.called_first_us != 0 ? leg.called_first_us : leg.ended_us != 0 ? leg.ended_us : now_us_;
                if (leg.arrived_us + beyond_us < over_us) stretches.push_back({leg.arrived_us + beyond_us, over_us});
            }
        }
        return lasting_since(std::move(stretches), now_us_);
    }

    void target_exceeded(const core::ServiceCode& code, const FieldNow& field) {
        if (field.longest == nullptr || longest_us_ == 0) return;
        if (now_us_ <= arrived_us(*field.longest) + longest_us_) return;
        const auto of_field = [&](const core::Ticket&, const core::Leg& leg) { return leg.service == code; };
        raise("target_exceeded", code.value, Severity::bad, waited_since(longest_us_, of_field),
              {{"service", code.value},
               {"target_minutes", longest_us_ / core::minute_us},
               {"waiting", field.waiting},
               {"open_counters", field.open_counters},
               {"number", field.longest->number},
               {"arrived_us", arrived_us(*field.longest)}});
    }

    // Before the office opens and over its midday people may wait for it to open: they have been told when. After hours whoever is still
    // there is to be served.
    TimeUs attended_since_us(const core::ServiceCode& code) const {
        const core::Service* service = core::find_service(told().office, code);
        const auto& hours = service == nullptr ? told().office.sessions : core::hours_of(told().office, *service);
        if (hours.empty()) return 0;
        std::optional<std::int32_t> began;
        bool later = false;
        for (const core::Hours& entry : hours) {
            core::Moment at_opening = source_.now;
            at_opening.local_minute = entry.from_minute;
            if (!core::covers(entry, at_opening)) continue;
            if (core::covers(entry, source_.now)) began = std::max(began.value_or(entry.from_minute), entry.from_minute);
            later |= entry.from_minute > source_.now.local_minute;
        }
        if (began) return now_us_ - now_us_ % core::minute_us - (source_.now.local_minute - *began) * core::minute_us;
        return later ? core::day_us + now_us_ : 0;
    }

    void no_counter(const core::ServiceCode& code, const FieldNow& field) {
        const std::uint32_t waiting = field.waiting + field.called_before;
        if (waiting == 0 || field.open_counters != 0) return;
        const auto of_field = [&](const core::Ticket&, const core::Leg& leg) { return leg.service == code; };
        TimeUs since_us = std::max(std::min(field.first_us, waited_since(0, of_field)), attended_since_us(code));
        for (const auto& [id, counter] : told().counters)
            if (core::takes(counter, code)) since_us = std::max(since_us, counter.since_us);
        since_us += thresholds::no_counter_us;
        if (now_us_ < since_us) return;
        raise("no_counter", code.value, Severity::bad, since_us, {{"service", code.value}, {"waiting", waiting}});
    }

    void look_at_counters() {
        for (const auto& [id, counter] : told().counters) {
            idle_counter(counter);
            help(counter);
            long_pause(counter);
        }
    }

    // The field that drowns most of those that this counter could call for as it is, else of all.
    const std::pair<const core::ServiceCode, FieldNow>* drowning(const core::Counter& counter) const {
        const std::pair<const core::ServiceCode, FieldNow>* worst = nullptr;
        for (const auto& entry : hall_.fields) {
            const core::Ticket* longest = entry.second.longest_of_all;
            if (longest == nullptr || now_us_ - arrived_us(*longest) <= shortest_us_) continue;
            const bool nearer = worst != nullptr && core::takes(counter, entry.first) != core::takes(counter, worst->first)
                                    ? core::takes(counter, entry.first)
                                    : worst == nullptr || arrived_us(*longest) < arrived_us(*worst->second.longest_of_all);
            if (nearer) worst = &entry;
        }
        return worst;
    }

    void idle_counter(const core::Counter& counter) {
        if (counter.state != core::CounterState::open || counter.current || counter.idle_since_us == 0 || shortest_us_ == 0) return;
        const TimeUs idle_from_us = counter.idle_since_us + thresholds::idle_us;
        if (now_us_ < idle_from_us) return;
        const auto* worst = drowning(counter);
        if (worst == nullptr) return;
        const auto& [code, field] = *worst;
        json::object params{{"counter", counter.id.value},
                            {"idle_since_us", counter.idle_since_us},
                            {"service", code.value},
                            {"waiting", field.waiting},
                            {"takes", core::takes(counter, code)}};
        if (!core::takes(counter, code)) {
            std::vector<core::ServiceCode> serves = counter.serves;
            serves.push_back(code);
            params["move"] = json::object{{"serves", codes(serves)}, {"helps", codes(counter.helps)}};
            params["seen"] = json::object{{"serves", codes(counter.serves)}, {"helps", codes(counter.helps)}};
        }
        // Who waits for one counter alone is nothing to others.
        const TimeUs drowns_us = waited_since(shortest_us_, [](const core::Ticket& ticket, const core::Leg& leg) {
            return !ticket.for_counter || &leg != &ticket.legs.back();
        });
        raise("idle_counter", std::to_string(counter.id.value), Severity::warn, std::max(idle_from_us, drowns_us), std::move(params));
    }

    void help(const core::Counter& counter) {
        if (counter.help != core::HelpState::asked && counter.help != core::HelpState::answered) return;
        const bool answered = counter.help == core::HelpState::answered;
        raise("help", std::to_string(counter.id.value), answered ? Severity::info : Severity::bad, counter.help_since_us,
              {{"counter", counter.id.value}, {"clerk", counter.clerk.value}, {"answered", answered}});
    }

    void long_pause(const core::Counter& counter) {
        if (counter.state != core::CounterState::paused) return;
        const auto usual = source_.usual.pauses.find(counter.pause_reason);
        const bool known = usual != source_.usual.pauses.end();
        const TimeUs long_from_us =
            counter.since_us + (known ? std::max(usual->second, thresholds::pause_least_us) : thresholds::pause_unknown_us);
        if (now_us_ <= long_from_us) return;
        json::object params{{"counter", counter.id.value},
                            {"clerk", counter.clerk.value},
                            {"reason", counter.pause_reason.value},
                            {"paused_since_us", counter.since_us}};
        if (known) params["usual_us"] = usual->second;
        raise("long_pause", std::to_string(counter.id.value), Severity::warn, long_from_us, std::move(params));
    }

    TimeUs real(TimeUs real_us) const { return static_cast<TimeUs>(static_cast<double>(real_us) * source_.speed); }

    // At night kiosks and boards may be off, and nobody is to be woken for it.
    bool is_at_work() const {
        const core::Office& office = told().office;
        if (office.sessions.empty() || !hall_.waiting.empty()) return true;
        return std::any_of(office.sessions.begin(), office.sessions.end(), [&](core::Hours hours) {
            hours.from_minute -= office.issue_early_minutes;
            return core::covers(hours, source_.now);
        });
    }

    void look_at_devices() {
        at_work_ = is_at_work();
        for (const DeviceSeen& device : source_.devices) {
            if (device.role == core::Role::kiosk) printer(device);
            if (device.role == core::Role::board) board(device);
        }
    }

    static std::optional<Severity> severity_of(Printer printer) {
        switch (printer) {
            case Printer::unknown:
            case Printer::ready:
                return std::nullopt;
            case Printer::paper_low:
            case Printer::silent:
                return Severity::warn;
            case Printer::paper_end:
            case Printer::cover_open:
            case Printer::fault:
            case Printer::unreachable:
                return Severity::bad;
        }
        return std::nullopt;
    }

    void printer(const DeviceSeen& kiosk) {
        if (!kiosk.connected) {
            const TimeUs gone_us = kiosk.since_us + real(thresholds::gone_real_us);
            if (now_us_ < gone_us || !at_work_) return;
            raise("printer", kiosk.name.value, Severity::bad, gone_us, {{"device", kiosk.name.value}, {"state", "gone"}, {"detail", ""}});
            return;
        }
        const auto severity = kiosk.printer ? severity_of(*kiosk.printer) : std::nullopt;
        if (!severity) return;
        json::object params{{"device", kiosk.name.value}, {"state", to_string(*kiosk.printer)}, {"detail", kiosk.printer_detail}};
        if (kiosk.paper_left_mm) params["slips_left"] = *kiosk.paper_left_mm / thresholds::slip_mm;
        raise("printer", kiosk.name.value, *severity, kiosk.printer_since_us, std::move(params));
    }

    void board(const DeviceSeen& board) {
        const TimeUs dead_us = board.connected ? std::max(board.since_us, board.heard_us) + real(thresholds::unheard_real_us)
                                               : board.since_us + real(thresholds::gone_real_us);
        if (now_us_ < dead_us || !at_work_) return;
        raise("board_dead", board.name.value, Severity::bad, dead_us,
              {{"device", board.name.value}, {"connected", board.connected}, {"heard_us", board.heard_us}});
    }

    struct Chosen {
        std::vector<Stretch> told;  // of each chosen call of the day
        unsigned calls = 0;
        const core::Ticket* last = nullptr;
        const core::Leg* leg = nullptr;
    };

    // Calls that a clerk chose. What the office's own rules put first is no alert, and is in the reports.
    void look_at_calls() {
        std::map<core::CounterId, Chosen> by_counter;
        for (const auto& [id, ticket] : told().tickets) {
            for (const core::Leg& leg : ticket.legs) {
                if (ticket.test || leg.reason != core::CallReason::chosen || leg.called_first_us == 0) continue;
                Chosen& chosen = by_counter[leg.counter];
                chosen.told.push_back({leg.called_first_us, leg.called_first_us + thresholds::out_of_order_us});
                if (now_us_ - leg.called_first_us >= thresholds::out_of_order_us) continue;
                ++chosen.calls;
                if (chosen.leg != nullptr && chosen.leg->called_first_us > leg.called_first_us) continue;
                chosen.last = &ticket;
                chosen.leg = &leg;
            }
        }
        for (const auto& [counter, chosen] : by_counter) {
            if (chosen.calls == 0) continue;
            const bool many = chosen.calls >= thresholds::out_of_order_warn;
            raise("out_of_order", std::to_string(counter.value), many ? Severity::warn : Severity::info,
                  lasting_since(chosen.told, now_us_),
                  {{"counter", counter.value},
                   {"calls", chosen.calls},
                   {"number", chosen.last->number},
                   {"reason", chosen.leg->reason_code.value},
                   {"called_us", chosen.leg->called_first_us}});
        }
    }

    void look_at_server() {
        // Suspected where the server begins, and nowhere else.
        if (told().clock_suspect) raise("clock_suspect", "", Severity::bad, source_.started_us, {});
        if (source_.health.state == engine::Health::State::recovering)
            raise("journal", "", Severity::bad, source_.health.since_us,
                  {{"reason", source_.health.reason}, {"disk_full", source_.health.disk_full}});
    }

    const LiveSource& source_;
    TimeUs now_us_;
    HallNow hall_;
    TimeUs shortest_us_ = 0, longest_us_ = 0;  // of the office's targets; 0: it has none
    bool at_work_ = false;
    std::vector<Alert> alerts_;
};

}  // namespace

const char* to_string(Severity severity) {
    switch (severity) {
        case Severity::bad:
            return "bad";
        case Severity::warn:
            return "warn";
        case Severity::info:
            return "info";
    }
    return "info";
}

std::vector<Alert> alerts(const LiveSource& source) {
    return Raising(source).all();
}

}  // namespace luot::web::live
