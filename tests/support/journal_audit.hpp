// What was told, held against the journal's file: reads it from its beginning, folds it, and looks on the way at what each command came
// to, that none was carried out twice, that no number was issued twice in a day, and that refusals follow from the states they name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/decide.hpp"
#include "journal/journal.hpp"

namespace luot::test {

// A command as its sender knows it: the session and the number in it.
using Question = std::pair<core::SessionId, std::uint64_t>;

struct ToldRefusal {
    core::Command command;
    core::Origin origin;
    core::Refusal refusal;
    core::Seq seq = 0;  // of the state that it was decided on
    core::TimeUs at_us = 0;
    std::string to;  // for the report: who was told, and when
};

class JournalAudit {
  public:
    // `codec` outlives it.
    explicit JournalAudit(const journal::Codec& codec) : codec_(codec) {}

    // Before read(), which looks at each where the journal has come to its state. `told` outlives read().
    void expect_refusal(const ToldRefusal& told) { refusals_.emplace(told.seq, &told); }

    struct Step {
        const core::State& after;
        const core::Event& event;
        const journal::Row& row;
    };
    // Once; `at_each` is called after each event.
    void read(const std::filesystem::path& folder, const std::function<void(const Step&)>& at_each = {});

    const core::State& state() const { return state_; }
    // What the journal says each command was answered.
    const std::map<Question, core::Answer>& answers() const { return answers_; }

    void expect(bool holds, const std::string& what) {
        if (!holds) problems.push_back(what);
    }
    std::vector<std::string> problems;  // a sentence for each thing that is not as it should be

  private:
    void take(const core::Event& event);
    void carried_out(const Question& question, const core::Event& event);
    void refused_here();

    const journal::Codec& codec_;
    std::multimap<core::Seq, const ToldRefusal*> refusals_;
    core::State state_;
    std::map<Question, core::Answer> answers_;
    Question last_;  // of the event before
    core::BusinessDay day_;
    std::set<std::string> numbers_;  // of the day
};

std::string named(const Question& question);

}  // namespace luot::test
