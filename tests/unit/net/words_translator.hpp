// Envelopes in plain words, for tests: "hello 1 kiosk kiosk-1 session=0 from=0 epoch=0", "ask 4 issue 3" (and 3 is acknowledged), "event
// 7".
#pragma once

#include <sstream>
#include <string>

#include "core/permissions.hpp"
#include "net/translator.hpp"

namespace luot::fakes {

class Words final : public net::Translator {
  public:
    std::optional<net::Inbound> parse(std::string_view envelope) const override {
        std::istringstream words{std::string(envelope)};
        std::string kind;
        words >> kind;
        if (kind == "hello") return parse_hello(words);
        if (kind == "ask") return parse_request(words);
        if (kind == "report") return parse_report(words);
        if (kind == "voice") return parse_voice(words);
        if (kind == "sign-in") return parse_sign_in(words);
        if (kind == "note") return parse_note(words);
        std::uint64_t stamp = 0;
        words >> stamp;
        if (kind == "ping") return net::Ping{stamp};
        if (kind == "pong") return net::Pong{stamp};
        if (kind == "goodbye") return net::Goodbye{};
        return std::nullopt;
    }

    net::Bytes encode(const net::Outbound& message) const override {
        return std::make_shared<const std::string>(std::visit([](const auto& said) { return in_words(said); }, message));
    }

    net::Bytes snapshot(const core::State& told, core::Role, core::TimeUs) const override {
        ++snapshots;
        return std::make_shared<const std::string>("snapshot " + std::to_string(told.seq) + padding());
    }

    // Boards are shown calls and notices alone, so that their seqs have gaps.
    net::Bytes push(const core::State& after, const core::Event& event, core::Role role) const override {
        const bool for_boards =
            std::holds_alternative<core::TicketCalled>(event.body) || std::holds_alternative<core::NoticeSet>(event.body);
        if (role == core::Role::board && !for_boards && !boards_see_all) return nullptr;
        if (after.seq != event.seq) return nullptr;
        ++pushes;
        return std::make_shared<const std::string>("event " + std::to_string(event.seq) + padding());
    }

    bool changed_by_clock(const core::State&, core::TimeUs from_us, core::TimeUs until_us) const override {
        return from_us < clock_changes_at_us && clock_changes_at_us <= until_us;
    }

    core::TimeUs clock_changes_at_us = 0;
    mutable int snapshots = 0;
    mutable int pushes = 0;
    bool boards_see_all = true;
    std::size_t pad = 0;  // makes snapshots and pushes so much longer

  private:
    std::string padding() const { return pad == 0 ? "" : " " + std::string(pad, '.'); }

    static std::optional<net::Inbound> parse_hello(std::istringstream& words) {
        net::Hello hello;
        std::string role, word;
        words >> hello.major >> role >> hello.device.value;
        for (int value = 0; value <= static_cast<int>(core::Role::system); ++value) {
            const auto candidate = static_cast<core::Role>(value);
            if (role == core::to_string(candidate)) hello.role = candidate;
        }
        while (words >> word) {
            const auto equals = word.find('=');
            if (equals == std::string::npos) return std::nullopt;
            const std::string name = word.substr(0, equals), value = word.substr(equals + 1);
            if (name == "session") hello.session = core::SessionId{std::stoull(value)};
            if (name == "from") hello.resume_from = std::stoull(value);
            if (name == "epoch") hello.epoch = std::stoull(value);
            if (name == "credential") hello.credential = value;
            if (name == "logo") hello.logo_digest = value;
            if (name == "pushes") hello.no_pushes = value == "no";
        }
        return hello;
    }

    // "report 3 home": the printer's state by its number, and what is on the screen.
    static std::optional<net::Inbound> parse_report(std::istringstream& words) {
        net::DeviceReport report;
        unsigned state = 0;
        std::string shows;
        words >> state >> report.shows;
        report.printer.emplace().state = static_cast<net::PrinterState>(state);
        return report;
    }

    // "voice hall able 0 0 5": speaking, ends_within_ms, said_through; "voice hall dumb 0 0 5".
    static std::optional<net::Inbound> parse_voice(std::istringstream& words) {
        net::VoiceReport report;
        std::string able;
        words >> report.zone >> able >> report.speaking >> report.ends_within_ms >> report.said_through;
        report.able = able == "able";
        return report;
    }

