#include "counter/verbs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "counter/limits.hpp"

namespace luot::counter {
namespace {

constexpr std::size_t words_max = 16;
constexpr std::size_t word_bytes_max = 256;
// No more words than so many bytes can be.
constexpr std::size_t note_words_max = limits::note_bytes / 2 + words_max;

// What a verb takes. Positional arguments in order; options in any place.
struct Shape {
    VerbKind kind;
    std::string_view name;
    std::string_view positional;  // names parted by blanks; "[NAME]" may be left out
    std::string_view options;     // "--flag" or "--option=CODE", parted by blanks
    std::string_view help;
};

constexpr std::array<Shape, 25> shapes{{
    {VerbKind::open, "open", "", "--take-over", "open the counter for this clerk"},
    {VerbKind::close, "close", "", "", "close it"},
    {VerbKind::pause, "pause", "[REASON]", "", "no calls for a while"},
    {VerbKind::resume_counter, "resume-counter", "", "", "end the pause"},
    {VerbKind::auto_call, "auto-call", "ON|OFF", "", "be given whoever arrives while idle"},
    {VerbKind::next, "next", "", "--outcome=CODE", "finish the present ticket, if any, and call the next"},
    {VerbKind::call, "call", "NUMBER", "--reason=CODE", "call a chosen one"},
    {VerbKind::recall, "recall", "", "", "call the present ticket again"},
    {VerbKind::start, "start", "", "", "the citizen is at the desk"},
    {VerbKind::requeue, "requeue", "", "", "absent: back among the next few of its field"},
    {VerbKind::no_show, "no-show", "", "", "absent for good"},
    {VerbKind::reinstate, "reinstate", "NUMBER", "", "a no-show who came after all"},
    {VerbKind::hold, "hold", "[REASON]", "", "keep the ticket here while its citizen does something else"},
    {VerbKind::return_hold, "return", "NUMBER", "", "a held one is back: comes first here"},
    {VerbKind::resume_hold, "resume", "NUMBER", "", "call a held one"},
    {VerbKind::transfer, "transfer", "[SERVICE]", "--to-counter=N --kind=KIND --outcome=CODE",
     "to another field or counter; KIND is next-step or wrong-field"},
    {VerbKind::finish, "finish", "", "--outcome=CODE --ended=HH:MM",
     "served; with --ended at a time that has passed, and marked as corrected"},
    {VerbKind::cancel, "cancel", "NUMBER", "--void --reason=CODE", "left, or with --void issued by mistake"},
    {VerbKind::issue, "issue", "SERVICE [CLASS]", "", "give a number without a slip"},
    {VerbKind::help, "help", "ON|OFF", "", "call the supervisor to this counter, or say that it is settled"},
    {VerbKind::hand_over, "hand-over", "CLERK", "", "the counter, with whoever is there, to a colleague who is at no other"},
    {VerbKind::rate, "rate", "TICKET GRADE", "",
     "what the citizen thinks, of five: from 1, the worst, to 5; TICKET as \"finished\" says it"},
    {VerbKind::note, "note", "NUMBER [TEXT...]", "--clear", "what the next clerk should know of this visit, until the day closes"},
    {VerbKind::status, "status", "", "", "this counter and the hall"},
    {VerbKind::list, "list", "", "", "who waits for this counter, who is held here"},
}};

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> words;
    constexpr std::string_view blanks = " \t\r\n";
    std::size_t at = text.find_first_not_of(blanks);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(blanks, end);
    }
    return words;
}

constexpr std::string_view expect_option = "--expect";

const Shape* shape_of(std::string_view name) {
    const auto found = std::find_if(shapes.begin(), shapes.end(), [name](const Shape& shape) { return shape.name == name; });
    return found == shapes.end() ? nullptr : &*found;
}

