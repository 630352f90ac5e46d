#include "core/policy.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/queues.hpp"

namespace luot::core {
namespace {

// What the policy compares: the first of one queue.
struct Head {
    Place place;
    std::size_t class_index = 0;
};

const PriorityClass& class_at(const Office& office, std::size_t index) {
    static const PriorityClass none;
    if (index < office.classes.size()) return office.classes[index];
    return office.classes.empty() ? none : office.classes.front();  // of a class that the office no longer has: as the first, the usual one
}

// True if `a` goes before `b` under the office's policy; N to one has chosen within each field before.
bool goes_before(const Office& office, const Head& a, const Head& b, TimeUs now_us) {
    const PriorityClass& class_a = class_at(office, a.class_index);
    const PriorityClass& class_b = class_at(office, b.class_index);
    const auto by_seq = [&](auto key_a, auto key_b) {
        return std::tie(key_a, a.place.placed_seq, a.place.ticket) < std::tie(key_b, b.place.placed_seq, b.place.ticket);
    };
    switch (office.policy.kind) {
        case PolicyKind::strict:
            if (class_a.rank != class_b.rank) return class_a.rank < class_b.rank;
            return a.place < b.place;
        case PolicyKind::accumulating: {
            const auto credit = [now_us](const Head& head, const PriorityClass& of) {
                return -(now_us - head.place.queue_since_us) * static_cast<TimeUs>(of.rate_permille);
            };
            return by_seq(credit(a, class_a), credit(b, class_b));
        }
        case PolicyKind::n_to_one:
            return a.place < b.place;
        case PolicyKind::head_start:
        case PolicyKind::unspecified:
            break;
    }
    return by_seq(a.place.queue_since_us - class_a.head_start_us, b.place.queue_since_us - class_b.head_start_us);
}

class Choosing {
  public:
    Choosing(const State& state, const Counter& counter, TimeUs now_us) : state_(state), counter_(counter), now_us_(now_us) {}

    std::optional<Chosen> next() const {
        if (const auto hold = returned_hold()) return Chosen{*hold, CallReason::returned_hold, false};
        if (const auto urgent = first_urgent()) return urgent;

        std::optional<Head> first = best_of(counter_.serves, &counter_.queues);
        const bool helping = !first;
        if (helping) first = best_of(counter_.helps, nullptr);
        if (!first) return only_deferred();

        const std::optional<Head> oldest_served = oldest_of(counter_.serves, &counter_.queues);
        const std::optional<Head> oldest_helped = oldest_of(counter_.helps, nullptr);
        const bool oldest_is_helped = oldest_helped && (!oldest_served || oldest_helped->place < oldest_served->place);
        const Place oldest = oldest_is_helped ? oldest_helped->place : oldest_served->place;
        if (first->place == oldest) return Chosen{first->place.ticket, CallReason::arrival, helping};
        const TimeUs guard_us = state_.office.rules.longest_wait_us;
        if (guard_us > 0 && now_us_ - oldest.queue_since_us > guard_us)
            return Chosen{oldest.ticket, CallReason::longest_wait, oldest_is_helped};
        const Place oldest_of_tier = helping ? oldest_helped->place : oldest_served->place;
        if (first->place == oldest_of_tier) return Chosen{first->place.ticket, CallReason::served_first, helping};
        return Chosen{first->place.ticket, reason_of_policy(), helping};
    }

  private:
    const FieldState* field(const ServiceCode& code) const {
        const auto found = state_.fields.find(code);
        return found == state_.fields.end() ? nullptr : &found->second;
    }

    std::optional<TicketId> returned_hold() const {
        const Ticket* first = nullptr;
        for (const TicketId id : counter_.holds) {
            const Ticket* ticket = find_ticket(state_, id);
            if (ticket && ticket->hold_returned && (!first || ticket->hold_returned_seq < first->hold_returned_seq)) first = ticket;
        }
        if (!first) return std::nullopt;
        return first->id;
    }

