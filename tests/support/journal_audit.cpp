#include "support/journal_audit.hpp"

#include "store/events.hpp"
#include "store/files.hpp"
#include "support/office_driver.hpp"

namespace luot::test {

std::string named(const Question& question) {
    return "number " + std::to_string(question.second) + " of session " + std::to_string(question.first.value);
}

void JournalAudit::read(const std::filesystem::path& folder, const std::function<void(const Step&)>& at_each) {
    const auto connection = store::Connection::open(store::database_file(folder), store::Mode::write);
    if (!connection) return expect(false, connection.error().what);
    auto cursor = store::EventCursor::after(*connection, 0);
    if (!cursor) return expect(false, cursor.error().what);
    refused_here();
    while (true) {
        const auto stored = cursor->next();
        if (!stored) return expect(false, stored.error().what);
        if (!*stored) break;
        const journal::Row& row = (*stored)->row;
        const auto event = codec_.decode(row);
        if (!event) return expect(false, event.error().what);
        take(*event);
        if (at_each) at_each(Step{state_, *event, row});
        refused_here();
    }
    for (auto beyond = refusals_.upper_bound(state_.seq); beyond != refusals_.end(); ++beyond)
        expect(false, "a refusal was told of event " + std::to_string(beyond->first) + ", which is lost" + beyond->second->to);
}

void JournalAudit::take(const core::Event& event) {
    core::apply(state_, event);
    const Question question{event.session, event.no};
    if (event.session && event.no != 0) carried_out(question, event);
    last_ = question;
    if (event.business_day != day_) numbers_.clear();
    day_ = event.business_day;
    const auto* issued = std::get_if<core::TicketIssued>(&event.body);
    if (issued) expect(numbers_.insert(issued->number).second, "the number " + issued->number + " was issued twice");
}

// A command's events stand together; a second run of them is a second time.
void JournalAudit::carried_out(const Question& question, const core::Event& event) {
    const auto [answer, first] = answers_.try_emplace(question);
    expect(first || last_ == question, "event " + std::to_string(event.seq) + " carries out " + named(question) + " a second time");
    core::add_to_answer(answer->second, state_, event);
}

// What was refused on this state is refused on it again, for the same reason.
void JournalAudit::refused_here() {
    const auto [first, last] = refusals_.equal_range(state_.seq);
    for (auto at = first; at != last; ++at) {
        const ToldRefusal& told = *at->second;
        const auto again =
            core::decide(state_, told.command, told.origin, moment_of(told.at_us, state_.office.boundary_minute), core::Entropy{});
        const bool same = again.has_error() && again.error().code == told.refusal.code && again.error().params == told.refusal.params;
        if (same) continue;
        const std::string now = again.has_error() ? std::string("it gives ") + core::to_string(again.error().code) : "it accepts";
        expect(false, std::string("the refusal ") + core::to_string(told.refusal.code) + " does not follow from the state at event " +
                          std::to_string(state_.seq) + ": " + now + told.to);
    }
}

}  // namespace luot::test
