// luot-make-days: some days of a small office by chance, with every verb in them, in a real data folder; the last day is left open.
#include <cstdlib>
#include <iostream>
#include <random>

#include "map/codec.hpp"
#include "store/sqlite_journal.hpp"
#include "support/office_driver.hpp"

namespace {

using namespace luot;
using namespace luot::core;

class ByChance {
  public:
    ByChance(const std::filesystem::path& folder, std::uint64_t seed) : dice_(seed) {
        driver_.check_everything = false;
        auto opened = store::SqliteJournal::open(folder);
        if (!opened) throw std::runtime_error(opened.error().what);
        journal_ = std::move(*opened);
    }

    // From the opening to `until_us`, with whoever comes and whatever clerks do.
    void work(TimeUs from_us, TimeUs until_us) {
        driver_.set_time(from_us);
        while (driver_.now_us < until_us) {
            driver_.pass(static_cast<TimeUs>(below(40 * second_us)));
            // Whole minutes too, at which targets lie.
            if (below(8) == 0) driver_.set_time((driver_.now_us / minute_us + 1) * minute_us);
            act();
            if (driver_.journal.size() - committed_ > 200) commit();
        }
        commit();
    }

    void day_passes(TimeUs until_us) {
        driver_.set_time(until_us);
        commit();
    }

  private:
    std::uint64_t below(std::uint64_t bound) { return dice_() % bound; }
    void run(const Command& command, Role role = Role::counter) { static_cast<void>(driver_.run(command, role)); }  // may be refused

    TicketId any_ticket() {
        if (driver_.state.tickets.empty()) return TicketId(1);
        auto at = driver_.state.tickets.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(below(driver_.state.tickets.size())));
        return at->first;
    }

    void act() {
        static const std::array<const char*, 3> services{"civil-status", "land", "certification"};
        const ServiceCode service(services.at(below(3)));
        if (below(7) == 0) {
            const SlipWish slip = below(30) == 0 ? SlipWish::print : SlipWish::none;  // nobody prints it: failed or unknown
            run(Issue{service, ClassCode(below(4) == 0 ? "elderly" : "ordinary"), slip, {}, below(30) == 0}, Role::kiosk);
            return;
        }
        if (below(12) == 0) return about_a_ticket();
        at_a_counter(service);
    }

    void about_a_ticket() {
        const TicketId ticket = any_ticket();
        switch (below(6)) {
            case 0:
                return run(Cancel{ticket, false, ReasonCode("left")}, Role::supervisor);
            case 1:
                return below(5) == 0 ? run(Cancel{ticket, true, ReasonCode("issued-by-mistake")}, Role::supervisor) : void();
            case 2:
                return run(SetUrgent{ticket, ReasonCode("emergency")}, Role::supervisor);
            case 3:
                return run(Reinstate{ticket});
            case 4:
                return run(ReturnHold{ticket});
            default:
                return run(Rate{ticket, static_cast<std::uint8_t>(1 + below(5))}, Role::kiosk);
        }
    }

    void at_a_counter(const ServiceCode& service) {
        const CounterId id(1 + below(3));
        const Counter& counter = driver_.state.counters.at(id);
        static const std::array<const char*, 5> clerks{"an", "binh", "chi", "dung", "em"};
        const AtCounter at{id, counter.state == CounterState::closed ? ClerkCode(clerks.at(below(5))) : counter.clerk};
        const OutcomeCode outcome("accepted");
        switch (below(60)) {
            case 0:
                return run(OpenCounter{{id, ClerkCode(clerks.at(below(5)))}, true});
            case 1:
                return below(4) == 0 ? run(CloseCounter{at}) : run(OpenCounter{at, false});
            case 2:
                return run(PauseCounter{at, ReasonCode(below(2) == 0 ? "break" : "meeting")});
            case 3:
                return run(ResumeCounter{at});
            case 4:
                return run(CallChosen{at, any_ticket(), ReasonCode("unwell")});
            case 5:
                return run(Recall{at});
            case 6:
                return run(NoShow{at});
            case 7:
                return run(Requeue{at});
            case 8:
                return run(Hold{at, ReasonCode("filling-form")});
            case 9:
                return run(Transfer{at, service, {}, below(3) == 0 ? TransferKind::wrong_field : TransferKind::next_step, outcome});
            case 10:
                return run(HandOver{at, ClerkCode(clerks.at(below(5)))});
            case 11:
                return run(Finish{at, outcome, driver_.now_us - static_cast<TimeUs>(below(60 * second_us))});
            default:
                break;
        }
        switch (below(4)) {
            case 0:
                return run(Finish{at, outcome});
            case 1:
                return run(CallNext{at, outcome});
            default:
                return counter.current ? run(Start{at}) : run(CallNext{at, outcome});
        }
    }

    void commit() {
        journal::Batch batch;
        for (; committed_ < driver_.journal.size(); ++committed_) {
            const Event& event = driver_.journal[committed_];
            journal::EncodedEvent encoded = codec_.encode(event);
            batch.rows.push_back({event.seq, event.at_us, event.business_day, encoded.kind, std::move(encoded.payload)});
            apply_collecting(state_, event, batch.report);
        }
        if (batch.rows.empty()) return;
        if (const auto done = journal_->append(batch); !done) throw std::runtime_error(done.error().what);
    }

    std::mt19937_64 dice_;
    test::OfficeDriver driver_;
    map::ProtobufCodec codec_;
    std::unique_ptr<store::SqliteJournal> journal_;
    State state_;
    std::size_t committed_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "luot-make-days FOLDER DAYS SEED\n";
        return 2;
    }
    try {
        const int days = std::atoi(argv[2]);
        ByChance office(argv[1], std::strtoull(argv[3], nullptr, 10));
        for (int day = 0; day < days; ++day) {
            const TimeUs morning = test::monday_at(7, 30) + day * day_us;
            const bool is_last = day + 1 == days;
            office.work(morning, morning + (is_last ? 3 : 9) * hour_us);
            if (!is_last) office.day_passes(test::monday_at(28, 30) + day * day_us);
        }
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "luot-make-days: " << error.what() << '\n';
        return 1;
    }
}
