#include "staff.hpp"

namespace luot::crash {

namespace {

// So that some are under way whenever the server dies, and a run's journal stays small enough to be read through at its end.
constexpr std::size_t under_way_max = 8;
constexpr std::uint64_t pause_us_max = 20'000;
constexpr std::uint32_t crowd = 60;

class Kiosk final : public Person {
  public:
    Kiosk(boost::asio::io_context& context, const Door& door, const std::string& device, Hall& hall, std::uint64_t seed)
        : Person(context, door, device, v1::ROLE_KIOSK, hall, seed) {
        client.on_welcome = [this](const v1::Welcome& welcome) { hall_.clock.set(welcome.at_us(), welcome.speed()); };
        client.on_snapshot = [this](const v1::Snapshot& snapshot) {
            hall_.clock.day_ends_us = snapshot.day().ends_at_us();
            hall_.waiting.clear();
            for (const v1::FieldStatus& field : snapshot.fields()) hall_.waiting[field.service()] = field.waiting();
        };
        client.on_event = [this](const v1::Event& event) {
            for (const v1::Change& change : event.changes()) {
                if (change.has_field()) hall_.waiting[change.field().service()] = change.field().waiting();
                if (change.has_day()) hall_.clock.day_ends_us = change.day().ends_at_us();
            }
        };
    }

  private:
    void act() override {
        const std::uint64_t what = below(random_, 100);
        if (what < 45) {
            if (hall_.people() < crowd) take_number();
        } else if (what < 75) {
            if (!pending_.none()) report();
        } else if (what < 80) {
            if (!failed_.none()) about(failed_.take(random_), [](v1::Command& c, std::uint64_t t) { c.mutable_reprint()->set_ticket(t); });
        } else if (what < 83) {
            if (!hall_.issued.none()) about(hall_.issued.any(random_), [](v1::Command& c, auto t) { c.mutable_cancel()->set_ticket(t); });
        } else if (what < 89) {
            if (!hall_.held.none()) about(hall_.held.take(random_), [](v1::Command& c, auto t) { c.mutable_return_hold()->set_ticket(t); });
        } else if (what < 92) {
            if (!hall_.absent.none())
                about(hall_.absent.any(random_), [](v1::Command& c, auto t) { c.mutable_reinstate()->set_ticket(t); });
        } else if (!hall_.served.none()) {
            about(hall_.served.any(random_), [this](v1::Command& c, auto t) {
                c.mutable_rate()->set_ticket(t);
                c.mutable_rate()->set_grade(static_cast<std::uint32_t>(1 + below(random_, 5)));
            });
        }
    }

    template <class Fill>
    void about(std::uint64_t ticket, Fill fill) {
        v1::Command command;
        fill(command, ticket);
        client.ask(command, [](const v1::Reply&) {});
    }

    void take_number() {
        v1::Command command;
        v1::Issue& issue = *command.mutable_issue();
        issue.set_service(any_service(random_));
        issue.set_ticket_class(below(random_, 5) == 0 ? "elderly" : "ordinary");
        const bool prints = below(random_, 2) == 0;
        issue.set_slip(prints ? v1::SLIP_WISH_PRINT : v1::SLIP_WISH_NONE);
        client.ask(command, [this, prints](const v1::Reply& reply) {
            if (!reply.has_result()) return;
            hall_.issued.add(reply.result().issued().ticket());
            if (prints) pending_.add(reply.result().issued().ticket());
        });
    }

    void report() {
        const std::uint64_t ticket = pending_.take(random_);
        const std::uint64_t how = below(random_, 10);
        v1::Command command;
        command.mutable_report_slip()->set_ticket(ticket);
        command.mutable_report_slip()->set_report(how < 7   ? v1::SLIP_REPORT_PRINTED
                                                  : how < 9 ? v1::SLIP_REPORT_FAILED
                                                            : v1::SLIP_REPORT_UNKNOWN);
        if (how == 7 || how == 8) failed_.add(ticket);
        client.ask(command, [](const v1::Reply&) {});
    }

