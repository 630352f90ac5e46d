// Everything that a clerk's window depends on. The files beside this one change it, each for one thing; pages.hpp makes the page of it.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "counter/office_view.hpp"
#include "desk/desk_fsm.hpp"
#include "desk/limits.hpp"
#include "shown/office_clock.hpp"

namespace luot::desk {

// Who works at which counter, in this window.
struct At {
    std::uint64_t counter = 0;
    std::string clerk{};
    std::string pin{};  // empty: the office asks for none
};

// What is chosen on the first page.
struct Choosing {
    std::uint64_t counter = 0;
    std::string counter_typed;
    std::string clerk;  // code; empty: not chosen yet
    std::string typed;
    std::string pin;
    SignInPage::Focus focus = SignInPage::Focus::counter;
    std::size_t on = 0;    // of the clerks that fit
    std::string told;      // why it did not work, or why one is here
    bool begun = false;    // it was filled with what is remembered
    bool asked = false;    // the PIN is being looked at
    bool at_once = false;  // who, and where, was said on the command line: it goes on by itself
};

// What is asked over the page. Each has its list, its words, and what follows.
enum class Question : std::uint8_t {
    more,
    hold_reason,
    pause_reason,
    outcome,
    outcome_next,
    transfer_to,
    transfer_kind,
    transfer_outcome,
    transfer_note,
    note,
    choose_number,
    choose_reason,
    recalled_enough,
    reinstate_number,
    cancel_number,
    cancel_kind,
    void_reason,
    issue_service,
    issue_procedure,
    issue_class,
    hand_over,
    returned_hold,
    still_working,
    leave,
    take_over,
    lost,  // what was being typed is for nobody any more: read, and let go
};

// Something to choose in a question.
struct Option {
    std::string code{};
    std::uint64_t id = 0;  // of a counter, a ticket, or a moment
    std::string label{};
    std::string detail{};
    bool enabled = true;
    std::string why_not{};
};

// What the window does once the counter is closed or paused.
enum class Going : std::uint8_t { stays, closes, signs_out };

struct Asked {
    Question question = Question::more;
    std::uint64_t ticket = 0;  // who is at the counter: it is asked about them, and no longer when they are not
    std::string number{};      // theirs
    std::size_t on = 0;        // where the arrows stand
    std::size_t first = 0;     // that is seen
    std::string typed{};
    std::string error{};
    std::optional<Instant> by_itself{};  // it came without a press, or changed so, then
    Instant built{0};                    // its options
    std::vector<Option> options{};       // as it was asked: they do not move under a finger
    std::uint64_t standing = 0;          // the ticket that the arrows stand on, whatever comes before it meanwhile
    // Answers so far.
    std::uint64_t chosen = 0;  // a ticket, and as it was then
    v1::TicketState chosen_state = v1::TICKET_STATE_UNSPECIFIED;
    std::uint64_t chosen_counter = 0;
    std::string service{};
    std::string procedure{};
    std::string outcome{};
    std::uint64_t to_counter = 0;
    v1::TransferKind kind = v1::TRANSFER_KIND_UNSPECIFIED;
    bool voided = false;
    Going going = Going::stays;
};

// In each language: whoever switches reads it in the other one.
using Sentence = std::map<std::string, std::string, std::less<>>;

struct Told {
    std::string about{};  // one thing is said once: the later sentence takes the earlier one's place
    Sentence text{};
    Tone tone = Tone::calm;
    std::string target{};            // of its button; empty: none
    Sentence label{};                // the button's
    std::optional<Instant> until{};  // none: as long as it is so
    int urgency = 0;                 // the greater the higher up
};

// What follows when a command is accepted.
struct After {
    Going going = Going::stays;
    std::optional<At> enters{};         // a counter that was taken over while signing in
    std::optional<std::string> note{};  // for the next clerk; empty: what stands there is taken away
    Sentence said{};                    // for a banner
    bool hands_over = false;
};

struct UnderWay {
    std::uint64_t request = 0;
    v1::Command command{};
    Instant since{0};
    std::uint64_t ticket = 0;  // that was seen at the counter
    After after{};
};

// Accepted, and what came of it has not been pushed yet.
struct Settling {
    v1::Command::VerbCase verb = v1::Command::VERB_NOT_SET;
    std::uint64_t seq = 0;
    Instant until{0};
};

struct Presses {
    std::map<std::string, Instant, std::less<>> by_key;  // that did something, or came so soon after one that it is the same, lately
    std::string held;                                    // the last key, where it did something and may be held down still
    std::optional<Instant> click;
    std::string taken;  // the last key, where what it writes was taken with it
    Instant taken_at{0};
};

struct Desk {
    Desk(DeskOptions with, const words::Words& in) : options(std::move(with)), settings(options.settings), all_words(in) {}

