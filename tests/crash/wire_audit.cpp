#include "wire_audit.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>

#include "app/business_time.hpp"
#include "map/codec.hpp"
#include "map/commands.hpp"
#include "map/push.hpp"
#include "map/wire_translator.hpp"
#include "support/journal_audit.hpp"

namespace luot::crash {

namespace {

using test::JournalAudit;
using test::named;
using test::Question;

core::Role role_of(v1::Role role) {
    return static_cast<core::Role>(role);  // the same numbers in both
}

// Of "counter-3" or "counter-1-keypad": see staff.cpp.
std::string clerk_of(const std::string& device) {
    const std::string number = device.substr(device.find('-') + 1);
    return "clerk-" + number.substr(0, number.find('-'));
}

core::RefusalCode refusal_code(const std::string& name) {
    static const std::map<std::string, core::RefusalCode> codes = [] {
        constexpr std::uint16_t beyond_all = 1'000;
        std::map<std::string, core::RefusalCode> named;
        for (std::uint16_t value = 0; value < beyond_all; ++value) {
            const auto code = static_cast<core::RefusalCode>(value);
            named.emplace(core::to_string(code), code);
        }
        return named;
    }();
    const auto found = codes.find(name);
    return found == codes.end() ? core::RefusalCode::unspecified : found->second;
}

std::string when(const std::string& device, Life life) {
    return " (told to " + device + " in life " + std::to_string(life) + ")";
}

map::When moment_in(const core::State& state, core::TimeUs at_us) {
    const auto time = app::BusinessTime::make(state.office.zone, state.office.boundary_minute);
    if (!time) return std::nullopt;
    return time->at(at_us);
}

// What the journal makes of each event for a role, and of the snapshots that somebody was given.
class Shown {
  public:
    explicit Shown(core::Role role) : shown_(map::shown_to(role)) {}

    void want_snapshot(std::uint64_t seq, std::int64_t at_us) { wanted_[seq].insert(at_us); }

    void take(const core::State& after, const core::Event& event) {
        v1::Event push;
        pushes_.push_back(map::write_push(after, event, shown_, push, moment_in(after, event.at_us)) ? hash_of(push) : 0);
        take_snapshots(after);
    }
    void take_snapshots(const core::State& state) {
        const auto wanted = wanted_.find(state.seq);
        if (wanted == wanted_.end()) return;
        for (const std::int64_t at_us : wanted->second) {
            v1::Snapshot snapshot;
            map::write_snapshot(state, shown_, at_us, snapshot, moment_in(state, at_us));
            snapshots_[{state.seq, at_us}] = hash_of(snapshot);
        }
    }

    std::uint64_t last_seq() const { return pushes_.size(); }
    // 0: the event does not concern the role.
    std::size_t push(std::uint64_t seq) const { return pushes_[seq - 1]; }
    // 0: there was no such state.
    std::size_t snapshot(std::uint64_t seq, std::int64_t at_us) const {
        const auto found = snapshots_.find({seq, at_us});
        return found == snapshots_.end() ? 0 : found->second;
    }
    // The first event beyond `after` and before `until` that concerns the role; 0: none.
    std::uint64_t missed(std::uint64_t after, std::uint64_t until) const {
        for (std::uint64_t seq = after + 1; seq < until && seq <= last_seq(); ++seq)
            if (push(seq) != 0) return seq;
        return 0;
    }

  private:
    const map::Shown shown_;
    std::vector<std::size_t> pushes_;  // by seq
    std::map<std::uint64_t, std::set<std::int64_t>> wanted_;
    std::map<std::pair<std::uint64_t, std::int64_t>, std::size_t> snapshots_;
};

class Auditing {
  public:
    Auditing(const std::vector<Told>& told, std::uint64_t settled_seq) : told_(told), settled_seq_(settled_seq), audit_(codec_) {}

    Audit run(const std::filesystem::path& data) {
        for (const Told& told : told_) prepare(told);
        for (const test::ToldRefusal& refusal : refusals_) audit_.expect_refusal(refusal);
        audit_.read(data, [this](const JournalAudit::Step& step) {
            for (auto& [role, shown] : shown_) shown.take(step.after, step.event);
        });
        for (const Told& told : told_) {
            for (const ToldReply& reply : told.replies)
                if (reply.reply.has_result()) compare(told, reply);
            follow(told);
        }
        look_back();
        figures_.events = audit_.state().seq;
        figures_.commands = audit_.answers().size();
        if (settled_seq_ != 0 && answered_.size() != audit_.answers().size()) everybody_was_answered();
        return {figures_, std::move(audit_.problems)};
    }

  private:
    void prepare(const Told& told) {
        Shown& shown = shown_.try_emplace(role_of(told.role), role_of(told.role)).first->second;
        for (const Heard& heard : told.heard)
            if (heard.what == Heard::What::snapshot) shown.want_snapshot(heard.seq, heard.at_us);
        for (const ToldReply& reply : told.replies)
            if (reply.reply.has_error()) prepare_refusal(told, reply);
    }

