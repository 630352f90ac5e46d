#include "store/verify.hpp"

#include <set>

#include "core/decide.hpp"
#include "core/invariants.hpp"
#include "core/policy.hpp"
#include "store/database.hpp"
#include "store/events.hpp"
#include "store/files.hpp"
#include "store/load.hpp"
#include "store/report_check.hpp"

namespace luot::store {

namespace {

constexpr core::Seq events_between_progress = 1'000;

bool chosen_by_clerk(core::CallReason reason) {
    return reason == core::CallReason::chosen || reason == core::CallReason::resumed_hold;
}

// One walk over the journal, from the first event to the last.
class Walk {
  public:
    Walk(const Connection& connection, const journal::Codec& codec, VerifyReport& report)
        : connection_(connection), codec_(codec), report_(report) {}

    Result<void> run(const OnVerified& on_verified);

  private:
    Result<void> begin();
    Result<void> visit(const StoredEvent& event);
    void check_chain(const StoredEvent& event);
    void check_order(const StoredEvent& event);
    Result<void> fold(const StoredEvent& event);
    bool same_command(const core::Event& event) const;
    void check_before(const core::Event& event);
    void check_call(const core::Event& event, const core::TicketCalled& called);
    void check_number(const core::Event& event, const core::TicketIssued& issued);
    void check_invariants(bool always);
    Result<void> at_checkpoint(core::Seq seq);
    Result<void> compare_checkpoint(core::Seq seq);
    Result<void> start_from(core::State state);