std::string usage_of(const Shape& shape) {
    std::string usage(shape.name);
    for (const auto word : split(shape.positional)) usage += ' ' + std::string(word);
    for (auto option : split(shape.options)) {
        std::string words(option);
        std::replace(words.begin(), words.end(), '=', ' ');
        usage += " [" + words + ']';
    }
    return usage;
}

UsageError wrong(const Shape& shape, const std::string& what) {
    return {what + "; usage: " + usage_of(shape)};
}

// Does the verb know this option, and does it take a value?
std::optional<bool> takes_value(const Shape& shape, std::string_view option) {
    if (option == expect_option && needs_clerk(shape.kind)) return true;
    for (const auto known : split(shape.options)) {
        const std::size_t equals = known.find('=');
        if (known.substr(0, equals) == option) return equals != std::string_view::npos;
    }
    return std::nullopt;
}

template <class Number>
bool read_number(std::string_view text, Number& into) {
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, into);
    return parsed.ec == std::errc() && parsed.ptr == end;
}

// "9:05", "09:05".
std::optional<int> minute_of_day(std::string_view text) {
    const std::size_t colon = text.find(':');
    int hour = 0;
    int minute = 0;
    if (colon == std::string_view::npos || colon > 2 || text.size() != colon + 3) return std::nullopt;
    if (!read_number(text.substr(0, colon), hour) || !read_number(text.substr(colon + 1), minute)) return std::nullopt;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

// Empty: fine.
std::string set_option(Verb& verb, std::string_view option, const std::string& value) {
    if (option == "--take-over") verb.take_over = true;
    if (option == "--void") verb.voided = true;
    if (option == expect_option) verb.expects = value;
    if (option == "--ended") {
        verb.ended_minute = minute_of_day(value);
        if (!verb.ended_minute) return "--ended is a time of today such as 10:42, not '" + value + "'";
    }
    if (option == "--reason") verb.reason = value;
    if (option == "--outcome") verb.outcome = value;
    if (option == "--kind") {
        if (value == "next-step") {
            verb.transfer_kind = v1::TRANSFER_KIND_NEXT_STEP;
        } else if (value == "wrong-field") {
            verb.transfer_kind = v1::TRANSFER_KIND_WRONG_FIELD;
        } else {
            return "--kind is next-step or wrong-field, not '" + value + "'";
        }
    }
    if (option == "--to-counter") {
        if (!read_number(value, verb.to_counter) || verb.to_counter == 0) return "--to-counter is a counter's number, not '" + value + "'";
    }
    return {};
}

std::string set_positional(Verb& verb, std::string_view name, const std::string& value) {
    if (name == "NUMBER") verb.number = value;
    if (name == "REASON") verb.reason = value;
    if (name == "SERVICE") verb.service = value;
    if (name == "CLASS") verb.ticket_class = value;
    if (name == "CLERK") verb.to_clerk = value;
    if (name == "TICKET" && (!read_number(value, verb.ticket) || verb.ticket == 0))
        return "TICKET is the id that \"finished\" says, not '" + value + "'";
    if (name == "GRADE" && (!read_number(value, verb.grade) || verb.grade < 1 || verb.grade > 5))
        return "GRADE is a number from 1 to 5, not '" + value + "'";
    if (name == "ON|OFF") {
        if (value != "on" && value != "off") return verb.name + " is on or off, not '" + value + "'";
        verb.on = value == "on";
    }
    return {};
}

// What only the whole verb shows. Empty: fine.
std::string incomplete(const Verb& verb, bool clear) {
    if (verb.kind == VerbKind::note && verb.text.empty() != clear) return "note needs either a TEXT or --clear";
    if (verb.kind == VerbKind::note && verb.text.size() > limits::note_bytes) return "a note is at most 500 bytes long";
    if (verb.kind != VerbKind::transfer) return {};
    if (verb.service.empty() && verb.to_counter == 0) return "transfer needs a SERVICE or --to-counter";
    if (verb.transfer_kind == v1::TRANSFER_KIND_UNSPECIFIED) return "transfer needs --kind next-step or --kind wrong-field";
    return {};
}

std::string_view bare(std::string_view positional) {
    return positional.starts_with('[') ? positional.substr(1, positional.size() - 2) : positional;
}

}  // namespace

