#include "simulation/reckoning.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/decide.hpp"
#include "map/commands.hpp"
#include "map/wire_translator.hpp"
#include "store/database.hpp"
#include "store/events.hpp"
#include "store/files.hpp"
#include "support/office_driver.hpp"

namespace luot::simulation {

namespace {

using core::Seq;

constexpr core::TimeUs announced_within_us = 60 * core::second_us;
// So many are always sent to whoever comes back, with the site's small bounds.
constexpr std::ptrdiff_t few_pushes = 8;
// What a board may be wrong about the office's time: a slow network, at the speed of the day.
constexpr core::TimeUs clock_doubt_us = 12 * core::second_us;

void expect(bool holds, const char* check, const std::string& what) {
    if (!holds) throw Violation(check, what);
}

core::Role role_of(v1::Role role) {
    return static_cast<core::Role>(role);
}

// Answers that the network gives without asking the office, or that say that nobody knows.
bool is_of_the_office(const std::string& code) {
    static const std::set<std::string> others{
        "unavailable",          "stopped",   "refused",    "session_expired", "too_many_unacknowledged",
        "already_acknowledged", "bad_value", "not_allowed"};
    return !others.contains(code);
}

// Whoever is there.
bool is_of_the_counter_alone(const core::Command& command) {
    return std::holds_alternative<core::PauseCounter>(command) || std::holds_alternative<core::ResumeCounter>(command) ||
           std::holds_alternative<core::SetAutoCall>(command) || std::holds_alternative<core::AskForHelp>(command);
}

using Question = std::pair<std::uint64_t, std::uint64_t>;  // session, number

class Reckoning {
  public:
    explicit Reckoning(const Account& account) : account_(account) {
        for (const Device* device : account.devices)
            for (const Asked& asked : device->asked())
                if (holds(asked.epoch, asked.session)) asked_.emplace(Question{asked.session, asked.request.no()}, asked.request);
        for (const Device* device : account.devices)
            for (const ToldReply& told : device->replies())
                if (told.reply.has_error() && is_of_the_office(told.reply.error().code()) && holds(told.epoch, told.reply.seq()))
                    refusals_.emplace(told.reply.seq(), std::pair(device, &told));
    }

    void fold() {
        refused_on(core::State{});
        fold_journal(account_.folder, account_.codec, [this](const core::State& after, const core::Event& event) { take(after, event); });
    }

    void compare_replies() {
        for (const Device* device : account_.devices) {
            std::size_t issued_to = 0, nobody_knows = 0;
            for (const ToldReply& told : device->replies()) {
                if (told.reply.has_error() && told.reply.error().code() == "session_expired") ++nobody_knows;
                if (told.reply.has_error() && is_of_the_office(told.reply.error().code()) && holds(told.epoch, told.reply.seq()))
                    expect(!answers_.contains(Question{told.session, told.reply.no()}), "refusals",
                           device->name() + " was refused " + told.command.ShortDebugString() + ", and it was carried out all the same");
                if (!told.reply.has_result()) continue;
                if (told.reply.result().has_issued()) ++issued_to;
                if (holds(told.epoch, told.reply.seq())) compare(*device, told);
            }
            const std::size_t lost = device->unanswered() + nobody_knows + device->forgotten();
            const auto made = issued_by_.find(device->name());
            const std::size_t issued = made == issued_by_.end() ? 0 : made->second;
            expect(issued <= issued_to + lost, "exactly once",
                   device->name() + " was given " + std::to_string(issued_to) + " numbers, and the journal has " + std::to_string(issued));
        }
    }

    void compare_pushes() {
        for (const Screen* screen : account_.screens) {
            compare(*screen);
            came_back_to_what_was_missed(*screen);
        }
    }

    void compare_announcements() {
        for (const HallBoard* board : account_.boards) {
            spoken_in_order(*board);
            all_heard_are_spoken(*board);
            snapshots_carry_calls(*board);
        }
    }

  private:
    bool holds(std::uint64_t epoch, Seq seq) const { return holds_still(account_.cuts, epoch, seq); }

    void take(const core::State& after, const core::Event& event) {
        if (event.session && event.no != 0) {
            const Question question{event.session.value, event.no};
            const bool begun = answers_.contains(question);
            expect(!begun || last_question_ == question, "exactly once",
                   "command " + std::to_string(event.no) + " of session " + std::to_string(event.session.value) + " was carried out twice");
            if (!begun) makes_sense_still(question, event);
            core::add_to_answer(answers_[question], after, event);
            last_question_ = question;
        } else {
            last_question_ = {};
        }
        if (const auto* issued = std::get_if<core::TicketIssued>(&event.body)) ++issued_by_[issued->device.value];
        if (std::holds_alternative<core::TicketCalled>(event.body) || std::holds_alternative<core::TicketRecalled>(event.body))
            calls_[event.seq] = event.at_us;
        if (std::holds_alternative<core::DayClosed>(event.body)) day_closes_.push_back(event.seq);
        for (const v1::Role role : {v1::ROLE_BOARD, v1::ROLE_COUNTER, v1::ROLE_SUPERVISOR, v1::ROLE_ADMINISTRATOR}) {
            const net::Bytes bytes = translator_.push(after, event, role_of(role));
            if (bytes) pushes_[role][event.seq] = digest_of(*bytes);
        }
        for (const auto& [id, counter] : after.counters) at_counter_[id] = counter.current;
        refused_on(after);
    }