    std::optional<Chosen> first_urgent() const {
        std::optional<Place> first;
        bool helping = false;
        const auto look = [&](const Queue& queue, bool helped) {
            if (queue.empty() || (first && !(queue.front() < *first))) return;
            first = queue.front();
            helping = helped;
        };
        look(counter_.queues.urgent, false);
        for (const ServiceCode& code : counter_.serves)
            if (const FieldState* of = field(code)) look(of->queues.urgent, false);
        for (const ServiceCode& code : counter_.helps)
            if (const FieldState* of = field(code)) look(of->queues.urgent, true);
        if (!first) return std::nullopt;
        return Chosen{first->ticket, CallReason::urgent, helping};
    }

    template <class Better>
    static void best_of_classes(const Queues& queues, std::optional<Head>& best, const Better& better) {
        for (std::size_t index = 0; index < queues.by_class.size(); ++index) {
            if (queues.by_class[index].empty()) continue;
            const Head head{queues.by_class[index].front(), index};
            if (!best || better(head, *best)) best = head;
        }
    }

    // Whoever was interrupted is the head of the field under every policy.
    std::optional<Head> interrupted(const Queues& queues) const {
        if (queues.interrupted.empty()) return std::nullopt;
        const Place& place = queues.interrupted.front();
        const Ticket* ticket = find_ticket(state_, place.ticket);
        if (!ticket) return std::nullopt;
        return Head{place, class_index(state_.office, ticket->ticket_class)};
    }

    std::optional<Head> oldest_of(const std::vector<ServiceCode>& services, const Queues* bound) const {
        std::optional<Head> best;
        const auto older = [](const Head& a, const Head& b) { return a.place < b.place; };
        const auto look = [&](const Queues& queues) {
            const std::optional<Head> head = interrupted(queues);
            if (head && (!best || older(*head, *best))) best = head;
            best_of_classes(queues, best, older);
        };
        if (bound) look(*bound);
        for (const ServiceCode& code : services)
            if (const FieldState* of = field(code)) look(of->queues);
        return best;
    }

    std::optional<Head> best_of(const std::vector<ServiceCode>& services, const Queues* bound) const {
        std::optional<Head> best;
        const auto before = [this](const Head& a, const Head& b) { return goes_before(state_.office, a, b, now_us_); };
        const auto look = [&](const Queues& queues, const FieldState* of) {
            std::optional<Head> head = interrupted(queues);
            if (!head && of && state_.office.policy.kind == PolicyKind::n_to_one) {
                head = n_to_one(*of);
            } else if (!head) {
                best_of_classes(queues, head, before);
            }
            if (head && (!best || before(*head, *best))) best = head;
        };
        if (bound) look(*bound, nullptr);
        for (const ServiceCode& code : services)
            if (const FieldState* of = field(code)) look(of->queues, of);
        return best;
    }

    // After n ordinary ones of the field in a row, one with priority if one waits.
    std::optional<Head> n_to_one(const FieldState& of) const {
        std::array<std::optional<Head>, 2> first;  // ordinary, priority
        for (std::size_t index = 0; index < of.queues.by_class.size(); ++index) {
            if (of.queues.by_class[index].empty()) continue;
            const Head head{of.queues.by_class[index].front(), index};
            std::optional<Head>& best = first[class_at(state_.office, index).priority ? 1 : 0];
            if (!best || head.place < best->place) best = head;
        }
        const bool priority_is_due = of.ordinary_in_a_row >= state_.office.policy.n;
        if (first[1] && (priority_is_due || !first[0])) return first[1];
        return first[0];
    }

    std::optional<Chosen> only_deferred() const {
        std::optional<Place> first;
        bool helping = false;
        const auto look = [&](const Queues& queues, bool helped) {
            if (queues.deferred.empty() || (first && !(*queues.deferred.begin() < *first))) return;
            first = *queues.deferred.begin();
            helping = helped;
        };
        look(counter_.queues, false);
        for (const ServiceCode& code : counter_.serves)
            if (const FieldState* of = field(code)) look(of->queues, false);
        if (first) return Chosen{first->ticket, CallReason::only_deferred, false};
        for (const ServiceCode& code : counter_.helps)
            if (const FieldState* of = field(code)) look(of->queues, true);
        if (!first) return std::nullopt;
        return Chosen{first->ticket, CallReason::only_deferred, helping};
    }

