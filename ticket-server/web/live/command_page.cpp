#include "web/live/command_page.hpp"

#include <map>
#include <optional>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "core/limits.hpp"
#include "core/permissions.hpp"
#include "web/access/audited.hpp"
#include "web/json_page.hpp"
#include "web/live/live_limits.hpp"

namespace luot::web::live {
namespace {

namespace json = boost::json;

core::Role role_of(const Visitor& visitor) {
    if (visitor.role == Access::administrator) return core::Role::administrator;
    if (visitor.role == Access::supervisor) return core::Role::supervisor;
    return core::Role::unspecified;
}

json::array codes(const std::vector<core::ServiceCode>& services) {
    json::array list;
    for (const core::ServiceCode& service : services) list.emplace_back(service.value);
    return list;
}

// What an act is about, and how that is now; acts of one thing are told from each other by its name.
struct About {
    std::string thing;
    json::object now;
};

struct FindAbout {
    const core::State& told;

    std::optional<About> ticket(core::TicketId id) const {
        const core::Ticket* found = core::find_ticket(told, id);
        return About{"ticket " + std::to_string(id.value), {{"state", found == nullptr ? "" : core::to_string(found->state)}}};
    }
    std::optional<About> operator()(const core::AssignCounter& assign) const {
        const core::Counter* counter = core::find_counter(told, assign.counter);
        About about{"counter " + std::to_string(assign.counter.value), {}};
        if (counter != nullptr) about.now = {{"serves", codes(counter->serves)}, {"helps", codes(counter->helps)}};
        return about;
    }
    std::optional<About> operator()(const core::LimitService& limit) const {
        const auto field = told.fields.find(limit.service);
        About about{"service " + limit.service.value, {}};
        if (field == told.fields.end()) return about;
        const std::optional<std::uint32_t> quota = field->second.quota;
        about.now = {{"closed", field->second.closed}, {"quota", quota ? json::value(*quota) : json::value(nullptr)}};
        return about;
    }
    std::optional<About> operator()(const core::SetNotice&) const { return About{"notice", {{"text", told.notice}}}; }
    std::optional<About> operator()(const core::Cancel& cancel) const { return ticket(cancel.ticket); }
    std::optional<About> operator()(const core::SetUrgent& urgent) const { return ticket(urgent.ticket); }
    std::optional<About> operator()(const core::Reinstate& reinstate) const { return ticket(reinstate.ticket); }
    template <class Other>
    std::optional<About> operator()(const Other&) const {
        return std::nullopt;
    }
};

// The ticket that a command is about by its id.
struct FindTicket {
    template <class Any>
    core::TicketId operator()([[maybe_unused]] const Any& command) const {
        if constexpr (requires { core::TicketId{command.ticket}; }) return command.ticket;
        return core::TicketId{};
    }
};

// What came of an act, as the page says it and as the audit does.
struct Outcome {
    Page page;
    std::string code;
};

Outcome mistake(unsigned status, std::string code, json::object params = {}) {
    Page page = error_page(status, code, std::move(params));
    if (status == 503) page.headers.emplace_back("Retry-After", "1");
    return {std::move(page), std::move(code)};
}

Outcome outcome_of(const engine::Reply& reply, const core::State& told) {
    if (std::holds_alternative<engine::Unavailable>(reply.outcome)) return mistake(503, "unavailable");
    if (const auto* refusal = std::get_if<core::Refusal>(&reply.outcome)) {
        json::object params;
        for (const auto& [name, value] : refusal->params) params[name] = value;
        return mistake(409, core::to_string(refusal->code), std::move(params));
    }
    const auto& answer = std::get<core::Answer>(reply.outcome);
    json::object done{{"seq", answer.seq}, {"at_us", answer.at_us}};
    const core::TicketId id = answer.issued   ? answer.issued->ticket
                              : answer.ticket ? *answer.ticket
                                              : answer.finished.value_or(core::TicketId{});
    if (id) done["ticket"] = id.value;
    if (const core::Ticket* ticket = core::find_ticket(told, id)) done["number"] = ticket->number;
    return {json_page(done), "done"};
}

class Commands final : public CommandPage {
  public:
    Commands(engine::Service& service, Audit& audit, ParseCommand parse) : service_(service), audit_(audit), parse_(std::move(parse)) {}