    // "sign-in an 1234"
    static std::optional<net::Inbound> parse_sign_in(std::istringstream& words) {
        net::SignIn sign_in;
        words >> sign_in.clerk.value >> sign_in.pin;
        return sign_in;
    }

    // "note 7 an some words"
    static std::optional<net::Inbound> parse_note(std::istringstream& words) {
        net::TicketNote note;
        words >> note.ticket.value >> note.clerk.value >> std::ws;
        std::getline(words, note.text);
        return note;
    }

    static std::optional<net::Inbound> parse_request(std::istringstream& words) {
        net::Request request;
        std::string verb;
        words >> request.no >> verb >> request.acked_through;  // the last may be missing: 0
        if (verb == "issue") {
            core::Issue issue;
            issue.service = core::ServiceCode{"land"};
            issue.slip = core::SlipWish::none;
            request.command = issue;
        }
        if (verb == "rate") request.command = core::Rate{core::TicketId{1}, 3};
        if (verb.starts_with("recall-")) {
            core::Recall recall;
            recall.at.counter = core::CounterId{1};
            recall.at.clerk = core::ClerkCode{verb.substr(7)};
            request.command = recall;
        }
        if (verb.starts_with("hand-over-")) {
            core::HandOver hand_over;
            hand_over.at.counter = core::CounterId{1};
            hand_over.at.clerk = core::ClerkCode{"an"};
            hand_over.to_clerk = core::ClerkCode{verb.substr(10)};
            request.command = hand_over;
        }
        if (verb == "end-day") request.command = core::EndDay{};
        if (verb == "open-session") request.command = core::OpenSession{};
        return request;
    }

    static std::string in_words(const net::Welcome& welcome) {
        std::string text = "welcome session=" + std::to_string(welcome.session.value) + " seq=" + std::to_string(welcome.seq);
        if (!welcome.logo_digest.empty()) text += " digest=" + welcome.logo_digest + " logo=" + welcome.logo;
        if (!welcome.person_key.empty()) text += " key=" + welcome.person_key;
        if (!welcome.credential.empty()) text += " credential=" + welcome.credential;
        return text;
    }
    static std::string in_words(const net::Refused& refused) { return "refused " + refused.code; }
    static std::string in_words(const net::Ping& ping) { return "ping " + std::to_string(ping.stamp); }
    static std::string in_words(const net::Pong& pong) { return "pong " + std::to_string(pong.stamp); }
    static std::string in_words(const net::OutGoodbye& goodbye) { return "goodbye " + goodbye.code; }
    static std::string in_words(const net::PersonKey& person_key) { return "person-key " + person_key.key; }
    static std::string in_words(const net::DeviceStatus& status) {
        std::string text =
            std::string("device ") + core::to_string(status.role) + " " + status.device.value + (status.connected ? " in" : " gone");
        if (status.report) text += " " + std::to_string(static_cast<int>(status.report->printer->state)) + " " + status.report->shows;
        return text;
    }
    static std::string in_words(const net::VoiceTurn& turn) {
        return "turn " + turn.zone + (turn.yours ? " yours " : " others ") + std::to_string(turn.said_through);
    }
    static std::string in_words(const net::SignedIn& answer) {
        static constexpr const char* outcomes[] = {"unspecified", "done", "wrong", "locked", "unknown", "busy"};
        std::string text = "signed-in " + answer.clerk.value + " " + outcomes[static_cast<std::size_t>(answer.outcome)];
        if (answer.tries_left != 0) text += " " + std::to_string(answer.tries_left) + " left";
        if (answer.locked_ms != 0) text += " " + std::to_string(answer.locked_ms) + " ms";
        return text;
    }
    static std::string in_words(const net::Staff& staff) {
        std::string text = "staff";
        for (const auto& clerk : staff.clerks) text += " " + clerk.clerk.value + "/" + clerk.name + "/" + clerk.badge;
        return text;
    }
    static std::string in_words(const net::TicketNote& note) {
        return "note " + std::to_string(note.ticket.value) + " " + note.clerk.value + " " + note.text;
    }
    static std::string in_words(const net::Reply& reply) {
        const std::string start = "reply " + std::to_string(reply.no) + " ";
        if (const auto* answer = std::get_if<core::Answer>(&reply.outcome))
            return start + (answer->issued ? answer->issued->number : "done");
        if (const auto* refusal = std::get_if<core::Refusal>(&reply.outcome)) return start + core::to_string(refusal->code);
        return start + std::get<net::ErrorReply>(reply.outcome).code;
    }
};

}  // namespace luot::fakes