    // It came in its time, and whoever asked saw who was there.
    void makes_sense_still(const Question& question, const core::Event& event) {
        const auto found = asked_.find(question);
        if (found == asked_.end()) return;
        const v1::Request& request = found->second;
        const std::string name = request.command().ShortDebugString() + " was carried out at event " + std::to_string(event.seq);
        expect(request.not_after_us() == 0 || event.at_us <= request.not_after_us(), "late", name + ", after its time");
        const auto command = map::command_from_wire(request.command());
        if (!command || is_of_the_counter_alone(*command)) return;
        std::visit(
            [&](const auto& verb) {
                if constexpr (requires { verb.at; })
                    expect(!verb.at.ticket || *verb.at.ticket == at_counter_[verb.at.counter], "whom the clerk saw",
                           name + " on somebody else than its clerk saw");
            },
            *command);
    }

    // What was refused on this state is refused on it again, for the same reason.
    void refused_on(const core::State& state) {
        const auto [first, last] = refusals_.equal_range(state.seq);
        for (auto at = first; at != last; ++at) {
            const auto& [device, told] = at->second;
            const auto command = map::command_from_wire(told->command);
            if (!command) continue;
            core::Origin origin{core::SessionId(told->session),   told->reply.no(),  0, role_of(device->role()),
                                core::DeviceCode(device->name()), told->not_after_us};
            if (core::find_session(state, origin.session) == nullptr) continue;
            const std::string said = told->reply.error().code();
            const auto again = core::decide(state, *command, origin, luot::test::moment_of(told->reply.at_us()), core::Entropy{});
            const std::string now = again ? "nothing" : core::to_string(again.error().code);
            expect(now == said, "refusals",
                   device->name() + " was refused " + told->command.ShortDebugString() + " with " + said + ", and the journal says " + now +
                       " at event " + std::to_string(state.seq));
        }
    }

    void compare(const Device& device, const ToldReply& told) {
        const Question question{told.session, told.reply.no()};
        const auto found = answers_.find(question);
        const std::string name = device.name() + " was told " + told.reply.ShortDebugString();
        expect(found != answers_.end(), "nothing told is lost", name + ", and the journal knows nothing of it");
        net::Reply reply;
        reply.no = told.reply.no();
        reply.seq = found->second.seq;
        reply.at_us = found->second.at_us;
        reply.outcome = found->second;
        v1::Envelope envelope;
        envelope.ParseFromString(*translator_.encode(reply));
        expect(envelope.reply().SerializeAsString() == told.reply.SerializeAsString(), "nothing told is lost",
               name + ", and the journal says " + envelope.reply().ShortDebugString());
    }

    // After a snapshot, every push for the role, once and in order.
    void compare(const Screen& screen) {
        const auto& all = pushes_[screen.role()];
        Seq at = 0;
        for (const ToldPush& push : screen.pushes()) {
            if (!holds(push.epoch, push.seq)) continue;
            if (push.is_snapshot) {
                at = push.seq;
                continue;
            }
            const auto next = all.upper_bound(at);
            at = push.seq;
            if (next != all.end() && next->first == push.seq && next->second == push.digest) continue;
            const std::string name = screen.name() + " was shown event " + std::to_string(push.seq);
            expect(next != all.end() && next->first <= push.seq, "shown", name + ", which is not in the journal for it");
            expect(next->first == push.seq, "shown", name + " and not event " + std::to_string(next->first) + " before it");
            throw Violation("shown", name + " otherwise than the journal has it");
        }
    }

    void came_back_to_what_was_missed(const Screen& screen) {
        const auto& all = pushes_[screen.role()];
        for (const ToldAnew& anew : screen.told_anew()) {
            if (!holds(anew.epoch, anew.snapshot_seq)) continue;
            const auto missed = std::distance(all.upper_bound(anew.had_seq), all.upper_bound(anew.snapshot_seq));
            expect(missed > few_pushes, "resume",
                   screen.name() + " came back with event " + std::to_string(anew.had_seq) + ", had missed " + std::to_string(missed) +
                       " events, and was shown everything anew");
        }
    }

