#include "contention/hall.hpp"

#include <algorithm>

#include "bench/failure.hpp"

namespace luot::contention {

namespace {

// In turns the hall is nearly empty, where clerks race for each newcomer and hear that nobody waits, and crowded, where order matters.
constexpr std::size_t tickets_a_turn = 1'000;
constexpr std::size_t waiting_when_empty = 12;
constexpr std::size_t waiting_when_crowded = 300;
// So many idle clerks want the same ticket before another one is wanted; once it is known to be called, no more than the late ones.
constexpr std::size_t wishes_a_ticket = 6;
constexpr std::size_t late_wishes = 1;
constexpr std::size_t woken_by_a_newcomer = 3;

std::string clerk_of(std::uint64_t counter) {
    return "clerk-" + std::to_string(counter);
}

void put_at(v1::AtCounter& at, std::uint64_t counter) {
    at.set_counter(counter);
    at.set_clerk(clerk_of(counter));
}

}  // namespace

Hall::Hall(const Shape& shape, History& history) : shape_(shape), history_(history), random_(shape.seed), counters_(shape.counters + 1) {
    for (std::uint64_t counter = 1; counter <= shape.counters; ++counter) {
        const std::size_t connections = counter <= shape.pairs ? 2 : 1;
        for (std::size_t number = 1; number <= connections; ++number) {
            devices_.emplace_back(shape.port, v1::ROLE_COUNTER, "desk-" + std::to_string(counter) + "-" + std::to_string(number), false);
            clients_.push_back({counter, {}, false});
        }
        v1::Command open;
        put_at(*open.mutable_open_counter()->mutable_at(), counter);
        devices_.back().ask(bench::Request(open));
    }
    for (std::size_t number = 1; number <= shape.kiosks; ++number) {
        devices_.emplace_back(shape.port, v1::ROLE_KIOSK, "kiosk-" + std::to_string(number), false);
        clients_.push_back({});
    }
}

void Hall::run() {
    bench::Ready ready(devices_);
    for (std::size_t client = 0; client < clients_.size(); ++client) go_on(client);
    while (under_way_ > 0) {
        for (const std::size_t client : ready.wait()) hear(client);
        // Who waits in a field may have woken only clerks of other fields.
        if (clerks_under_way_ == 0 && served_ < shape_.tickets) wake(false, clients_.size());
    }
    if (served_ != shape_.tickets)
        throw bench::Failure("of " + std::to_string(shape_.tickets) + " tickets " + std::to_string(served_) + " were served");
}

bool Hall::chance(unsigned percent) {
    return below(100) < percent;
}

std::size_t Hall::below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
}

void Hall::go_on(std::size_t client) {
    if (clients_[client].counter == 0) {
        issue(client);
    } else if (served_ < shape_.tickets) {
        press(client);
    }
}

std::size_t Hall::waiting_at_most() const {
    return asked_for_ / tickets_a_turn % 2 == 0 ? waiting_when_empty : waiting_when_crowded;
}

void Hall::issue(std::size_t client) {
    if (asked_for_ == shape_.tickets) return;
    if (asked_for_ - called_ >= waiting_at_most()) {
        clients_[client].parked = true;
        return;
    }
    ++asked_for_;
    v1::Command command;
    command.mutable_issue()->set_service("field-" + std::to_string(1 + below(shape_.fields)));
    command.mutable_issue()->set_ticket_class(chance(15) ? "elderly" : "ordinary");
    ask(client, "issue", command);
}

std::uint64_t Hall::wanted_by_many(At at) {
    if (at != At::nobody && contested_ != 0) return contested_;
    if (wishes_left_ == 0) {
        wishes_left_ = wishes_a_ticket;
        contested_ = newest_;
    }
    --wishes_left_;
    return contested_;
}

