// An office whose clerks sign in and write notes, over sockets: what the server has beside it answers when a test says so.
#pragma once

#include "net/desk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "hall_fixture.hpp"

namespace luot::fakes::at_desk {

inline const core::ClerkCode an{"an"};

// Holds each PIN until it is let go. 1111 is right.
struct Pins final : net::PinChecker {
    bool has_pin(const core::ClerkCode& clerk) const override { return clerk == an; }
    bool check(const core::ClerkCode&, std::string pin, OnChecked on_checked) override {
        if (waiting.size() >= waiting_max) return false;
        waiting.emplace_back(pin == "1111", std::move(on_checked));
        return true;
    }
    void let_go() {
        for (auto& [right, on_checked] : std::exchange(waiting, {}))
            on_checked(!has_memory ? net::PinCheck::failed : right ? net::PinCheck::right : net::PinCheck::wrong);
    }
    bool has_memory = true;
    std::size_t waiting_max = 8;
    std::vector<std::pair<bool, OnChecked>> waiting;
};

// Holds each note until it is let go.
struct Keeper final : net::NoteKeeper {
    explicit Keeper(net::Desk& the_desk) : desk(the_desk) { desk.set_note_keeper(this); }
    ~Keeper() override { desk.set_note_keeper(nullptr); }
    bool keep(const net::TicketNote& note, OnKept on_kept) override {
        asked.push_back(note.text);
        waiting.push_back(std::move(on_kept));
        return true;
    }
    void let_go(bool durable = true) {
        for (const auto& on_kept : std::exchange(waiting, {})) on_kept(durable);
    }
    net::Desk& desk;
    std::vector<std::string> asked;
    std::vector<OnKept> waiting;
};

struct Office {
    explicit Office(bool pins_asked_for, bool badges = false) {
        core::Configure configure;
        configure.office = fakes::office();
        configure.office.desk.pin = pins_asked_for;
        configure.office.desk.show_badges = badges;
        configure.digest = "two";
        bool configured = false;
        hall.service->submit(configure, core::Origin{}, [&](const engine::Reply&) { configured = true; });
        hall.until([&] { return configured; });
        desk().set_pins(&pins);
        desk().set_staff(net::Staff{{{an, "Nguyen", "An"}}});
    }
    net::Desk& desk() { return hall.listener->desk(); }
    Device& counter(const std::string& name = "counter-1") { return hall.device("hello 1 counter " + name); }
    void until_heard(const Device& device, const std::string& text) {
        hall.until([&] { return device.has_heard(text); });
    }
    Pins pins;
    Hall hall;
};

inline std::size_t place(const Device& device, const std::string& start) {
    const auto found = std::find_if(device.heard.begin(), device.heard.end(), [&](const auto& text) { return text.starts_with(start); });
    return static_cast<std::size_t>(found - device.heard.begin());
}

}  // namespace luot::fakes::at_desk
