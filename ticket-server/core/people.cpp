#include "core/people.hpp"

#include "core/limits.hpp"

namespace luot::core {
namespace {

bool has_limits(const KioskRules& rules) {
    return rules.card != CardUse::none && (rules.per_person_field != 0 || rules.per_person_day != 0);
}

}  // namespace

Decided check_card(const State& state, const Issue& issue, const Origin& origin) {
    const KioskRules& rules = state.office.kiosk;
    if (!issue.person.empty() && issue.person.size() != limits::person_bytes) return refuse(RefusalCode::bad_value, {{"field", "person"}});
    if (issue.test) return std::nullopt;
    if (issue.person.empty()) {
        // Counters, supervisors and phones have nothing to read a card with.
        const bool wanted = rules.card == CardUse::required && origin.role == Role::kiosk;
        return wanted ? Decided(refuse(RefusalCode::card_required)) : std::nullopt;
    }
    if (!has_limits(rules)) return std::nullopt;
    if (Decided refused = check_open_numbers(state, issue.person, issue.service)) return refused;
    const auto person = state.people.find(issue.person);
    if (rules.per_person_day != 0 && person != state.people.end() && person->second.taken >= rules.per_person_day)
        return refuse(RefusalCode::person_limit, {{"limit", std::to_string(rules.per_person_day)}});
    return std::nullopt;
}

Decided check_open_numbers(const State& state, const std::string& person, const ServiceCode& service) {
    const KioskRules& rules = state.office.kiosk;
    if (person.empty() || rules.card == CardUse::none || rules.per_person_field == 0) return std::nullopt;
    const auto numbers = state.people.find(person);
    if (numbers == state.people.end()) return std::nullopt;
    const auto open = numbers->second.open.find(service);
    if (open == numbers->second.open.end() || open->second.size() < rules.per_person_field) return std::nullopt;
    return refuse(RefusalCode::person_has_number, {{"number", state.tickets.at(*open->second.begin()).number}});
}

std::string kept_of_person(const Office& office, const Issue& issue) {
    return has_limits(office.kiosk) && !issue.test ? issue.person : std::string();
}

TimeUs present_by_us(const Office& office, const Issue& issue, TimeUs queue_since_us) {
    const KioskRules& rules = office.kiosk;
    if (rules.presence_after_us == 0 || issue.slip != SlipWish::print || issue.test) return 0;
    return queue_since_us + rules.presence_after_us + rules.presence_grace_us;
}

}  // namespace luot::core