    Tickets pending_, failed_;
};

class Clerk final : public Person {
  public:
    Clerk(boost::asio::io_context& context, const Door& door, const std::string& device, std::uint64_t counter, Hall& hall,
          std::uint64_t seed)
        : Person(context, door, device, v1::ROLE_COUNTER, hall, seed), counter_(counter) {}

  private:
    // What the last refusal said has to be done first, else any verb: the usual ones mostly.
    void act() override {
        v1::Command command;
        if (wrong_ == "counter_closed") {
            put_at(*command.mutable_open_counter()->mutable_at());
        } else if (wrong_ == "counter_paused") {
            put_at(*command.mutable_resume_counter()->mutable_at());
        } else if (wrong_ == "counter_idle") {
            put_at(*command.mutable_call_next()->mutable_at());
        } else if (!fill_usual(command) && !fill_rare(command)) {
            return;
        }
        wrong_.clear();
        ask(command);
    }

    bool fill_usual(v1::Command& command) {
        const std::uint64_t what = below(random_, 100);
        if (what < 35) {
            put_at(*command.mutable_call_next()->mutable_at());
            command.mutable_call_next()->set_outcome("accepted");
        } else if (what < 65) {
            put_at(*command.mutable_start()->mutable_at());
        } else if (what < 78) {
            put_at(*command.mutable_finish()->mutable_at());
            command.mutable_finish()->set_outcome(below(random_, 3) == 0 ? "needs-supplement" : "accepted");
        } else {
            return false;
        }
        return true;
    }

    bool fill_rare(v1::Command& command) {
        switch (below(random_, 22)) {
            case 0:
            case 1:
                put_at(*command.mutable_recall()->mutable_at());
                return true;
            case 2:
            case 3:
                put_at(*command.mutable_no_show()->mutable_at());
                return true;
            case 4:
                put_at(*command.mutable_requeue()->mutable_at());
                return true;
            case 5:
            case 6:
            case 7:
                put_at(*command.mutable_hold()->mutable_at());
                command.mutable_hold()->set_reason("filling-form");
                return true;
            case 8:
                if (hall_.held.none()) return false;
                put_at(*command.mutable_resume_hold()->mutable_at());
                command.mutable_resume_hold()->set_ticket(hall_.held.any(random_));
                return true;
            case 9:
            case 10:
            case 11:
            case 12:
                fill_transfer(*command.mutable_transfer());
                return true;
            case 13:
                if (hall_.issued.none()) return false;
                put_at(*command.mutable_call_chosen()->mutable_at());
                command.mutable_call_chosen()->set_ticket(hall_.issued.any(random_));
                command.mutable_call_chosen()->set_reason("unwell");
                return true;
            case 14:
                put_at(*command.mutable_pause_counter()->mutable_at());
                command.mutable_pause_counter()->set_reason("break");
                return true;
            case 15:
                put_at(*command.mutable_close_counter()->mutable_at());
                return true;
            case 16:
                put_at(*command.mutable_set_auto_call()->mutable_at());
                command.mutable_set_auto_call()->set_on(below(random_, 2) == 0);
                return true;
            case 17:
                if (hall_.issued.none()) return false;
                command.mutable_cancel()->set_ticket(hall_.issued.any(random_));
                command.mutable_cancel()->set_voided(true);
                command.mutable_cancel()->set_reason("issued-by-mistake");
                return true;
            default:
                return false;
        }
    }

    void fill_transfer(v1::Transfer& transfer) {
        put_at(*transfer.mutable_at());
        transfer.set_service(any_service(random_));
        if (below(random_, 4) == 0) transfer.set_to_counter(4);
        const bool next_step = below(random_, 2) == 0;
        transfer.set_kind(next_step ? v1::TRANSFER_KIND_NEXT_STEP : v1::TRANSFER_KIND_WRONG_FIELD);
        if (next_step) transfer.set_outcome("accepted");
    }

