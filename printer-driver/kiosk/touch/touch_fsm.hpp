// What a person meets at the kiosk, as a machine without a screen, a clock, a line or a printer: touches, keys, scanned lines, what the
// office and the printer are like and moments in; what to do, and the page that is to be seen, out. Knows nothing of pixels: a touch is the
// name of a target of the present page. Every screen but the first ends by itself. Pure; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "luot/v1/push.pb.h"
#include "touch/page.hpp"
#include "touch/scan_reader.hpp"
#include "touch/touch_state.hpp"
#include "words/catalogue.hpp"

namespace luot::touch {

// To do, in this order. Wishes are answered by answered(), each once.
struct TakeNumber {
    std::uint64_t request = 0;
    Wanted wanted;
    std::string person;  // 16 bytes, or empty
};
struct CheckIn {
    std::uint64_t request = 0;
    std::string token;
};
struct Copy {
    std::uint64_t request = 0;
    std::uint64_t ticket = 0;
};
struct Speak {
    std::string voice;  // espeak-ng's
    std::string text;
};
struct Hush {};
struct CheckPin {
    std::string pin;  // answer with pin_checked()
};
struct TestPrint {};  // answer with technician_told()
struct RollChanged {};
struct Restart {};
using Action = std::variant<TakeNumber, CheckIn, Copy, Speak, Hush, CheckPin, TestPrint, RollChanged, Restart>;

class TouchFsm {
  public:
    // `words` outlives it. `person_hash` is called while a card is read, and may say nothing.
    TouchFsm(TouchOptions options, const words::Words& words, PersonHash person_hash);

    // --- People
    // `target` as in the page; one that is not on it, or is empty, only shows that somebody is there. False: it was not on it.
    bool touch(const std::string& target, Instant now);
    void typed(std::string_view text, Instant now);  // by a keyboard, or a scanner that pretends to be one
    void key(std::string_view key, Instant now);     // "enter", "erase"
    void scanned(std::string_view line, Instant now);

    // --- The office
    void link_changed(bool live, Instant now);
    void snapshot(const v1::Snapshot& snapshot, Instant now);
    void event(const v1::Event& event, Instant now);
    void printer(const PrinterShown& printer, Instant now);
    void answered(const spool::Answer& answer, Instant now);
    void pin_checked(bool right, Instant now);
    // `word`: what came of a test print; a key below kiosk.technician_.
    void technician_told(const std::string& word, Instant now);

    // --- Time
    void wake(const Local& local, Instant now);  // at deadline(), and when the minute changes; all that was typed before it is told first
    std::optional<Instant> deadline() const;

    std::optional<Action> next();
    // As of the last call.
    Page page() const;
    const TouchState& state() const { return state_; }

  private:
    void settle(Instant now);
    void go(Screen screen);
    void back();
    void reset();
    void forget();
    void tell(Told told);
    void arm();
    bool locked() const;
    bool on_page(const std::string& target) const;

    void touched(const std::string& target);
    void touched_look(const std::string& what);
    void touched_key(const std::string& key);
    void touched_technician(const std::string& target);
    void touched_corner();
    void choose_field(const std::string& code, const std::string& procedure);
    void choose_found(std::size_t place);
    void ask_on();
    void take();
    void again();
    void typed_by_human(std::string_view text);
    void digit(char digit);
    void read_card(const Card& card);
    void read_appointment(const Appointment& appointment);
    void check_in(const SlipCode& slip);
    void refused(const spool::Answer& answer);
    void speak_if_new();

    TouchOptions options_;
    const words::Words& words_;
    PersonHash person_hash_;
    TouchState state_;
    ScanReader reader_;
    std::deque<Action> actions_;
    std::uint64_t last_request_ = 0;
    std::uint64_t waiting_for_ = 0;
    std::optional<Instant> started_at_;  // the last touch that began something
    bool was_locked_ = false;
    int corner_count_ = 0;
    Instant corner_since_{0};
    std::string said_;  // what was read out last
};

}  // namespace luot::touch
