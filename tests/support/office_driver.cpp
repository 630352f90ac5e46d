#include "support/office_driver.hpp"

#include <stdexcept>

#include "core/invariants.hpp"

namespace luot::test {

using namespace core;

Office small_office() {
    Office office;
    office.code = "small";
    office.name = {{"vi", "Phường nhỏ"}, {"en", "Small ward"}};
    const auto service = [](const char* code, const char* prefix, const char* name) {
        Service made;
        made.code = ServiceCode(code);
        made.name = {{"vi", name}};
        made.range.prefix = prefix;
        return made;
    };
    office.services = {service("civil-status", "H", "Hộ tịch"), service("land", "L", "Đất đai"),
                       service("certification", "C", "Chứng thực")};
    office.classes.resize(2);
    office.classes[0].code = ClassCode("ordinary");
    office.classes[0].rank = 1;
    office.classes[1].code = ClassCode("elderly");
    office.classes[1].priority = true;
    office.classes[1].rank = 0;
    office.classes[1].head_start_us = 15 * minute_us;
    office.classes[1].rate_permille = 2000;
    const auto codes = [](std::initializer_list<const char*> list) {
        std::vector<ServiceCode> made;
        for (const char* code : list) made.emplace_back(code);
        return made;
    };
    office.counters.resize(3);
    office.counters[0] = {CounterId{1}, {}, codes({"civil-status"}), codes({"land", "certification"})};
    office.counters[1] = {CounterId{2}, {}, codes({"civil-status"}), codes({"land", "certification"})};
    office.counters[2] = {CounterId{3}, {}, codes({"land", "certification"}), {}};
    office.sessions.resize(2);
    office.sessions[0].from_minute = 7 * 60 + 30;
    office.sessions[0].until_minute = 11 * 60 + 30;
    office.sessions[0].code = "morning";
    office.sessions[1].from_minute = 13 * 60 + 30;
    office.sessions[1].until_minute = 17 * 60;
    office.sessions[1].code = "afternoon";
    const auto choices = [](std::initializer_list<const char*> list) {
        std::vector<Choice> made;
        for (const char* code : list) made.push_back({code, {{"vi", code}}});
        return made;
    };
    office.pause_reasons = choices({"break", "meeting"});
    office.hold_reasons = choices({"filling-form"});
    office.cancel_reasons = choices({"issued-by-mistake", "left"});
    office.choose_reasons = choices({"unwell"});
    office.priority_reasons = choices({"emergency"});
    office.outcomes = choices({"accepted", "needs-supplement"});
    return office;
}

TimeUs monday_at(int hour, int minute, int second) {
    constexpr std::int32_t monday = 20'514;  // 2026-03-02
    return monday * day_us + (hour - 7) * hour_us + minute * minute_us + second * second_us;
}

Moment moment_of(TimeUs at_us, std::int32_t boundary_minute) {
    const TimeUs local_us = at_us + 7 * hour_us;
    const TimeUs since_boundary_us = local_us - boundary_minute * minute_us;
    Moment moment;
    moment.at_us = at_us;
    moment.business_day.days = static_cast<std::int32_t>(since_boundary_us / day_us);
    moment.local_minute = static_cast<std::int32_t>((local_us - moment.business_day.days * day_us) / minute_us);
    moment.weekday = (moment.business_day.days + 3) % 7;  // 1970-01-01 was a Thursday
    moment.day_ends_at_us = (moment.business_day.days + 1) * day_us + boundary_minute * minute_us - 7 * hour_us;
    return moment;
}

OfficeDriver::OfficeDriver(const Office& office) {
    now_us = monday_at(7, 0);
    const auto configured = run(Configure{office, "digest"}, Role::system);
    if (!configured) throw std::logic_error("the office was refused");
    run_due(now_us);
}

void OfficeDriver::run_due(TimeUs until_us) {
    constexpr int ticks_at_once = 5'000;
    TimeUs instant_us = now_us;
    int ticks = 0;
    while (next_wakeup(state) <= until_us) {
        if (instant_us != now_us) ticks = 0;
        instant_us = now_us;
        if (++ticks > ticks_at_once) throw std::logic_error("Ticks never end");
        const TimeUs due_us = std::max(now_us, next_wakeup(state));
        const auto events = decide(state, Tick{}, {}, moment_of(due_us, state.office.boundary_minute), {});
        if (!events) throw std::logic_error("a Tick was due and found nothing to do");
        now_us = due_us;
        take(*events);
    }
}

void OfficeDriver::set_time(TimeUs at_us) {
    run_due(at_us);
    now_us = std::max(now_us, at_us);
}

Result<std::vector<Event>> OfficeDriver::run(const Command& command, Role role, const std::string& device) {
    Origin origin;
    origin.role = role;
    origin.device = DeviceCode(device);
    return run_as(command, origin);
}

Result<std::vector<Event>> OfficeDriver::run_as(const Command& command, const Origin& origin) {
    run_due(now_us);
    auto events = decide(state, command, origin, moment_of(now_us, state.office.boundary_minute), {"token-" + std::to_string(++tokens_)});
    if (events) {
        take(*events);
        run_due(now_us);
    }
    return events;
}

void OfficeDriver::take(const std::vector<Event>& events) {
    if (events.empty()) throw std::logic_error("accepted, and nothing happened");
    for (const Event& event : events) {
        if (event.seq != state.seq + 1) throw std::logic_error("a gap in the journal");
        apply(state, event);
        journal.push_back(event);
        if (!check_everything) continue;
        while (fold_.seq < event.seq) apply(fold_, journal[fold_.seq]);  // it may have stood still for a while
        if (!(fold_ == state)) throw std::logic_error("two folds of the same events differ");
        // Between the events of one command a state may be half way; it has to hold after the last.
        if (&event != &events.back()) continue;
        const std::vector<std::string> broken = invariants(state);
        if (!broken.empty()) throw std::logic_error("invariant: " + broken.front());
    }
}

const Ticket& OfficeDriver::ticket(const std::string& number) const {
    const auto found = state.by_number.find(number);
    if (found == state.by_number.end()) throw std::logic_error("no ticket " + number);
    return state.tickets.at(found->second);
}

std::string refused(const Result<std::vector<Event>>& result) {
    return result ? "" : to_string(result.error().code);
}

}  // namespace luot::test