    DeskOptions options;
    Settings settings;
    const words::Words& all_words;

    // The office.
    counter::OfficeView office;
    shown::OfficeClock clock;
    wire::LinkState link = wire::LinkState::connecting;
    std::string link_why;
    std::int64_t zone_offset_us = 0;
    std::uint64_t epoch = 0;
    bool outdated = true;             // what is known is of another epoch, or nothing
    std::optional<Instant> names_by;  // the clerks' names come right behind the first snapshot: waited for until then
    std::int64_t known_at_us = 0;     // when the line went

    // The clerk.
    std::optional<At> at;
    Choosing choosing;
    std::uint64_t last_request = 0;
    std::optional<UnderWay> under_way;
    std::optional<Settling> settling;
    std::optional<Asked> asked;
    std::optional<Asked> aside;  // what was asked when the window was to close
    std::deque<Told> told;
    std::string typed;
    Instant typed_at{0};
    Presses presses;
    Instant last_input{0};
    int step_kind = -1;                   // what the step asks for; -1: nobody is signed in
    std::optional<Instant> step_changed;  // that it asks for something else
    std::uint64_t last_seen = 0;          // who was at the counter, and which it was, after the last call
    std::uint64_t last_counter = 0;
    std::optional<Instant> moved;                                 // when that changed without a press, or what was asked went
    std::array<std::uint64_t, limits::items_by_key> hold_keys{};  // a key stays with its ticket
    std::optional<Instant> hold_keys_changed;
    std::map<std::uint64_t, Instant> reminded;  // held tickets
    std::uint64_t overtaken_by = 0;             // whom `overtaken` is about
    std::string overtaken;
    std::vector<v1::TicketNote> unsent_notes;  // until they come back
    std::optional<Instant> notes_again;
    std::optional<Instant> sign_in_again;   // of who works here
    std::map<std::string, Instant> locked;  // clerks whose PINs are looked at again then
    std::uint32_t arrivals = 0;

    std::deque<Action> actions;
    Instant now{0};
    mutable const words::Catalogue* speaking = nullptr;  // within in_each_language()

    // --- What is asked of it everywhere.
    const words::Catalogue& words() const;
    Sentence in_each_language(const std::function<std::string()>& words) const;  // as `words` says it in each
    std::string in_ours(const Sentence& sentence) const;
    std::string say(std::string_view key, std::initializer_list<words::Param> params = {}) const { return words().text(key, params); }
    std::string minutes(std::int64_t span_us) const;
    std::string time(std::int64_t office_us) const;
    std::int64_t office_now_us() const;  // while the server is away: of when it went
    // So much office time, in the steady clock's.
    Instant steady(std::int64_t office_us) const;
    bool live() const { return link == wire::LinkState::live && office.ready() && !outdated; }

    const v1::CounterStatus* mine() const;  // null: nobody is signed in, or the office has no such counter
    bool holds_counter() const;             // it is open or paused, and this clerk's
    std::uint64_t seen() const;             // the ticket at the counter, 0: nobody
    const v1::TicketStatus* ticket() const;
    std::string number_of(std::uint64_t ticket) const;     // empty: not known
    std::vector<const v1::TicketStatus*> waiting() const;  // for this counter; urgent ones first, then by arrival
    std::vector<const v1::TicketStatus*> holds() const;    // here; those who came back first, then the longest held
    bool pin_needed() const { return office.office().desk().pin(); }

    std::string counter_name(std::uint64_t counter) const;
    std::string service_name(const std::string& code) const;
    Swatch swatch(const std::string& service) const;

    void act(Action action);
    void remember();
};

// Who is at the counter, or what is asked, changed by itself so lately that whoever presses has not seen it.
bool moved_lately(const Desk& desk);
// The words of a list's code in the office file; the code where there are none.
std::string choice_name(const google::protobuf::RepeatedPtrField<v1::Choice>& list, const std::string& code, std::string_view language);
const v1::PriorityClass* find_class(const v1::Office& office, const std::string& code);

}  // namespace luot::desk
