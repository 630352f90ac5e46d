// The clerk's verbs as typed: words in, a verb or what is wrong with the words out. Numbers and codes are not looked up here (resolve.hpp
// does). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "luot/v1/types.pb.h"

namespace luot::counter {

enum class VerbKind : std::uint8_t {
    open,
    close,
    pause,
    resume_counter,
    auto_call,
    next,
    call,
    recall,
    start,
    requeue,
    no_show,
    reinstate,
    hold,
    return_hold,
    resume_hold,
    transfer,
    finish,
    cancel,
    issue,
    help,
    hand_over,
    rate,
    note,
    status,
    list,
};

struct Verb {
    VerbKind kind = VerbKind::status;
    std::string name;          // as typed
    std::string number;        // of a ticket, as people see it
    std::string reason;        // code; empty: not given
    std::string outcome;       // code; empty: not given
    std::string service;       // code
    std::string ticket_class;  // code; empty: the office's first
    std::uint64_t to_counter = 0;
    v1::TransferKind transfer_kind = v1::TRANSFER_KIND_UNSPECIFIED;
    bool on = false;
    bool take_over = false;
    bool voided = false;
    std::string to_clerk;                // code
    std::uint64_t ticket = 0;            // by its id, for those that are over and have no number any more
    std::uint32_t grade = 0;             // 1 is the worst
    std::string text;                    // of a note; empty: takes it away
    std::optional<int> ended_minute;     // of the day, in the office's zone; nothing: now
    std::optional<std::string> expects;  // the number that is to be at the counter; "nobody"; nothing: whoever is
};

struct UsageError {
    std::string message;  // one line
};

using ParsedVerb = std::variant<Verb, UsageError>;

// `words` is the verb and what follows it: at most 16 words of at most 256 bytes; a note's text as many as it takes, in 500 bytes.
ParsedVerb parse_verb(std::span<const std::string> words);

// One line of standard input: words parted by blanks.
ParsedVerb parse_verb_line(const std::string& line);

// Does the verb act as a clerk at a counter (and so need --clerk)?
bool needs_clerk(VerbKind kind);

// Nothing is asked of the server: the answer is in the snapshot.
bool only_looks(VerbKind kind);

// Every verb with its arguments, one a line, and what they have in common, for --help.
std::string verbs_help();

}  // namespace luot::counter
