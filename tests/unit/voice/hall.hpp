// A hall for tests of the voice: a server that gives the turn, an office that calls, a clock of the test's own, and an ear.
#pragma once

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "board_app/speaking.hpp"
#include "sound/clip_library.hpp"
#include "words_of/shipped.hpp"

namespace luot::board_app {

constexpr std::int64_t ms_us = 1'000;
constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t began_us = 100 * second_us;  // of the steady clock
constexpr std::int64_t office_began_us = 1'700'000'000 * second_us;

// Makes a take when it is asked for the first time: no thread.
class PromptStudio final : public voice::Studio {
  public:
    explicit PromptStudio(const std::filesystem::path& folder) : library_(folder) {}
    void expect(std::vector<voice::Item> items) override { expected_ += items.size(); }
    void record(const voice::Plan& plan) override { wanted_ = plan; }
    std::optional<voice::Take> take() override {
        if (!wanted_ || silent) return std::nullopt;
        const voice::Plan plan = *std::exchange(wanted_, std::nullopt);
        return voice::take_of(plan, [this](const voice::Item& item) {
            return item.voice == voiceless && item.kind == voice::Item::Kind::clip ? nullptr : library_.clip(item);
        });
    }
    std::vector<std::string> troubles() const override { return library_.troubles(); }
    std::size_t expected() const { return expected_; }
    bool silent = false;
    std::string voiceless = "nobody";  // has no clip at all

  private:
    sound::ClipLibrary library_;
    std::optional<voice::Plan> wanted_;
    std::size_t expected_ = 0;
};

// A hall with counters 1 to 9, and a server that gives this board the turn as soon as it says that it is able.
struct Hall {
    explicit Hall(Speaker& with_speaker, const std::filesystem::path& voices = {}, double with_speed = 1)
        : studio(voices),
          speed(with_speed),
          speaking(model, testing::shipped_words(), "board-1", with_speaker, studio,
                   {[this](const std::string& line) { lines.push_back(boost::json::parse(line).as_object()); },
                    [this](const v1::VoiceReport& report) { reports.push_back(report); }}) {
        auto& office = *snapshot.mutable_office();
        office.add_languages("vi");
        office.add_languages("en");
        office.mutable_voice()->set_chime(true);
        office.mutable_voice()->set_times(1);
        office.mutable_voice()->set_gap_ms(600);
        for (std::uint64_t id = 1; id <= 9; ++id) office.add_counters()->set_id(id);
        auto& service = *office.add_services();
        service.set_code("civil-status");
        service.mutable_range()->set_prefix("H");
        snapshot.set_seq(10);
        snapshot.set_at_us(office_began_us);
    }

    std::int64_t office_us() const { return office_began_us + static_cast<std::int64_t>(static_cast<double>(now_us - began_us) * speed); }

    void connect(std::uint64_t epoch = 1) {
        v1::Welcome welcome;
        welcome.set_epoch(epoch);
        welcome.set_seq(seq);
        welcome.set_at_us(office_us());
        welcome.set_speed(speed);
        model.on_link(true, now_us);
        model.on_welcome(welcome, now_us);
        speaking.on_welcome(now_us);
        if (!model.ready()) model.on_snapshot(snapshot, now_us);
        speaking.on_caught_up();
        confirmed_us = now_us;
        run();
    }

    void run() {
        next_us = speaking.run(now_us, now_us - confirmed_us);
        CHECK(next_us > now_us);
        if (!gives_turn || reports.empty()) return;
        const auto& last = reports.back();
        if (!last.able() && turn) return say_turn(false);
        if (last.able()) said_through = std::max(said_through, last.said_through());
        if (last.able() && !turn) say_turn(true);
    }

    void say_turn(bool yours, const std::string& zone = "hall") {
        turn = yours;
        v1::VoiceTurn told;
        told.set_zone(zone);
        told.set_yours(yours);
        told.set_said_through(said_through);
        speaking.on_turn(told);
        next_us = now_us + 1;
    }

    // Time passes; the server is heard all along.
    void pass(std::int64_t us, bool heard = true) {
        const std::int64_t until = now_us + us;
        while (now_us < until) {
            now_us = std::min(std::max(next_us, now_us + 1), until);
            if (heard) confirmed_us = now_us;
            run();
        }
    }

