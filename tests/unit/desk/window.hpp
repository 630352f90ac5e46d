// A clerk's window at a small office: presses keys, lets time pass, and carries what the two say to each other.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "desk/desk_fsm.hpp"
#include "fake_office.hpp"
#include "words_of/shipped.hpp"

namespace luot::desk::fake {

inline DeskOptions options_at(std::uint64_t counter, const std::string& clerk) {
    DeskOptions options;
    options.keys = default_keys();
    options.settings.counter = counter;
    options.settings.clerk = clerk;
    options.sign_in_given = true;
    return options;
}

struct Window {
    explicit Window(DeskOptions options = options_at(3, "an"), Office with = Office())
        : office(std::move(with)), desk(std::make_unique<DeskFsm>(std::move(options), testing::shipped_words())) {}

    Office office;
    std::unique_ptr<DeskFsm> desk;
    Instant now{3'600'000};
    bool answers = true;               // at once; else commands wait for answer()
    bool answers_first = false;        // before what came of it
    std::vector<SendCommand> sent;     // all of them
    std::vector<SendCommand> waiting;  // that have no answer yet
    std::vector<Sound> sounds;
    std::vector<SignIn> sign_ins;
    std::vector<TellNote> notes;
    std::vector<Settings> remembered;
    bool left = false;

    void connect() {
        desk->welcome(office.welcome(), now);
        desk->link_changed(wire::LinkState::live, "", now);
        desk->snapshot(office.snapshot(), now);
        desk->staff(office.staff(), now);
        desk->present(now);
        desk->wake(now, zone_us);
        run();
    }
    void cut() {
        desk->link_changed(wire::LinkState::lost, "cut", now);
        run();
    }
    void reconnect() {
        desk->welcome(office.welcome(), now);
        desk->link_changed(wire::LinkState::live, "", now);
        run();
    }
    // Open, with nobody there.
    void open() {
        connect();
        if (page().step.label.starts_with("Mở")) press("Enter");
        REQUIRE(office.counter(3).state() == v1::COUNTER_STATE_OPEN);
    }

    void run() {
        while (auto action = desk->next()) {
            if (auto* command = std::get_if<SendCommand>(&*action)) {
                sent.push_back(*command);
                waiting.push_back(*command);
                if (answers) answer();
            } else if (auto* play = std::get_if<Play>(&*action)) {
                sounds.push_back(play->sound);
            } else if (auto* sign_in = std::get_if<SignIn>(&*action)) {
                sign_ins.push_back(*sign_in);
            } else if (auto* note = std::get_if<TellNote>(&*action)) {
                notes.push_back(*note);
            } else if (auto* remember = std::get_if<Remember>(&*action)) {
                remembered.push_back(remember->settings);
            } else {
                left = true;
            }
        }
    }
    // The oldest that waits: what changed first, then the answer.
    void answer() {
        const SendCommand command = waiting.front();
        waiting.erase(waiting.begin());
        const Answer decided = office.decide(command.command, command.not_after_us);
        if (answers_first) desk->answered(command.request, decided.reply, now);
        if (decided.event) desk->event(*decided.event, now);
        if (!answers_first) desk->answered(command.request, decided.reply, now);
        run();
    }
    void refuse(const v1::Reply& reply) {
        const SendCommand command = waiting.front();
        waiting.erase(waiting.begin());
        desk->answered(command.request, reply, now);
        run();
    }
    void push(const v1::Event& event) {
        desk->event(event, now);
        run();
    }
    void push(std::vector<std::uint64_t> tickets = {}) { push(office.changed(std::move(tickets))); }

    void pass(std::chrono::milliseconds time) {
        now += time;
        office.now_us += std::chrono::microseconds(time).count();
        desk->wake(now, zone_us);
        run();
    }
    // A second apart, as by hand.
    void press(const std::string& key, bool pad = false) {
        pass(std::chrono::seconds(1));
        press_again(key, pad);
    }
    void press_again(const std::string& key, bool pad = false) {
        desk->key({key, pad}, now);
        run();
    }
    void keys(const std::vector<std::string>& all) {
        for (const auto& key : all) press(key);
    }
    void pad(const std::vector<std::string>& all) {
        for (const auto& key : all) press(key, true);
    }
    bool click(const std::string& target) {
        pass(std::chrono::seconds(1));
        const bool there = desk->click(target, now);
        run();
        return there;
    }
    void type(const std::string& text) {
        desk->typed(text, now);
        run();
    }

    Page page() const { return desk->page(); }
    const v1::Command& last() const { return sent.back().command; }
    std::string banner() const {
        const auto shown = desk->page().banners;
        return shown.empty() ? std::string() : shown.front().text;
    }
    bool says(const std::string& text) const {
        const auto shown = desk->page().banners;
        return std::any_of(shown.begin(), shown.end(), [&](const Banner& each) { return each.text == text; });
    }
    std::string dialog() const {
        const auto shown = desk->page();
        return shown.dialog ? shown.dialog->title : std::string();
    }
    std::string tile(const std::string& name) const {
        for (const auto& each : desk->page().actions) {
            if (each.target == "action:" + name) return each.label + (each.enabled ? "" : " -") + (each.on ? " on" : "");
        }
        return "none";
    }
    std::uint64_t id(const std::string& number) { return office.ticket(number).ticket(); }
};

inline std::string text_of(const Line& line) {
    std::string text;
    for (const auto& piece : line) text += piece.text;
    return text;
}

}  // namespace luot::desk::fake
