#include "audit.hpp"

#include <set>

#include "core/invariants.hpp"
#include "store/verify.hpp"
#include "support/journal_audit.hpp"

namespace luot::test {

namespace {

class Auditing {
  public:
    Auditing(const OfficeOnADisk& office, const std::vector<Device>& devices) : office_(office), devices_(devices), audit_(office.codec) {}

    void told() {
        for (const Device& device : devices_)
            for (const ToldRefusal& refusal : device.refusals) audit_.expect_refusal(refusal);
        audit_.read(office_.folder.path(), [this](const JournalAudit::Step& step) { rows_.push_back(step.row); });
        compare_board();
        for (const Device& device : devices_)
            for (const ToldAnswer& told : device.answers) compare(told);
    }

    void everybody_was_answered() {
        audit_.expect(told_.size() == audit_.answers().size(), std::to_string(audit_.answers().size()) + " commands were carried out and " +
                                                                   std::to_string(told_.size()) + " devices' numbers were answered");
    }

    void sound(Look look) {
        if (look == Look::whole) {
            verify();
        } else {
            look_at_the_end();
        }
        audit_.expect(office_.told() == audit_.state(), "what is told is not the fold of the journal");
        audit_.expect(office_.board.last == audit_.state().seq, "the board was not told of the last events");
    }

    std::vector<std::string> problems() { return std::move(audit_.problems); }

  private:
    void verify() {
        const auto verified = store::verify(office_.folder.path(), office_.codec);
        audit_.expect(verified.has_value(), "verify cannot read the journal");
        if (verified && !verified->sound()) audit_.expect(false, "verify: " + verified->violations.front().what);
    }

    void look_at_the_end() {
        std::vector<journal::Row> rows;
        const std::string broken = broken_in(office_.folder.path(), rows);
        audit_.expect(broken.empty(), broken);
        for (const std::string& what : core::invariants(audit_.state())) audit_.expect(false, "invariant: " + what);
    }

    void compare_board() {
        audit_.expect(office_.board.in_order, "the board was told an event out of order, or with another state");
        for (const journal::Row& row : office_.board.told) {
            const bool there = row.seq <= rows_.size() && same(rows_[row.seq - 1], row);
            audit_.expect(there, "the board was told event " + std::to_string(row.seq) + ", which is not in the journal");
        }
    }

    void compare(const ToldAnswer& told) {
        const Question question{told.session, told.no};
        audit_.expect(told_.insert(question).second, "a number was answered twice");
        const auto found = audit_.answers().find(question);
        const bool same = found != audit_.answers().end() && found->second == told.answer;
        audit_.expect(same, "the answer to " + named(question) + " is not what the journal gives");
    }

    const OfficeOnADisk& office_;
    const std::vector<Device>& devices_;
    JournalAudit audit_;
    std::vector<journal::Row> rows_;
    std::set<Question> told_;
};

}  // namespace

std::vector<std::string> audit(const OfficeOnADisk& office, const std::vector<Device>& devices, Look look) {
    Auditing auditing(office, devices);
    auditing.told();
    auditing.sound(look);
    auditing.everybody_was_answered();
    return auditing.problems();
}

std::vector<std::string> audit_office(const OfficeOnADisk& office) {
    const std::vector<Device> nobody;
    Auditing auditing(office, nobody);
    auditing.told();
    auditing.sound(Look::whole);
    return auditing.problems();
}

std::vector<std::string> audit_told(const OfficeOnADisk& office, const std::vector<Device>& devices) {
    Auditing auditing(office, devices);
    auditing.told();
    return auditing.problems();
}

std::string joined(const std::vector<std::string>& problems) {
    std::string text;
    for (const std::string& problem : problems) text += problem + "\n";
    return text;
}

}  // namespace luot::test