    void prepare_refusal(const Told& told, const ToldReply& reply) {
        test::ToldRefusal refusal;
        refusal.refusal.code = refusal_code(reply.reply.error().code());
        for (const v1::Param& param : reply.reply.error().params()) refusal.refusal.params.emplace_back(param.name(), param.value());
        refusal.to = when(told.device, reply.life);
        const auto command = map::command_from_wire(reply.command);
        audit_.expect(command.has_value(), "a command that was sent cannot be read" + refusal.to);
        if (!command) return;
        refusal.command = *command;
        // What else was acknowledged plays no part in a refusal.
        refusal.origin = core::Origin{core::SessionId(reply.session), reply.reply.no(), reply.reply.no() - 1, role_of(told.role),
                                      core::DeviceCode(told.device)};
        // Whoever cancels is known by what the connection did before; a clerk here is always at the counter of their device.
        const bool elsewhere = refusal.refusal.code == core::RefusalCode::taken_by_counter;
        if (elsewhere && std::holds_alternative<core::Cancel>(*command)) refusal.origin.clerk = core::ClerkCode(clerk_of(told.device));
        refusal.seq = reply.reply.seq();
        refusal.at_us = reply.reply.at_us();
        refusals_.push_back(std::move(refusal));
        ++figures_.refusals;
    }

    // An accepted answer is, to the byte, what the journal says that the command came to.
    void compare(const Told& told, const ToldReply& reply) {
        ++figures_.answers;
        if (reply.life != reply.asked_in) ++figures_.answers_after_a_crash;
        const Question question{core::SessionId(reply.session), reply.reply.no()};
        const std::string whose = "the answer to " + named(question) + when(told.device, reply.life);
        audit_.expect(answered_.insert(question).second, whose + " came twice");
        const auto found = audit_.answers().find(question);
        if (found == audit_.answers().end())
            return audit_.expect(false, whose + ", event " + std::to_string(reply.reply.seq()) + ", is not in the journal");
        const core::Answer& answer = found->second;
        v1::Envelope envelope;
        const auto bytes = translator_.encode(net::Reply{question.second, answer.seq, answer.at_us, answer});
        const bool same = envelope.ParseFromString(*bytes) && envelope.reply().SerializeAsString() == reply.reply.SerializeAsString();
        audit_.expect(same, whose + " is not what the journal gives: told " + reply.reply.ShortDebugString() + ", the journal has " +
                                envelope.reply().ShortDebugString());
    }

    // Snapshots are of states that were; pushes are what events give, in order, and none between them is missing.
    void follow(const Told& told) {
        const Shown& shown = shown_.at(role_of(told.role));
        std::uint64_t known = 0;
        bool has_office = false;
        for (const Heard& heard : told.heard) {
            const std::string whom = when(told.device, heard.life);
            if (heard.what == Heard::What::welcome) {
                ++figures_.welcomes;
            } else if (heard.what == Heard::What::snapshot) {
                ++figures_.snapshots;
                audit_.expect(shown.snapshot(heard.seq, heard.at_us) == heard.hash,
                              "the snapshot of event " + std::to_string(heard.seq) + " is not what the journal gives" + whom);
                audit_.expect(heard.seq >= known,
                              "a snapshot of event " + std::to_string(heard.seq) + " came after event " + std::to_string(known) + whom);
                known = heard.seq;
                has_office = true;
            } else {
                ++figures_.pushes;
                audit_.expect(has_office, "events came before any snapshot" + whom);
                const bool there = heard.seq <= shown.last_seq() && shown.push(heard.seq) == heard.hash;
                audit_.expect(there, "event " + std::to_string(heard.seq) + " as it was pushed is not in the journal" + whom);
                none_missed(shown, known, heard.seq, whom);
                known = heard.seq;
            }
        }
        if (settled_seq_ != 0) none_missed(shown, known, settled_seq_ + 1, when(told.device, 0));
    }

    void none_missed(const Shown& shown, std::uint64_t after, std::uint64_t until, const std::string& whom) {
        const std::uint64_t missed = shown.missed(after, until);
        audit_.expect(missed == 0, "event " + std::to_string(missed) + " was never pushed" + whom);
    }

    // Nobody is welcomed to a past that somebody has heard beyond in an earlier life.
    void look_back() {
        std::map<Life, std::uint64_t> highest;
        for (const Told& told : told_) {
            for (const Heard& heard : told.heard) highest[heard.life] = std::max(highest[heard.life], heard.seq);
            for (const ToldReply& reply : told.replies) highest[reply.life] = std::max(highest[reply.life], reply.reply.seq());
        }
        std::uint64_t so_far = 0;
        for (auto& [life, seq] : highest) {
            const std::uint64_t before = so_far;
            so_far = std::max(so_far, seq);
            seq = before;
        }
        for (const Told& told : told_) {
            for (const Heard& heard : told.heard) {
                if (heard.what != Heard::What::welcome || heard.seq >= highest.at(heard.life)) continue;
                audit_.expect(false, "a life begins at event " + std::to_string(heard.seq) + " though event " +
                                         std::to_string(highest.at(heard.life)) + " had been told in an earlier one" +
                                         when(told.device, heard.life));
            }
        }
    }

    void everybody_was_answered() {
        for (const auto& [question, answer] : audit_.answers())
            audit_.expect(answered_.contains(question),
                          named(question) + " was carried out as event " + std::to_string(answer.seq) + " and nobody was told");
    }

    const std::vector<Told>& told_;
    const std::uint64_t settled_seq_;
    const map::ProtobufCodec codec_;
    const map::WireTranslator translator_;
    JournalAudit audit_;
    std::deque<test::ToldRefusal> refusals_;
    std::map<core::Role, Shown> shown_;
    std::set<Question> answered_;
    Figures figures_;
};

}  // namespace

Audit audit(const std::filesystem::path& data, const std::vector<Told>& told, std::uint64_t settled_seq) {
    return Auditing(told, settled_seq).run(data);
}

}  // namespace luot::crash