    void spoken_in_order(const HallBoard& board) {
        std::map<std::uint64_t, Seq> last;
        for (const Spoken& spoken : board.spoken()) {
            Seq& before = last[spoken.program];
            // A restored office may call again under a seq that was there before: only within an epoch do they rise.
            const bool again = std::any_of(account_.cuts.begin(), account_.cuts.end(),
                                           [&](const Cut& cut) { return spoken.call.seq <= before && before > cut.restored_seq; });
            expect(spoken.call.seq > before || again, "announcements",
                   board.name() + " spoke call " + std::to_string(spoken.call.seq) + " after call " + std::to_string(before));
            before = spoken.call.seq;
        }
    }

    void all_heard_are_spoken(const HallBoard& board) {
        std::set<std::pair<std::uint64_t, Seq>> spoken;
        for (const Spoken& one : board.spoken()) spoken.emplace(one.program, one.call.seq);
        std::map<Seq, bool> live_before;
        for (const CallHeard& heard : board.heard_calls()) {
            if (heard.program != board.program() || !holds(heard.epoch, heard.call.seq)) continue;
            const bool was_spoken = spoken.contains({heard.program, heard.call.seq});
            const std::string name = "call " + std::to_string(heard.call.seq) + " of " + heard.call.number;
            if (heard.live) {
                live_before[heard.call.seq] = true;
                expect(was_spoken, "announcements", board.name() + " heard " + name + " and never spoke it");
            } else if (heard.office_us != 0 && !live_before.contains(heard.call.seq)) {
                const core::TimeUs age_us = heard.office_us - heard.call.at_us;
                if (age_us < announced_within_us - clock_doubt_us)
                    expect(was_spoken, "announcements", board.name() + " was shown " + name + ", which was young, and never spoke it");
                live_before.emplace(heard.call.seq, false);
            }
        }
        // Stale ones: never, unless it was heard in time.
        for (const Spoken& one : board.spoken()) {
            const bool in_time = std::any_of(board.heard_calls().begin(), board.heard_calls().end(), [&](const CallHeard& heard) {
                return heard.program == one.program && heard.call == one.call &&
                       (heard.live || heard.office_us == 0 || heard.office_us - heard.call.at_us < announced_within_us + clock_doubt_us);
            });
            expect(in_time, "announcements", board.name() + " spoke call " + std::to_string(one.call.seq) + ", which was old when it came");
        }
    }

    void snapshots_carry_calls(const HallBoard& board) {
        for (const SnapshotHeard& snapshot : board.snapshots()) {
            if (!holds(snapshot.epoch, snapshot.seq)) continue;
            const auto closed = std::lower_bound(day_closes_.begin(), day_closes_.end(), snapshot.seq);
            const Seq since = closed == day_closes_.begin() ? 0 : *std::prev(closed);
            for (auto call = calls_.upper_bound(since); call != calls_.end() && call->first <= snapshot.seq; ++call)
                expect(call->second + announced_within_us <= snapshot.at_us || snapshot.calls.contains(call->first), "announcements",
                       board.name() + " was shown a snapshot at event " + std::to_string(snapshot.seq) + " without call " +
                           std::to_string(call->first));
        }
    }

    const Account& account_;
    const map::WireTranslator translator_;
    std::multimap<Seq, std::pair<const Device*, const ToldReply*>> refusals_;
    std::map<Question, v1::Request> asked_;
    std::map<core::CounterId, core::TicketId> at_counter_;  // as of the last event
    std::map<Question, core::Answer> answers_;
    Question last_question_{};
    std::map<std::string, std::size_t> issued_by_;
    std::map<Seq, core::TimeUs> calls_;
    std::vector<Seq> day_closes_;
    std::map<v1::Role, std::map<Seq, std::size_t>> pushes_;
};

}  // namespace

bool holds_still(const std::vector<Cut>& cuts, std::uint64_t epoch, core::Seq seq) {
    return std::none_of(cuts.begin(), cuts.end(), [&](const Cut& cut) { return epoch < cut.new_epoch && seq > cut.restored_seq; });
}

core::State fold_journal(const std::filesystem::path& folder, const map::ProtobufCodec& codec, const OnFolded& on_folded) {
    const auto connection = store::open_for_reading(store::database_file(folder));
    if (!connection) throw Violation("recovery", "the journal cannot be read: " + connection.error().what);
    auto cursor = store::EventCursor::after(*connection, 0);
    if (!cursor) throw Violation("recovery", cursor.error().what);
    core::State state;
    while (true) {
        const auto stored = cursor->next();
        if (!stored) throw Violation("recovery", stored.error().what);
        if (!*stored) return state;
        const auto event = codec.decode((*stored)->row);
        if (!event) throw Violation("recovery", event.error().what);
        core::apply(state, *event);
        on_folded(state, *event);
    }
}

void reckon(const Account& account) {
    Reckoning reckoning(account);
    reckoning.fold();
    reckoning.compare_replies();
    reckoning.compare_pushes();
    reckoning.compare_announcements();
}

}  // namespace luot::simulation
