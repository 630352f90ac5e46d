#include "web/live/live_document.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/expected_wait.hpp"
#include "core/issuing.hpp"
#include "core/outlook.hpp"
#include "web/live/alert_limits.hpp"
#include "web/live/alerts.hpp"
#include "web/live/hall_now.hpp"
#include "web/live/live_limits.hpp"

namespace luot::web::live {
namespace {

namespace json = boost::json;
using core::TimeUs;

json::object words(const core::Texts& texts) {
    json::object object;
    for (const auto& [language, text] : texts) object[language] = text;
    return object;
}

json::array codes(const std::vector<core::ServiceCode>& services) {
    json::array list;
    for (const core::ServiceCode& service : services) list.emplace_back(service.value);
    return list;
}

json::array choices(const std::vector<core::Choice>& list) {
    json::array array;
    for (const core::Choice& choice : list) array.push_back(json::object{{"code", choice.code}, {"name", words(choice.name)}});
    return array;
}

json::value instant(TimeUs at_us) {
    return at_us == 0 ? json::value(nullptr) : json::value(at_us);
}

json::object wait(const Wait& of) {
    return {{"count", of.count}, {"p50_s", of.p50_s}, {"p90_s", of.p90_s}};
}

json::value office_section(const LiveSource& source) {
    const core::Office& office = source.told.office;
    json::array services, counters, classes, targets, languages;
    for (const core::Service& service : office.services)
        services.push_back(json::object{
            {"code", service.code.value}, {"name", words(service.name)}, {"prefix", service.range.prefix}, {"colour", service.colour}});
    for (const core::CounterConfig& counter : office.counters)
        counters.push_back(json::object{{"id", counter.id.value}, {"name", words(counter.name)}});
    for (const core::PriorityClass& each : office.classes)
        classes.push_back(json::object{{"code", each.code.value}, {"name", words(each.name)}, {"priority", each.priority}});
    for (const std::uint32_t target : office.targets_minutes) targets.emplace_back(target);
    for (const std::string& language : office.languages) languages.emplace_back(language);
    return json::object{{"code", office.code},
                        {"name", words(office.name)},
                        {"zone", office.zone},
                        {"languages", std::move(languages)},
                        {"targets_minutes", std::move(targets)},
                        {"services", std::move(services)},
                        {"counters", std::move(counters)},
                        {"classes", std::move(classes)},
                        {"reasons", json::object{{"pause", choices(office.pause_reasons)},
                                                 {"hold", choices(office.hold_reasons)},
                                                 {"cancel", choices(office.cancel_reasons)},
                                                 {"choose", choices(office.choose_reasons)},
                                                 {"priority", choices(office.priority_reasons)},
                                                 {"outcome", choices(office.outcomes)}}}};
}

const char* word(engine::Health::State state) {
    switch (state) {
        case engine::Health::State::serving:
            return "serving";
        case engine::Health::State::recovering:
            return "recovering";
        case engine::Health::State::stopping:
            return "stopping";
        case engine::Health::State::stopped:
            return "stopped";
    }
    return "stopped";
}

json::value now_section(const LiveSource& source) {
    return json::object{{"at_us", source.now.at_us},
                        {"local", source.local},
                        {"day", source.day},
                        {"weekday", source.now.weekday},
                        {"speed", source.speed},
                        {"day_open", source.told.day_open},
                        {"issuing_ended", source.told.issuing_ended},
                        {"clock_suspect", source.told.clock_suspect},
                        {"health", word(source.health.state)}};
}

json::value summary_section(const LiveSource& source, const HallNow& hall) {
    const Today& today = source.today;
    json::value longest;
    if (hall.longest != nullptr)
        longest = json::object{{"ticket", hall.longest->id.value},
                               {"number", hall.longest->number},
                               {"service", hall.longest->service.value},
                               {"since_us", arrived_us(*hall.longest)}};
    json::array levels;
    for (const Level& level : today.levels)
        levels.push_back(json::object{{"target_minutes", level.target_minutes},
                                      {"share", level.share ? json::value(*level.share) : json::value(nullptr)}});
    json::value usual;
    if (source.usual.days != 0) usual = waiting_at(source.usual.waiting, source.now.local_minute);
    return json::object{{"waiting", hall.waiting_first},
                        {"called_before", hall.waiting.size() - hall.waiting_first},
                        {"usual_waiting", std::move(usual)},
                        {"longest", std::move(longest)},
                        {"wait", wait(today.wait)},
                        {"levels", std::move(levels)},
                        {"served", today.served},
                        {"walk_out", today.walk_out},
                        {"no_show", today.no_show},
                        {"issued", today.issued}};
}

json::value field(const LiveSource& source, const core::ServiceCode& code, const core::Service* service, const FieldNow& now) {
    const core::FieldState& state = source.told.fields.at(code);
    const auto found = source.today.fields.find(code);
    const FieldToday today = found == source.today.fields.end() ? FieldToday{} : found->second;
    json::value expected, quota, opens_minute, closed_why;
    if (const auto range = core::expected_wait_now(source.told, code, source.now.at_us))
        expected = json::object{{"low_us", range->low_us}, {"high_us", range->high_us}};
    bool open_now = false;
    if (service != nullptr) {
        if (const auto of = core::quota_of(state, *service)) quota = *of;
        const auto refusal = core::why_none_is_issued(source.told, *service, source.now);
        open_now = !refusal;
        if (refusal) {
            closed_why = core::to_string(refusal->code);
            for (const auto& [name, value] : refusal->params)
                if (name == "opens_minute") opens_minute = std::stoi(value);
        }
    }
    return json::object{{"service", code.value},
                        {"waiting", now.waiting},
                        {"called_before", now.called_before},
                        {"longest_since_us", now.longest == nullptr ? json::value(nullptr) : json::value(arrived_us(*now.longest))},
                        {"expected", std::move(expected)},
                        {"open_counters", now.open_counters},
                        {"wait", wait(today.wait)},
                        {"rating", json::object{{"count", today.rated}, {"satisfied", today.satisfied}}},
                        {"issued", today.issued},
                        {"closed", state.closed},
                        {"own_quota", state.quota ? json::value(*state.quota) : json::value(nullptr)},
                        {"quota", std::move(quota)},
                        {"open_now", open_now},
                        {"closed_why", std::move(closed_why)},
                        {"opens_minute", std::move(opens_minute)}};
}

// In the office's order, and behind them fields that the office no longer has and people of today are still here for.
json::value fields_section(const LiveSource& source, const HallNow& hall) {
    json::array fields;
    for (const core::Service& service : source.told.office.services) {
        const auto now = hall.fields.find(service.code);
        if (source.told.fields.contains(service.code)) fields.push_back(field(source, service.code, &service, now->second));
    }
    for (const auto& [code, now] : hall.fields)
        if (source.told.fields.contains(code) && core::find_service(source.told.office, code) == nullptr)
            fields.push_back(field(source, code, nullptr, now));
    return fields;
}

const char* word(core::CounterState state) {
    switch (state) {
        case core::CounterState::open:
            return "open";
        case core::CounterState::paused:
            return "paused";
        case core::CounterState::closed:
        case core::CounterState::unspecified:
            return "closed";
    }
    return "closed";
}

const char* word(core::HelpState state) {
    switch (state) {
        case core::HelpState::asked:
            return "asked";
        case core::HelpState::answered:
            return "answered";
        case core::HelpState::none:
        case core::HelpState::unspecified:
            return "none";
    }
    return "none";
}

json::object ticket_at_counter(const core::Ticket& ticket, TimeUs since_us) {
    return {{"id", ticket.id.value},
            {"number", ticket.number},
            {"service", ticket.service.value},
            {"state", core::to_string(ticket.state)},
            {"since_us", since_us}};
}

// Of the ticket that is there: the call that it was last called by, or when its service began.
TimeUs since_us(const core::Ticket& ticket) {
    const bool serving = ticket.state == core::TicketState::serving && !ticket.legs.empty();
    return serving ? ticket.legs.back().started_us : ticket.called_us;
}

json::value counter(const LiveSource& source, const core::Counter& counter) {
    json::value ticket;
    if (const core::Ticket* current = core::find_ticket(source.told, counter.current))
        ticket = ticket_at_counter(*current, since_us(*current));
    json::array holds;
    for (const core::TicketId id : counter.holds)
        if (const core::Ticket* held = core::find_ticket(source.told, id)) {
            json::object entry = ticket_at_counter(*held, held->held_since_us);
            entry["reason"] = held->hold_reason.value;
            entry["returned"] = held->hold_returned;
            holds.push_back(std::move(entry));
        }
    const auto today = source.today.counters.find(counter.id);
    const CounterToday done = today == source.today.counters.end() ? CounterToday{} : today->second;
    const auto clerk = source.clerks.find(counter.clerk);
    return json::object{{"id", counter.id.value},
                        {"state", word(counter.state)},
                        {"clerk", counter.clerk.value},
                        {"clerk_name", clerk == source.clerks.end() ? std::string() : clerk->second},
                        {"since_us", instant(counter.since_us)},
                        {"idle_since_us", instant(counter.idle_since_us)},
                        {"ticket", std::move(ticket)},
                        {"holds", std::move(holds)},
                        {"serves", codes(counter.serves)},
                        {"helps", codes(counter.helps)},
                        {"pause_reason", counter.pause_reason.value},
                        {"auto_call", counter.auto_call},
                        {"help", word(counter.help)},
                        {"help_since_us", instant(counter.help_since_us)},
                        {"served", done.served},
                        {"service", json::object{{"count", done.services}, {"p50_s", done.service_p50_s}}}};
}

json::value counters_section(const LiveSource& source) {
    json::array counters;
    for (const auto& [id, each] : source.told.counters) counters.push_back(counter(source, each));
    return counters;
}

json::value waiting_section(const HallNow& hall) {
    json::array waiting;
    for (const core::Ticket* ticket : hall.waiting) {
        if (waiting.size() == limits::waiting_shown) break;
        waiting.push_back(
            json::object{{"ticket", ticket->id.value},
                         {"number", ticket->number},
                         {"service", ticket->service.value},
                         {"class", ticket->ticket_class.value},
                         {"arrived_us", arrived_us(*ticket)},
                         {"state", core::to_string(ticket->state)},
                         {"urgent", ticket->urgent},
                         {"called_before", ticket->legs.back().called_first_us != 0},
                         {"for_counter", ticket->for_counter ? json::value(ticket->for_counter.value) : json::value(nullptr)}});
    }
    return waiting;
}

json::value devices_section(const LiveSource& source) {
    json::array devices;
    for (const DeviceSeen& device : source.devices) {
        json::array troubles;
        for (const std::string& trouble : device.troubles) troubles.emplace_back(trouble);
        json::object entry{{"role", device.role == core::Role::board ? "board" : "kiosk"},
                           {"name", device.name.value},
                           {"connected", device.connected},
                           {"since_us", device.since_us},
                           {"version", device.version}};
        if (device.role == core::Role::board) {
            entry["dark"] = device.dark;
            entry["troubles"] = std::move(troubles);
        }
        if (device.printer) {
            json::value slips;
            if (device.paper_left_mm) slips = *device.paper_left_mm / thresholds::slip_mm;
            entry["printer"] = json::object{{"state", to_string(*device.printer)},
                                            {"since_us", device.printer_since_us},
                                            {"slips_left", std::move(slips)},
                                            {"detail", device.printer_detail}};
        }
        devices.push_back(std::move(entry));
    }
    return devices;
}

json::value notice_section(const core::State& told) {
    if (told.notice.empty()) return nullptr;
    return json::object{{"text", told.notice}, {"urgent", told.notice_urgent}, {"at_us", told.notice_at_us}};
}

json::value alerts_section(const LiveSource& source) {
    json::array list;
    for (Alert& alert : alerts(source))
        list.push_back(json::object{{"key", alert.key},
                                    {"kind", alert.kind},
                                    {"severity", to_string(alert.severity)},
                                    {"since_us", alert.since_us},
                                    {"params", std::move(alert.params)}});
    return list;
}

json::array curve(const WaitingCurve& points) {
    json::array list;
    for (const CurvePoint& point : points) list.push_back(json::object{{"minute", point.minute}, {"waiting", point.waiting}});
    return list;
}

json::value trend_section(const LiveSource& source) {
    return json::object{{"today", curve(source.today.waiting)}, {"usual", curve(source.usual.waiting)}, {"usual_days", source.usual.days}};
}

}  // namespace

const char* to_string(Printer printer) {
    switch (printer) {
        case Printer::unknown:
            return "unknown";
        case Printer::ready:
            return "ready";
        case Printer::paper_low:
            return "paper_low";
        case Printer::paper_end:
            return "paper_end";
        case Printer::cover_open:
            return "cover_open";
        case Printer::fault:
            return "fault";
        case Printer::unreachable:
            return "unreachable";
        case Printer::silent:
            return "silent";
    }
    return "unknown";
}

Sections live_document(const LiveSource& source) {
    const HallNow hall = look_at(source.told);
    Sections sections;
    sections.emplace_back("office", office_section(source));
    sections.emplace_back("now", now_section(source));
    sections.emplace_back("summary", summary_section(source, hall));
    sections.emplace_back("fields", fields_section(source, hall));
    sections.emplace_back("counters", counters_section(source));
    sections.emplace_back("waiting", waiting_section(hall));
    sections.emplace_back("devices", devices_section(source));
    sections.emplace_back("notice", notice_section(source.told));
    sections.emplace_back("alerts", alerts_section(source));
    sections.emplace_back("trend", trend_section(source));
    return sections;
}

}  // namespace luot::web::live