    void ask(const v1::Command& command) {
        client.ask(command, [this, verb = command.verb_case()](const v1::Reply& reply) {
            if (!reply.has_result()) {
                wrong_ = reply.error().code();
                return;
            }
            const std::uint64_t finished = reply.result().finished();
            if (finished == 0) return;
            if (verb == v1::Command::kHold) hall_.held.add(finished);
            if (verb == v1::Command::kNoShow) hall_.absent.add(finished);
            if (verb == v1::Command::kFinish || verb == v1::Command::kCallNext) hall_.served.add(finished);
        });
    }

    void put_at(v1::AtCounter& at) const {
        at.set_counter(counter_);
        at.set_clerk("clerk-" + std::to_string(counter_));
    }

    const std::uint64_t counter_;
    std::string wrong_ = "counter_closed";
};

class Supervisor final : public Person {
  public:
    Supervisor(boost::asio::io_context& context, const Door& door, Hall& hall, std::uint64_t seed)
        : Person(context, door, "supervisor-1", v1::ROLE_SUPERVISOR, hall, seed) {}

  private:
    void act() override {
        if (below(random_, 6) != 0) return;
        v1::Command command;
        switch (below(random_, 4)) {
            case 0:
                command.mutable_set_notice()->set_text("Thông báo số " + std::to_string(below(random_, 1000)));
                break;
            case 1:
                command.mutable_limit_service()->set_service(any_service(random_));
                command.mutable_limit_service()->set_closed(below(random_, 4) == 0);
                if (below(random_, 4) == 0) command.mutable_limit_service()->set_quota(static_cast<std::uint32_t>(below(random_, 500)));
                break;
            case 2:
                command.mutable_assign_counter()->set_counter(1 + below(random_, counters));
                command.mutable_assign_counter()->add_serves(any_service(random_));
                break;
            default:
                if (hall_.issued.none()) return;
                command.mutable_set_urgent()->set_ticket(hall_.issued.any(random_));
                command.mutable_set_urgent()->set_reason("emergency");
        }
        client.ask(command, [](const v1::Reply&) {});
    }
};

}  // namespace

Person::Person(boost::asio::io_context& context, const Door& door, const std::string& device, v1::Role role, Hall& hall, std::uint64_t seed)
    : client(context, door, device, role, seed), hall_(hall), random_(seed), timer_(context) {}

void Person::start() {
    client.start();
    act_soon();
}

void Person::rest() {
    resting_ = true;
    timer_.cancel();
}

void Person::act_soon() {
    timer_.expires_after(std::chrono::microseconds(below(random_, pause_us_max)));
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error || resting_) return;
        if (client.under_way() < under_way_max) act();
        act_soon();
    });
}

std::vector<std::unique_ptr<Person>> everybody(boost::asio::io_context& context, const Door& door, Hall& hall, std::uint64_t seed) {
    std::vector<std::unique_ptr<Person>> people;
    const auto own_seed = [&] { return seed * 1'000 + people.size(); };
    for (const char* kiosk : {"kiosk-1", "kiosk-2"}) people.push_back(std::make_unique<Kiosk>(context, door, kiosk, hall, own_seed()));
    for (std::uint64_t counter = 1; counter <= counters; ++counter) {
        const std::string device = "counter-" + std::to_string(counter);
        people.push_back(std::make_unique<Clerk>(context, door, device, counter, hall, own_seed()));
    }
    people.push_back(std::make_unique<Clerk>(context, door, "counter-1-keypad", 1, hall, own_seed()));
    people.push_back(std::make_unique<Supervisor>(context, door, hall, own_seed()));
    people.push_back(std::make_unique<Person>(context, door, "board-1", v1::ROLE_BOARD, hall, own_seed()));
    return people;
}

}  // namespace luot::crash