    void answer(const Asked& asked, Reply reply) override {
        if (under_way_ >= limits::commands_under_way) return reply(mistake(503, "busy").page);
        Wish wish;
        wish.role = role_of(asked.visitor);
        wish.device = device_of(asked.visitor);
        std::string detail;
        std::optional<Outcome> refused = read(asked, wish, detail);
        AuditEntry entry = entry_of(asked, "command", std::move(detail));
        ++under_way_;
        Reply counted = [self = self(), reply = std::move(reply)](Page page) {
            --self->under_way_;
            reply(std::move(page));
        };
        if (refused) return noted(audit_, std::move(entry), std::move(refused->code), std::move(refused->page), std::move(counted));
        const auto shared = std::make_shared<const Wish>(std::move(wish));
        audited(
            audit_, std::move(entry), [self = self(), shared](Finish finish) { self->decide(shared, std::move(finish)); },
            std::move(counted));
    }

  private:
    struct Wish {
        core::Role role = core::Role::unspecified;
        core::DeviceCode device;
        core::Command command;
        std::optional<json::object> seen;
    };

    // What is asked, or why it is not even tried. `detail` is for the audit.
    std::optional<Outcome> read(const Asked& asked, Wish& wish, std::string& detail) const {
        auto body = json_body(asked.question);
        detail = "{}";
        if (!body) return mistake(400, "bad_json");
        json::object noted = without_person(*body);
        detail = json::serialize(noted);
        if (const json::value* seen = body->if_contains("seen")) {
            if (!seen->is_object()) return mistake(400, "bad_command", {{"what", "seen: not an object"}});
            wish.seen = seen->get_object();
            body->erase("seen");
        }
        auto parsed = parse_(json::serialize(*body));
        if (const auto* bad = std::get_if<BadCommand>(&parsed)) return mistake(400, "bad_command", {{"what", bad->what}});
        wish.command = std::move(std::get<core::Command>(parsed));
        const core::Ticket* ticket = core::find_ticket(service_.told(), std::visit(FindTicket{}, wish.command));
        if (ticket != nullptr) {
            put_number(noted, ticket->number);
            detail = json::serialize(noted);
        }
        if (!core::may(wish.role, wish.command)) return mistake(403, "not_permitted", {{"role", role_word(asked.visitor.role)}});
        if (wish.seen && !std::visit(FindAbout{service_.told()}, wish.command))
            return mistake(400, "bad_command", {{"what", "seen: this command takes none"}});
        return std::nullopt;
    }

    // The hash of a card dies with its day, and the audit does not.
    static json::object without_person(json::object body) {
        if (json::value* issue = body.if_contains("issue"); issue != nullptr && issue->is_object()) issue->get_object().erase("person");
        return body;
    }

    // Nobody ever sees a ticket's id, and after its day nothing leads from there to the number.
    static void put_number(json::object& noted, const std::string& number) {
        for (json::key_value_pair& verb : noted)
            if (verb.key() != "seen" && verb.value().is_object()) verb.value().get_object()["number"] = number;
    }

    void decide(const std::shared_ptr<const Wish>& wish, Finish finish) {
        const auto done = [finish = std::move(finish)](Outcome outcome) { finish(std::move(outcome.code), std::move(outcome.page)); };
        const std::optional<About> about = std::visit(FindAbout{service_.told()}, wish->command);
        if (wish->seen && (*wish->seen != about->now || acting_on_.contains(about->thing)))
            return done(mistake(409, "changed_meanwhile", {{"now", about->now}}));
        if (!service_.accepting()) return done(mistake(503, "unavailable"));
        const std::string thing = about ? about->thing : std::string();
        if (about) ++acting_on_[thing];
        core::Origin origin;
        origin.role = wish->role;
        origin.device = wish->device;
        service_.submit(wish->command, origin, [self = self(), thing, done](const engine::Reply& reply) {
            const auto acting = self->acting_on_.find(thing);
            if (acting != self->acting_on_.end() && --acting->second == 0) self->acting_on_.erase(acting);
            done(outcome_of(reply, self->service_.told()));
        });
    }

    std::shared_ptr<Commands> self() { return std::static_pointer_cast<Commands>(shared_from_this()); }

    engine::Service& service_;
    Audit& audit_;
    ParseCommand parse_;
    std::size_t under_way_ = 0;
    std::map<std::string, std::size_t> acting_on_;  // things that submitted acts are about
};

}  // namespace

std::shared_ptr<CommandPage> CommandPage::make(engine::Service& service, Audit& audit, ParseCommand parse) {
    return std::make_shared<Commands>(service, audit, std::move(parse));
}

core::DeviceCode device_of(const Visitor& visitor) {
    std::string device = "web:" + visitor.name;
    if (device.size() > core::limits::code_bytes) device.resize(core::limits::code_bytes);
    return core::DeviceCode(std::move(device));
}

}  // namespace luot::web::live