    CallReason reason_of_policy() const {
        switch (state_.office.policy.kind) {
            case PolicyKind::strict:
                return CallReason::class_order;
            case PolicyKind::n_to_one:
                return CallReason::n_to_one;
            case PolicyKind::accumulating:
                return CallReason::accumulated;
            case PolicyKind::head_start:
            case PolicyKind::unspecified:
                break;
        }
        return CallReason::head_start;
    }

    const State& state_;
    const Counter& counter_;
    TimeUs now_us_;
};

std::size_t count_before(const Queue& queue, const Place& place) {
    return static_cast<std::size_t>(std::lower_bound(queue.begin(), queue.end(), place) - queue.begin());
}

std::size_t count_until(const Queue& queue, TimeUs queue_since_us) {
    const auto end = std::upper_bound(queue.begin(), queue.end(), queue_since_us,
                                      [](TimeUs since_us, const Place& place) { return since_us < place.queue_since_us; });
    return static_cast<std::size_t>(end - queue.begin());
}

}  // namespace

std::optional<Chosen> choose_next(const State& state, const Counter& counter, TimeUs now_us) {
    return Choosing(state, counter, now_us).next();
}

std::optional<Chosen> choose_by_itself(const State& state, const Counter& counter, TimeUs now_us) {
    const std::optional<Chosen> chosen = choose_next(state, counter, now_us);
    if (chosen && chosen->reason == CallReason::only_deferred) return std::nullopt;
    return chosen;
}

std::uint32_t people_ahead(const State& state, const ServiceCode& service, const ClassCode& ticket_class, TimeUs queue_since_us) {
    const auto found = state.fields.find(service);
    if (found == state.fields.end()) return 0;
    const FieldState& field = found->second;
    const Office& office = state.office;
    const PriorityClass& own = class_at(office, class_index(office, ticket_class));
    std::size_t ahead = field.queues.urgent.size() + field.queues.interrupted.size() + field.queues.deferred.size() + field.pending.size();
    for (std::size_t index = 0; index < field.queues.by_class.size(); ++index) {
        const Queue& queue = field.queues.by_class[index];
        const PriorityClass& other = class_at(office, index);
        if (office.policy.kind == PolicyKind::strict && other.rank != own.rank) {
            if (other.rank < own.rank) ahead += queue.size();
        } else if (office.policy.kind == PolicyKind::head_start || office.policy.kind == PolicyKind::unspecified) {
            ahead += count_until(queue, queue_since_us - own.head_start_us + other.head_start_us);
        } else {
            ahead += count_until(queue, queue_since_us);
        }
    }
    return static_cast<std::uint32_t>(ahead);
}

std::uint32_t people_before(const State& state, const Ticket& ticket) {
    const auto field = state.fields.find(ticket.service);
    const Counter* bound = find_counter(state, ticket.for_counter);
    if (field == state.fields.end()) return 0;
    const Queues& queues = bound ? bound->queues : field->second.queues;
    if (ticket.urgent) return static_cast<std::uint32_t>(count_before(queues.urgent, ticket.place));
    std::size_t before = queues.urgent.size() + count_before(queues.interrupted, ticket.place);
    if (ticket.held_since_us != 0) return std::max(static_cast<std::uint32_t>(before), ticket.after);
    const Office& office = state.office;
    const PriorityClass& own = class_at(office, class_index(office, ticket.ticket_class));
    for (std::size_t index = 0; index < queues.by_class.size(); ++index) {
        const PriorityClass& other = class_at(office, index);
        Place place = ticket.place;
        if (office.policy.kind == PolicyKind::strict && other.rank != own.rank) {
            if (other.rank < own.rank) before += queues.by_class[index].size();
            continue;
        }
        if (office.policy.kind == PolicyKind::head_start || office.policy.kind == PolicyKind::unspecified)
            place.queue_since_us += other.head_start_us - own.head_start_us;
        before += count_before(queues.by_class[index], place);
    }
    // Placed behind some, where fewer wait: those.
    std::size_t others = queues.urgent.size() + queues.interrupted.size();
    for (const Queue& queue : queues.by_class) others += queue.size();
    return static_cast<std::uint32_t>(std::max(before, std::min<std::size_t>(ticket.after, others)));
}

}  // namespace luot::core
