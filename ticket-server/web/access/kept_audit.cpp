#include "web/access/kept_audit.hpp"

#include <utility>

namespace luot::web {

namespace {

// Names and words of ours are short; what an address or a name was made long for is of no use.
std::string at_most(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    // Not within a letter of UTF-8.
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
    text.resize(bytes);
    return text;
}

}  // namespace

access::Note KeptAudit::row_of(AuditEntry entry) const {
    const AccessMoment now = keeper_.now();
    access::AuditRow row;
    row.at_us = now.at_us;
    row.wall_us = now.wall_us;
    row.anonymous = entry.who.empty();
    row.who = at_most(std::move(entry.who), 128);
    row.role = at_most(std::move(entry.role), 32);
    row.peer = at_most(std::move(entry.peer), 64);
    row.what = at_most(std::move(entry.what), 64);
    row.detail = entry.detail.size() <= audit_detail_bytes ? std::move(entry.detail) : R"({"too_long":true})";
    row.outcome = at_most(std::move(entry.outcome), 64);
    return access::Note{std::move(row)};
}

void KeptAudit::note(AuditEntry entry, Noted noted) {
    if (entry.outcome.empty()) entry.outcome = "done";
    keeper_.keep({row_of(std::move(entry))},
                 [noted = std::move(noted)](access::Outcome outcome, std::int64_t) { noted(outcome == access::Outcome::done); });
}

void KeptAudit::begin(AuditEntry entry, Begun begun) {
    entry.outcome = "asked";
    keeper_.keep({row_of(std::move(entry))}, [begun = std::move(begun)](access::Outcome outcome, std::int64_t id) {
        begun(outcome == access::Outcome::done ? std::optional(id) : std::nullopt);
    });
}

void KeptAudit::end(std::int64_t id, std::string outcome, Noted noted) {
    keeper_.keep({access::NoteOutcome{id, at_most(std::move(outcome), 64)}},
                 [noted = std::move(noted)](access::Outcome done, std::int64_t) { noted(done == access::Outcome::done); });
}

}  // namespace luot::web