// Mostly what makes sense at the counter as far as this side knows, and now and then what does not.
void Hall::press(std::size_t client) {
    const std::uint64_t counter = clients_[client].counter;
    const At at = counters_[counter].at;
    const bool sensible = chance(90);
    v1::Command command;
    if (newest_ != 0 && chance(at == At::nobody ? 40 : 4)) {
        const std::uint64_t ticket = wanted_by_many(at);
        put_at(*command.mutable_call_chosen()->mutable_at(), counter);
        command.mutable_call_chosen()->set_ticket(ticket);
        command.mutable_call_chosen()->set_reason("same-citizen");
        ask(client, "call_chosen", command, ticket);
    } else if (sensible ? at == At::called : chance(30)) {
        put_at(*command.mutable_start()->mutable_at(), counter);
        ask(client, "start", command);
    } else if (sensible ? at == At::serving && chance(50) : chance(40)) {
        put_at(*command.mutable_finish()->mutable_at(), counter);
        ask(client, "finish", command);
    } else {
        put_at(*command.mutable_call_next()->mutable_at(), counter);
        ask(client, "call_next", command);
    }
}

void Hall::ask(std::size_t client, const char* verb, const v1::Command& command, std::uint64_t chosen) {
    const std::uint64_t counter = clients_[client].counter;
    ++under_way_;
    if (counter != 0) ++clerks_under_way_;
    devices_[client].queue(bench::Request(command));
    clients_[client].under_way = Asked{client, verb, counter, chosen, now_ns()};
    devices_[client].flush();
}

void Hall::hear(std::size_t client) {
    devices_[client].read(false, [&](v1::Envelope::MessageCase kind, std::string_view body) {
        if (kind != v1::Envelope::kReply) return;
        const std::int64_t answered_ns = now_ns();
        devices_[client].take_reply(body);
        v1::Reply reply;
        if (!reply.ParseFromArray(body.data(), static_cast<int>(body.size()))) throw bench::Failure("a reply that is no message");
        take(client, reply, answered_ns);
    });
}

void Hall::take(std::size_t client, const v1::Reply& reply, std::int64_t answered_ns) {
    if (!clients_[client].under_way) throw bench::Failure("a reply that nobody asked for");
    const Asked asked = *std::exchange(clients_[client].under_way, std::nullopt);
    history_.add(asked, reply, answered_ns);
    --under_way_;
    if (asked.counter != 0) --clerks_under_way_;
    if (reply.has_result()) take_accepted(asked, reply);
    if (asked.counter == 0 && reply.has_error()) throw bench::Failure("no ticket: " + reply.error().code());
    if (reply.has_error() && reply.error().code() == "nobody_waiting") {
        clients_[client].parked = true;
    } else {
        go_on(client);
    }
}

void Hall::take_accepted(const Asked& asked, const v1::Reply& reply) {
    const v1::Result& result = reply.result();
    if (result.has_issued()) {
        newest_ = result.issued().ticket();
        wake(false, woken_by_a_newcomer);
    }
    if (result.has_called()) {
        ++called_;
        if (result.called().ticket() == contested_) wishes_left_ = std::min(wishes_left_, late_wishes);
        wake(true, 1);
    }
    if (result.finished() != 0) ++served_;
    if (asked.counter == 0) return;
    Counter& counter = counters_[asked.counter];
    if (reply.seq() < counter.seq) return;
    counter.seq = reply.seq();
    counter.at = At::nobody;
    if (result.has_called()) counter.at = At::called;
    if (asked.verb == "start") counter.at = At::serving;
}

// Beginning anywhere, so that the same ones do not race every time.
void Hall::wake(bool kiosks, std::size_t at_most) {
    const std::size_t first = below(clients_.size());
    for (std::size_t step = 0; step < clients_.size() && at_most > 0; ++step) {
        const std::size_t client = (first + step) % clients_.size();
        if (!clients_[client].parked || (clients_[client].counter == 0) != kiosks) continue;
        clients_[client].parked = false;
        --at_most;
        go_on(client);
    }
}

}  // namespace luot::contention
