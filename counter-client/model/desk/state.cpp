#include "desk/state.hpp"

#include <algorithm>

#include "counter/counter_view.hpp"
#include "desk/limits.hpp"
#include "desk/spans.hpp"

namespace luot::desk {

Sentence Desk::in_each_language(const std::function<std::string()>& words) const {
    Sentence sentence;
    for (const auto& each : all_words.all()) {
        speaking = &each;
        sentence[each.language().code] = words();
    }
    speaking = nullptr;
    return sentence;
}

std::string Desk::in_ours(const Sentence& sentence) const {
    const auto found = sentence.find(words().language().code);
    return found == sentence.end() ? std::string() : found->second;
}

const words::Catalogue& Desk::words() const {
    if (speaking != nullptr) return *speaking;
    if (!settings.language.empty() && all_words.has(settings.language)) return all_words.in(settings.language);
    for (const auto& language : office.office().languages()) {
        if (all_words.has(language)) return all_words.in(language);
    }
    return all_words.first();
}

std::string Desk::minutes(std::int64_t span_us) const {
    return minutes_of(span_us, words());
}

std::string Desk::time(std::int64_t office_us) const {
    return time_of_day(office_us, zone_offset_us);
}

std::int64_t Desk::office_now_us() const {
    // While the server is away all stands still: who waited then may have been called since.
    if (link != wire::LinkState::live && known_at_us != 0) return known_at_us;
    return clock.known() ? clock.now_us(now.count() * 1'000) : 0;
}

Instant Desk::steady(std::int64_t office_us) const {
    return Instant(static_cast<std::int64_t>(static_cast<double>(office_us) / clock.speed() / 1'000.0));
}

const v1::CounterStatus* Desk::mine() const {
    return at ? office.counter(at->counter) : nullptr;
}

bool Desk::holds_counter() const {
    const auto* counter = mine();
    const bool works = counter != nullptr && (counter->state() == v1::COUNTER_STATE_OPEN || counter->state() == v1::COUNTER_STATE_PAUSED);
    return works && counter->clerk() == at->clerk;
}

std::uint64_t Desk::seen() const {
    return holds_counter() ? mine()->ticket() : 0;
}

const v1::TicketStatus* Desk::ticket() const {
    return office.ticket(seen());
}

std::string Desk::number_of(std::uint64_t ticket) const {
    const auto* found = office.ticket(ticket);
    if (found != nullptr) return found->number();
    for (const auto& [id, counter] : office.counters()) {
        if (ticket != 0 && counter.ticket() == ticket) return counter.number();
    }
    return {};
}

std::vector<const v1::TicketStatus*> Desk::waiting() const {
    return at ? counter::waiting_for(office, at->counter) : std::vector<const v1::TicketStatus*>();
}

std::vector<const v1::TicketStatus*> Desk::holds() const {
    std::vector<const v1::TicketStatus*> found;
    if (!holds_counter()) return found;
    for (const std::uint64_t id : mine()->holds()) {
        if (const auto* held = office.ticket(id); held != nullptr && held->state() == v1::TICKET_STATE_HELD) found.push_back(held);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
        if (a->hold_returned() != b->hold_returned()) return a->hold_returned();
        return a->held_since_us() < b->held_since_us();
    });
    return found;
}

std::string Desk::counter_name(std::uint64_t counter) const {
    for (const auto& config : office.office().counters()) {
        if (config.id() != counter) continue;
        const std::string name = shown::text_in(config.name(), words().language().code);
        if (!name.empty()) return name;
    }
    return say("desk.counter", {{"counter", counter}});
}

std::string Desk::service_name(const std::string& code) const {
    return office.service_name(code, words().language().code);
}

Swatch Desk::swatch(const std::string& service) const {
    const auto& services = office.office().services();
    for (int place = 0; place < services.size(); ++place) {
        if (services[place].code() == service) return {services[place].colour(), static_cast<std::size_t>(place)};
    }
    return {};
}

void Desk::act(Action action) {
    if (actions.size() < limits::actions_waiting) actions.push_back(std::move(action));
}

void Desk::remember() {
    act(Remember{settings});
}

bool moved_lately(const Desk& desk) {
    return desk.moved && desk.now - *desk.moved < limits::same_press;
}

std::string choice_name(const google::protobuf::RepeatedPtrField<v1::Choice>& list, const std::string& code, std::string_view language) {
    for (const auto& choice : list) {
        if (choice.code() != code) continue;
        const std::string name = shown::text_in(choice.name(), language);
        return name.empty() ? code : name;
    }
    return code;
}

const v1::PriorityClass* find_class(const v1::Office& office, const std::string& code) {
    for (const auto& each : office.classes()) {
        if (each.code() == code) return &each;
    }
    return nullptr;
}

}  // namespace luot::desk