ParsedVerb parse_verb(std::span<const std::string> words) {
    if (words.empty()) return UsageError{"a verb is missing; see --help"};
    const Shape* shape = shape_of(words[0]);
    const bool note = shape != nullptr && shape->kind == VerbKind::note;
    if (words.size() > (note ? note_words_max : words_max)) return UsageError{"too many words after '" + words[0] + "'"};
    for (const auto& word : words) {
        if (!note && word.size() > word_bytes_max) return UsageError{"a word is longer than 256 bytes"};
    }
    if (shape == nullptr) return UsageError{"unknown verb '" + words[0] + "'; see --help"};

    Verb verb;
    verb.kind = shape->kind;
    verb.name = words[0];
    const auto positional = split(shape->positional);
    std::size_t next_positional = 0;
    bool clear = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string& word = words[i];
        std::string problem;
        if (word.starts_with("--")) {
            const std::size_t equals = word.find('=');
            const std::string option = word.substr(0, equals);
            const auto has_value = takes_value(*shape, option);
            if (!has_value) return wrong(*shape, "'" + option + "' is not an option of " + verb.name);
            std::string value;
            if (*has_value) {
                if (equals != std::string::npos) {
                    value = word.substr(equals + 1);
                } else if (i + 1 < words.size() && !words[i + 1].starts_with("--")) {
                    value = words[++i];
                }
                if (value.empty()) return wrong(*shape, option + " needs a value");
            } else if (equals != std::string::npos) {
                return wrong(*shape, option + " takes no value");
            }
            clear = clear || option == "--clear";
            problem = set_option(verb, option, value);
        } else if (note && next_positional > 0) {
            next_positional = positional.size();
            verb.text += (verb.text.empty() ? "" : " ") + word;
        } else {
            if (next_positional == positional.size()) return wrong(*shape, "'" + word + "' is one word too many");
            if (word.empty()) return wrong(*shape, "an empty word");
            problem = set_positional(verb, bare(positional[next_positional++]), word);
        }
        if (!problem.empty()) return wrong(*shape, problem);
    }
    if (next_positional < positional.size() && !positional[next_positional].starts_with('[')) {
        return wrong(*shape, std::string(positional[next_positional]) + " is missing");
    }
    const std::string problem = incomplete(verb, clear);
    if (!problem.empty()) return wrong(*shape, problem);
    return verb;
}

ParsedVerb parse_verb_line(const std::string& line) {
    std::vector<std::string> words;
    for (const auto word : split(line)) {
        words.emplace_back(word);
        if (words.size() > note_words_max) break;  // parse_verb says so
    }
    return parse_verb(words);
}

bool only_looks(VerbKind kind) {
    return kind == VerbKind::status || kind == VerbKind::list;
}

bool needs_clerk(VerbKind kind) {
    switch (kind) {
        case VerbKind::reinstate:
        case VerbKind::return_hold:
        case VerbKind::cancel:
        case VerbKind::issue:
        case VerbKind::rate:
        case VerbKind::status:
        case VerbKind::list:
            return false;
        default:
            return true;
    }
}

std::string verbs_help() {
    std::string help;
    for (const Shape& shape : shapes) {
        std::string line = "  " + usage_of(shape);
        line.resize(std::max<std::size_t>(line.size() + 2, 46), ' ');
        help += line + std::string(shape.help) + '\n';
    }
    return help +
           "NUMBER is a ticket's as people see it, e.g. H012. With --expect NUMBER (or --expect nobody) a verb at the counter is done "
           "only\n"
           "while that one is there, and refused otherwise.\n";
}

}  // namespace luot::counter