    std::uint64_t call(const std::string& number, std::uint64_t counter, std::uint32_t calls = 1) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(office_us());
        const std::uint64_t ticket = ticket_of(number);
        status(event, counter, ticket, v1::TICKET_STATE_CALLED);
        auto& made = *event.add_changes()->mutable_call();
        made.set_seq(seq);
        made.set_at_us(event.at_us());
        made.set_ticket(ticket);
        made.set_number(number);
        made.set_service("civil-status");
        made.set_counter(counter);
        made.set_calls(calls);
        push(event);
        return seq;
    }
    void counter_has(std::uint64_t counter, const std::string& number, v1::TicketState state) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(office_us());
        status(event, counter, number.empty() ? 0 : ticket_of(number), state);
        push(event);
    }
    void notice(const std::string& text, bool urgent) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(office_us());
        auto& day = *event.add_changes()->mutable_day();
        day.set_notice(text);
        day.set_notice_urgent(urgent);
        day.set_notice_seq(seq);
        day.set_notice_at_us(event.at_us());
        push(event);
    }

    void status(v1::Event& event, std::uint64_t counter, std::uint64_t ticket, v1::TicketState state) {
        auto& desk = *event.add_changes()->mutable_counter();
        desk.set_counter(counter);
        desk.set_state(v1::COUNTER_STATE_OPEN);
        desk.set_ticket(ticket);
        desk.set_ticket_state(state);
    }
    void push(const v1::Event& event) {
        model.on_event(event, now_us);
        run();
    }
    std::uint64_t ticket_of(const std::string& number) { return tickets.emplace(number, 1'000 + tickets.size()).first->second; }

    // The numbers of the lines of this kind, in order.
    std::string all(const char* kind) const {
        std::string found;
        for (const auto& line : lines) {
            if (!line.contains(kind)) continue;
            const char* key = std::string(kind) == "announce" ? "number" : kind;
            found += (found.empty() ? "" : " ") + std::string(line.at(key).as_string());
        }
        return found;
    }
    std::vector<boost::json::object> of(const char* kind) const {
        std::vector<boost::json::object> found;
        for (const auto& line : lines) {
            if (line.contains(kind)) found.push_back(line);
        }
        return found;
    }

    board::BoardModel model;
    PromptStudio studio;
    double speed;
    std::int64_t now_us = began_us;
    std::int64_t confirmed_us = began_us;
    std::int64_t next_us = began_us;
    std::uint64_t seq = 10;
    v1::Snapshot snapshot;
    std::map<std::string, std::uint64_t> tickets;
    std::vector<boost::json::object> lines;
    std::vector<v1::VoiceReport> reports;
    bool gives_turn = true;
    bool turn = false;
    std::uint64_t said_through = 0;
    Speaking speaking;
};

// Keeps what it is given, and breaks when it is told to.
class Ear final : public Speaker {
  public:
    bool able() const override { return is_able; }
    std::string trouble() const override { return is_able ? "" : "no ear"; }
    bool wants_samples() const override { return true; }
    std::int64_t latency_us() const override { return 0; }
    void begin(voice::Pcm samples, std::int64_t lasts_us, std::int64_t steady_us) override {
        CHECK_FALSE(over_us);
        CHECK(is_able);
        heard.push_back(std::move(samples));
        began.push_back(steady_us);
        over_us = steady_us + lasts_us;
    }
    Play run(std::int64_t steady_us) override {
        if (!over_us) return Play::idle;
        if (!is_able) {
            over_us.reset();
            return Play::broke;
        }
        if (steady_us < *over_us || trickles) return Play::playing;
        over_us.reset();
        return Play::ended;
    }
    void stop() override {
        stopped += over_us ? 1 : 0;
        over_us.reset();
    }
    bool is_able = true;
    bool trickles = false;  // never done
    int stopped = 0;
    std::vector<voice::Pcm> heard;
    std::vector<std::int64_t> began;
    std::optional<std::int64_t> over_us;
};

}  // namespace luot::board_app
