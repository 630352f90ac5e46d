#include "simulation/plan.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "simulation/dice.hpp"

namespace luot::simulation {

namespace {

using namespace core;

constexpr std::array services{"civil-status", "land", "certification", "results"};
constexpr std::array classes{"ordinary", "elderly", "disabled"};
constexpr double minutes = 60;
constexpr double arrivals_for_s = 165 * minutes;

std::vector<ServiceCode> codes(std::initializer_list<std::size_t> which) {
    std::vector<ServiceCode> made;
    for (const std::size_t index : which) made.emplace_back(services.at(index));
    return made;
}

std::vector<Choice> choices(std::initializer_list<const char*> list) {
    std::vector<Choice> made;
    for (const char* code : list) made.push_back({code, {{"vi", code}}});
    return made;
}

Office make_office(Dice& dice) {
    Office office;
    office.code = "simulated";
    office.name = {{"vi", "Phường mô phỏng"}};
    const std::array prefixes{"H", "L", "C", "T"};
    for (std::size_t index = 0; index < services.size(); ++index) {
        Service service;
        service.code = ServiceCode(services.at(index));
        service.name = {{"vi", services.at(index)}};
        service.range.prefix = prefixes.at(index);
        service.range.width = 2;
        // Small, so that it is used up in a morning and has to widen.
        service.range.last = index == 0 || index == 3 ? 20 : 99;
        if (index == 3 && dice.once_in(3)) service.range.at_end = AtEnd::refuse;
        office.services.push_back(std::move(service));
    }
    office.classes.resize(classes.size());
    for (std::size_t index = 0; index < classes.size(); ++index) {
        PriorityClass& entry = office.classes[index];
        entry.code = ClassCode(classes.at(index));
        entry.priority = index > 0;
        entry.rank = static_cast<std::int32_t>(classes.size() - index);
        entry.head_start_us = static_cast<TimeUs>(index) * 15 * minute_us;
        entry.rate_permille = static_cast<std::uint32_t>(1'000 + 700 * index);
    }
    office.counters = {{CounterId{1}, {}, codes({0}), codes({2})},
                       {CounterId{2}, {}, codes({1}), codes({0, 3})},
                       {CounterId{3}, {}, codes({2, 3}), codes({1})},
                       {CounterId{4}, {}, codes({0, 1}), codes({2, 3})}};
    Hours morning;
    morning.from_minute = 7 * 60;
    // Now and then so short that a wait may run past its end.
    morning.until_minute = dice.once_in(3) ? 10 * 60 : 11 * 60 + 30;
    morning.code = "morning";
    office.sessions = {morning};
    office.issue_early_minutes = 20;
    office.policy.kind = static_cast<PolicyKind>(1 + dice.below(4));
    office.policy.n = static_cast<std::uint32_t>(1 + dice.below(3));
    office.rules.requeue_after = static_cast<std::uint32_t>(1 + dice.below(3));
    office.rules.no_show_after_us = dice.once_in(2) ? 0 : 200 * second_us;
    office.rules.longest_wait_us = dice.once_in(3) ? 0 : 25 * minute_us;
    office.rules.reinstate_grace_us = 10 * minute_us;
    office.rules.courtesy_permille = dice.once_in(2) ? 500 : 0;
    office.pause_reasons = choices({"break"});
    office.hold_reasons = choices({"filling-form"});
    office.cancel_reasons = choices({"left"});
    office.choose_reasons = choices({"unwell"});
    office.priority_reasons = choices({"emergency"});
    office.outcomes = choices({"accepted"});
    return office;
}

// In every fourth day the kiosks read cards and scan slips. Thrown apart, so that the other days are what they were.
bool has_entrance(std::uint64_t seed) {
    return seed % 4 == 0;
}

KioskRules make_entrance(std::uint64_t seed) {
    Dice dice(seed ^ 0x656e7472616e6365U);
    KioskRules rules;
    rules.card = dice.once_in(3) ? CardUse::required : CardUse::offered;
    rules.per_person_field = dice.once_in(2) ? 1 : 2;
    rules.per_person_day = dice.once_in(2) ? 0 : 3;
    if (dice.once_in(4)) return rules;
    rules.presence_after_us = 12 * minute_us;
    rules.presence_grace_us = 4 * minute_us;
    return rules;
}

Citizen make_citizen(Dice& dice, std::size_t kiosks) {
    Citizen citizen;
    citizen.service = dice.any_of(services);
    citizen.ticket_class = dice.percent(70) ? classes[0] : dice.any_of(classes);
    citizen.kiosk = dice.below(kiosks);
    citizen.serve_s = dice.between(60, 500);
    citizen.patience_s = dice.percent(12) ? dice.between(120, 2'400) : 0;
    citizen.says_goodbye = dice.once_in(2);
    citizen.double_tap = dice.percent(4);
    citizen.away_when_called = dice.percent(8);
    citizen.comes_back = dice.once_in(2);
    citizen.fills_form = dice.percent(9);
    citizen.wrong_field = dice.percent(5);
    citizen.next_step = dice.percent(7);
    citizen.clerk_forgets = dice.percent(3);
    citizen.rates = dice.percent(30) ? static_cast<std::uint32_t>(dice.between(1, 5)) : 0;
    return citizen;
}

struct Trouble {
    StepKind kind;
    std::size_t least, most;  // in a day
    double for_s_max;
};

// At least a power cut and five cut connections in every day; the rest as it comes.
constexpr std::array troubles{Trouble{StepKind::cut, 5, 9, 0},
                              Trouble{StepKind::late_line, 1, 4, 3},
                              Trouble{StepKind::half_close, 0, 2, 0},
                              Trouble{StepKind::hold_up, 1, 4, 18},
                              Trouble{StepKind::freeze, 1, 4, 20},
                              Trouble{StepKind::restart, 1, 4, 0},
                              Trouble{StepKind::power, 1, 3, 0},
                              Trouble{StepKind::upgrade, 0, 1, 0},
                              Trouble{StepKind::disk_fault, 0, 3, 0},
                              Trouble{StepKind::disk_full, 0, 1, 4},
                              Trouble{StepKind::clock_jump, 0, 2, 20},
                              Trouble{StepKind::back_up, 1, 2, 0},
                              Trouble{StepKind::press_and_lose, 2, 6, 4},
                              Trouble{StepKind::press_next, 6, 16, 0},
                              Trouble{StepKind::choose_both, 3, 8, 0},
                              Trouble{StepKind::two_counters, 0, 3, 0},
                              Trouble{StepKind::urgent, 0, 4, 0},
                              Trouble{StepKind::limit_field, 0, 1, 15},
                              Trouble{StepKind::notice, 0, 2, 0},
                              Trouble{StepKind::assign, 0, 1, 0}};

void add_trouble(Plan& plan, Dice& dice) {
    for (const Trouble& trouble : troubles) {
        const auto times =
            static_cast<std::size_t>(dice.between(static_cast<std::int64_t>(trouble.least), static_cast<std::int64_t>(trouble.most)));
        for (std::size_t time = 0; time < times; ++time) {
            Step step;
            step.kind = trouble.kind;
            step.at_s = static_cast<double>(dice.below(static_cast<std::uint64_t>(plan.heals_s)));
            step.whom = dice.below(1'000);
            step.for_s = trouble.for_s_max * static_cast<double>(1 + dice.below(100)) / 100;
            plan.steps.push_back(step);
        }
    }
    if (!dice.once_in(5)) return;
    Step restore;
    restore.kind = StepKind::restore;
    restore.at_s = plan.heals_s * static_cast<double>(dice.between(40, 90)) / 100;
    plan.steps.push_back(restore);
}

const char* name_of(StepKind kind) {
    constexpr std::array names{"citizen", "cut",         "late line",      "half close", "hold up",     "freeze",
                               "restart", "power cut",   "upgrade",        "disk fault", "disk full",   "clock jump",
                               "back up", "restore",     "press and lose", "press next", "choose both", "two counters",
                               "urgent",  "limit field", "notice",         "assign"};
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace

std::string describe(const Step& step) {
    std::string text = std::to_string(static_cast<int>(step.at_s / minutes)) + " min: " + name_of(step.kind);
    if (step.kind == StepKind::citizen) return text + " for " + step.citizen.service + " (" + step.citizen.ticket_class + ")";
    text += " #" + std::to_string(step.whom);
    if (step.for_s > 0) text += " for " + std::to_string(step.for_s) + " s";
    return text;
}

Plan make_plan(std::uint64_t seed) {
    Dice dice(seed);
    Plan plan;
    plan.seed = seed;
    plan.office = make_office(dice);
    if (has_entrance(seed)) plan.office.kiosk = make_entrance(seed);
    plan.opens_s = 20 * minutes;
    plan.heals_s = arrivals_for_s + 10 * minutes;
    plan.overnight = dice.once_in(4);
    plan.leaves_people = plan.overnight && dice.once_in(2);
    const auto citizens = dice.between(100, 120);
    for (std::int64_t index = 0; index < citizens; ++index) {
        Step step;
        // Most come early, as they do.
        const double share = static_cast<double>(dice.below(10'000)) / 10'000;
        step.at_s = arrivals_for_s * (dice.once_in(3) ? share * share : share);
        step.citizen = make_citizen(dice, plan.kiosks);
        plan.steps.push_back(std::move(step));
    }
    add_trouble(plan, dice);
    std::stable_sort(plan.steps.begin(), plan.steps.end(), [](const Step& a, const Step& b) { return a.at_s < b.at_s; });
    return plan;
}

}  // namespace luot::simulation
