#include "audit.hpp"

#include <map>
#include <set>

#include "store/events.hpp"
#include "store/files.hpp"
#include "store/load.hpp"
#include "store/verify.hpp"

namespace luot::test {

namespace {

using Question = std::pair<core::SessionId, std::uint64_t>;

class Auditing {
  public:
    Auditing(const OfficeOnADisk& office, const std::vector<Device>& devices) : office_(office), devices_(devices) {}

    void told() {
        for (const Device& device : devices_)
            for (const ToldRefusal& refusal : device.refusals) refusals_.emplace(refusal.seq, &refusal);
        read_and_fold();
        compare_board();
        for (const Device& device : devices_)
            for (const ToldAnswer& told : device.answers) compare(told);
        for (const auto& [seq, refusal] : refusals_)
            if (seq > state_.seq) expect(false, "a refusal was told of event " + std::to_string(seq) + ", which is lost");
    }

    void everybody_was_answered() {
        expect(told_.size() == folded_.size(), std::to_string(folded_.size()) + " commands were carried out and " +
                                                   std::to_string(told_.size()) + " devices' numbers were answered");
    }

    void sound() {
        const auto verified = store::verify(office_.folder.path(), office_.codec);
        expect(verified.has_value(), "verify cannot read the journal");
        if (verified && !verified->sound()) expect(false, "verify: " + verified->violations.front().what);
        expect(office_.told() == state_, "what is told is not the fold of the journal");
        expect(office_.board.last == state_.seq, "the board was not told of the last events");
    }

    std::vector<std::string> problems;

  private:
    void expect(bool holds, const std::string& what) {
        if (!holds) problems.push_back(what);
    }

    void read_and_fold() {
        const auto connection = store::Connection::open(store::database_file(office_.folder.path()), store::Mode::write);
        if (!connection) return expect(false, connection.error().what);
        auto cursor = store::EventCursor::after(*connection, 0);
        if (!cursor) return expect(false, cursor.error().what);
        refused_here();
        while (true) {
            const auto stored = cursor->next();
            if (!stored) return expect(false, stored.error().what);
            if (!*stored) return;
            rows_.push_back((*stored)->row);
            const auto event = office_.codec.decode(rows_.back());
            if (!event) return expect(false, event.error().what);
            take(*event);
            refused_here();
        }
    }

    void take(const core::Event& event) {
        core::apply(state_, event);
        if (event.session && event.no != 0) core::add_to_answer(folded_[{event.session, event.no}], state_, event);
        const auto* issued = std::get_if<core::TicketIssued>(&event.body);
        if (issued) expect(numbers_.insert(issued->number).second, "the number " + issued->number + " was issued twice");
    }

    // What was refused on this state is refused on it again, for the same reason.
    void refused_here() {
        const auto [first, last] = refusals_.equal_range(state_.seq);
        for (auto at = first; at != last; ++at) {
            const ToldRefusal& told = *at->second;
            const auto again = core::decide(state_, told.command, told.origin, moment_of(told.at_us), core::Entropy{});
            const bool same = again.has_error() && again.error().code == told.refusal.code && again.error().params == told.refusal.params;
            expect(same, std::string("the refusal ") + core::to_string(told.refusal.code) + " does not follow from the state at event " +
                             std::to_string(state_.seq));
        }
    }

    void compare_board() {
        expect(office_.board.in_order, "the board was told an event out of order, or with another state");
        for (const journal::Row& row : office_.board.told) {
            const bool there = row.seq <= rows_.size() && same(rows_[row.seq - 1], row);
            expect(there, "the board was told event " + std::to_string(row.seq) + ", which is not in the journal");
        }
    }

    void compare(const ToldAnswer& told) {
        const Question question{told.session, told.no};
        expect(told_.insert(question).second, "a number was answered twice");
        const auto found = folded_.find(question);
        expect(found != folded_.end() && found->second == told.answer, "the answer to number " + std::to_string(told.no) + " of session " +
                                                                           std::to_string(told.session.value) +
                                                                           " is not what the journal gives");
    }

    const OfficeOnADisk& office_;
    const std::vector<Device>& devices_;
    std::multimap<core::Seq, const ToldRefusal*> refusals_;
    std::vector<journal::Row> rows_;
    core::State state_;
    std::map<Question, core::Answer> folded_;
    std::set<Question> told_;
    std::set<std::string> numbers_;
};

}  // namespace

std::vector<std::string> audit(const OfficeOnADisk& office, const std::vector<Device>& devices) {
    Auditing auditing(office, devices);
    auditing.told();
    auditing.sound();
    auditing.everybody_was_answered();
    return std::move(auditing.problems);
}

std::vector<std::string> audit_office(const OfficeOnADisk& office) {
    const std::vector<Device> nobody;
    Auditing auditing(office, nobody);
    auditing.told();
    auditing.sound();
    return std::move(auditing.problems);
}

std::vector<std::string> audit_told(const OfficeOnADisk& office, const std::vector<Device>& devices) {
    Auditing auditing(office, devices);
    auditing.told();
    return std::move(auditing.problems);
}

std::string joined(const std::vector<std::string>& problems) {
    std::string text;
    for (const std::string& problem : problems) text += problem + "\n";
    return text;
}

}  // namespace luot::test