    const Connection& connection_;
    const journal::Codec& codec_;
    VerifyReport& report_;
    Pruned pruned_;
    std::set<core::Seq> checkpoints_;
    core::Seq seq_ = 0;
    Link link_ = genesis_link;
    core::TimeUs at_us_ = 0;
    core::BusinessDay day_;
    core::State state_;
    struct Command {
        core::SessionId session;
        std::uint64_t no = 0;
        core::TimeUs at_us = 0;
    };
    Command command_;                  // of the last event that was folded
    core::Seq invariants_seq_ = 0;     // looked at last
    bool day_is_over_ = false;         // with that event
    bool folding_ = false;             // state_ is the fold up to seq_
    std::optional<ReportCheck> rows_;  // while nothing was missed since it began
    std::set<std::string> numbers_;    // issued in numbers_day_
    core::BusinessDay numbers_day_;
};

Result<void> Walk::begin() {
    const Result<Pruned> pruned = pruned_of(connection_);
    if (!pruned) return pruned.error();
    pruned_ = *pruned;
    const Result<std::vector<core::Seq>> seqs = checkpoint_seqs(connection_);
    if (!seqs) return seqs.error();
    checkpoints_.insert(seqs->begin(), seqs->end());
    Result<Statement> check = connection_.prepare("PRAGMA integrity_check(10)");
    if (!check) return check.error();
    while (true) {
        const Result<bool> row = check->step();
        if (!row) return row.error();
        if (!*row) break;
        if (const std::string said = check->text(0); said != "ok") report_.violated(ViolationKind::file, 0, said);
    }
    if (pruned_.through == 0) return start_from(core::State{});
    return {};
}

Result<void> Walk::start_from(core::State state) {
    state_ = std::move(state);
    folding_ = true;
    // Only from the very beginning, or from the base that a prune left, is every row of the tables accounted for.
    if (seq_ != pruned_.through) return {};
    Result<ReportCheck> rows = ReportCheck::begin(connection_, report_, state_, pruned_);
    if (!rows) return rows.error();
    rows_.emplace(std::move(*rows));
    return {};
}

Result<void> Walk::run(const OnVerified& on_verified) {
    if (Result<void> done = begin(); !done) return done;
    const Result<Tail> tail = tail_of(connection_);
    if (!tail) return tail.error();
    Result<EventCursor> cursor = EventCursor::after(connection_, 0);
    if (!cursor) return cursor.error();
    while (true) {
        const Result<std::optional<StoredEvent>> event = cursor->next();
        if (!event) return event.error();
        if (!*event) break;
        if (Result<void> done = visit(**event); !done) return done;
        if (on_verified && report_.events % events_between_progress == 0) on_verified(seq_, tail->seq);
    }
    for (const core::Seq seq : checkpoints_)
        report_.violated(ViolationKind::checkpoint, seq, "the checkpoint of event " + std::to_string(seq) + " belongs to no event");
    report_.last_seq = seq_;
    report_.last_link = link_;
    if (folding_) check_invariants(true);
    if (seq_ > 0 && !folding_)
        report_.violated(ViolationKind::fold, seq_, "the last state cannot be made from the journal: no usable checkpoint");
    return rows_ ? rows_->finish(state_) : Result<void>();
}

Result<void> Walk::visit(const StoredEvent& event) {
    ++report_.events;
    check_chain(event);
    check_order(event);
    seq_ = event.row.seq;
    link_ = event.link;
    at_us_ = event.row.at_us;
    day_ = event.row.business_day;
    if (Result<void> done = fold(event); !done) return done;
    if (checkpoints_.erase(seq_) != 0) return at_checkpoint(seq_);
    return {};
}

void Walk::check_chain(const StoredEvent& event) {
    if (const Result<void> linked = check_link(event, seq_, link_); !linked)
        report_.violated(ViolationKind::chain, event.row.seq, linked.error().what);
    if (!event.erased) return;
    ++report_.events_erased;
    if (event.row.seq > pruned_.through)
        report_.violated(ViolationKind::erased, event.row.seq,
                         "event " + std::to_string(event.row.seq) + " is erased, and no prune went so far");
}

void Walk::check_order(const StoredEvent& event) {
    if (event.row.at_us < at_us_)
        report_.violated(ViolationKind::order, event.row.seq,
                         "event " + std::to_string(event.row.seq) + " is older than the one before it");
    if (seq_ != 0 && event.row.business_day < day_)
        report_.violated(ViolationKind::order, event.row.seq,
                         "event " + std::to_string(event.row.seq) + " is of an earlier business day than the one before it");
}

Result<void> Walk::fold(const StoredEvent& event) {
    if (!folding_) return {};
    if (event.erased) {
        folding_ = false;
        rows_.reset();
        return {};
    }
    const Result<core::Event> decoded = codec_.decode(event.row);
    if (!decoded || event.row.seq != state_.seq + 1) {
        if (!decoded)
            report_.violated(ViolationKind::payload, event.row.seq,
                             "event " + std::to_string(event.row.seq) + " cannot be read: " + decoded.error().what);
        folding_ = false;
        rows_.reset();
        return {};
    }
    // Between the events of one command a state may be half way: it has to hold after the last.
    if (!same_command(*decoded)) check_invariants(day_is_over_);
    command_ = Command{decoded->session, decoded->no, decoded->at_us};
    check_before(*decoded);
    const core::BusinessDay day_before = state_.day;
    core::ReportRows rows;
    core::apply_collecting(state_, *decoded, rows);
    ++report_.events_folded;
    day_is_over_ = state_.day != day_before || std::holds_alternative<core::DayClosed>(decoded->body);
    if (rows_)
        if (Result<void> done = rows_->collect(rows); !done) return done;
    if (rows_ && day_is_over_)
        if (Result<void> done = rows_->day_over(); !done) return done;
    return {};
}

bool Walk::same_command(const core::Event& event) const {
    // The server's own commands have no number: those of one moment count as one.
    return event.session == command_.session && event.no == command_.no && (event.session || event.at_us == command_.at_us);
}

void Walk::check_before(const core::Event& event) {
    // The day's column is not in the chain: it has to be the day that the fold is in.
    const auto* opened = std::get_if<core::DayOpened>(&event.body);
    if (opened != nullptr ? event.business_day != opened->day : state_.day_open && event.business_day != state_.day)
        report_.violated(ViolationKind::order, event.seq,
                         "event " + std::to_string(event.seq) + " is of another business day than the one that is open");
    if (const auto* called = std::get_if<core::TicketCalled>(&event.body)) check_call(event, *called);
    if (const auto* issued = std::get_if<core::TicketIssued>(&event.body)) check_number(event, *issued);
}

void Walk::check_call(const core::Event& event, const core::TicketCalled& called) {
    if (chosen_by_clerk(called.reason)) {
        ++report_.calls_chosen;
        return;
    }
    const core::Counter* counter = core::find_counter(state_, called.counter);
    const std::string name = "the call of event " + std::to_string(event.seq);
    if (counter == nullptr) {
        report_.violated(ViolationKind::call, event.seq, name + " is at a counter that the office does not have");
        return;
    }
    const std::optional<core::Chosen> next = core::choose_next(state_, *counter, event.at_us);
    if (next && next->ticket == called.ticket && next->reason == called.reason && next->helping == called.helping) {
        ++report_.calls_explained;
        return;
    }
    const std::string instead = next ? "ticket " + std::to_string(next->ticket.value) : std::string("nobody");
    report_.violated(ViolationKind::call, event.seq,
                     name + " is not the policy's: ticket " + std::to_string(called.ticket.value) + ", and next was " + instead);
}

void Walk::check_number(const core::Event& event, const core::TicketIssued& issued) {
    if (numbers_day_ != event.business_day) {
        numbers_.clear();
        numbers_day_ = event.business_day;
    }
    if (!numbers_.insert(issued.number).second)
        report_.violated(ViolationKind::number, event.seq, "number " + issued.number + " is issued twice in one business day");
}

void Walk::check_invariants(bool always) {
    const bool few = state_.tickets.size() + state_.sessions.size() <= limits::invariants_always_entries;
    if (!always && !few && state_.seq - invariants_seq_ < limits::invariants_every) return;
    invariants_seq_ = state_.seq;
    ++report_.invariants_checked;
    for (std::string& broken : core::invariants(state_)) report_.violated(ViolationKind::invariant, state_.seq, std::move(broken));
}

Result<void> Walk::at_checkpoint(core::Seq seq) {
    if (folding_) return compare_checkpoint(seq);
    Result<std::optional<core::State>> state = usable_state(connection_, seq, codec_);
    if (!state) return state.error();
    return *state ? start_from(std::move(**state)) : Result<void>();
}

Result<void> Walk::compare_checkpoint(core::Seq seq) {
    const Result<std::optional<StoredCheckpoint>> stored = checkpoint_at(connection_, seq);
    if (!stored) return stored.error();
    const std::string name = "the checkpoint of event " + std::to_string(seq);
    if (*stored && (*stored)->checkpoint.format != codec_.state_format()) {
        ++report_.checkpoints_unknown;
        return {};
    }
    ++report_.checkpoints_checked;
    if (!*stored || (*stored)->link != link_ || digest_of((*stored)->checkpoint.state) != (*stored)->digest) {
        report_.violated(ViolationKind::checkpoint, seq, name + " is damaged");
    } else if ((*stored)->checkpoint.state != codec_.encode(state_)) {
        report_.violated(ViolationKind::checkpoint, seq, name + " is not the fold of the events before it");
    }
    return {};
}

}  // namespace

const char* to_string(ViolationKind kind) {
    switch (kind) {
        case ViolationKind::file:
            return "file";
        case ViolationKind::chain:
            return "chain";
        case ViolationKind::order:
            return "order";
        case ViolationKind::erased:
            return "erased";
        case ViolationKind::payload:
            return "payload";
        case ViolationKind::fold:
            return "fold";
        case ViolationKind::invariant:
            return "invariant";
        case ViolationKind::number:
            return "number";
        case ViolationKind::call:
            return "call";
        case ViolationKind::checkpoint:
            return "checkpoint";
        case ViolationKind::report:
            return "report";
    }
    return "unknown";
}

void VerifyReport::violated(ViolationKind kind, core::Seq seq, std::string what) {
    ++violations_total;
    if (violations.size() < limits::violations_kept) violations.push_back(Violation{kind, seq, std::move(what)});
}

Result<VerifyReport> verify_file(const std::filesystem::path& database, const journal::Codec& codec, const OnVerified& on_verified) {
    const Result<Connection> connection = open_for_reading(database);
    if (!connection) return connection.error();
    const Result<Transaction> snapshot = Transaction::begin(*connection, Transaction::Kind::read);
    if (!snapshot) return snapshot.error();
    VerifyReport report;
    Walk walk(*connection, codec, report);
    if (Result<void> done = walk.run(on_verified); !done) return done.error();
    return report;
}

Result<VerifyReport> verify(const std::filesystem::path& folder, const journal::Codec& codec, const OnVerified& on_verified) {
    return verify_file(database_file(folder), codec, on_verified);
}

}  // namespace luot::store
