// The office as bytes that depend on nothing but its content. Every struct is taken apart in one binding, so that a field added to it does
// not compile until it is written here.
#include <sodium.h>

#include <array>
#include <stdexcept>
#include <type_traits>

#include "app/office_file.hpp"

namespace luot::app {
namespace {

class Canonical {
  public:
    std::string take() { return std::move(bytes_); }

    template <class... Values>
    void write_all(const Values&... values) {
        (write(values), ...);
    }

  private:
    void write(const std::string& text) { bytes_ += std::to_string(text.size()) + ':' + text; }
    template <class Integer>
    requires std::is_integral_v<Integer>
    void write(Integer value) { bytes_ += std::to_string(value) + ';'; }
    template <class Enumeration>
    requires std::is_enum_v<Enumeration>
    void write(Enumeration value) { write(static_cast<std::underlying_type_t<Enumeration>>(value)); }
    template <class Tag>
    void write(const core::Code<Tag>& code) {
        write(code.value);
    }
    void write(core::CounterId id) { write(id.value); }
    void write(core::BusinessDay day) { write(day.days); }
    template <class T>
    void write(const std::optional<T>& value) {
        write(value.has_value());
        if (value) write(*value);
    }
    template <class T>
    void write(const std::vector<T>& list) {
        write(list.size());
        for (const auto& entry : list) write(entry);
    }
    void write(const core::Texts& texts) {
        write(texts.size());
        for (const auto& [language, text] : texts) write_all(language, text);
    }
    void write(const core::Hours& hours) {
        const auto& [weekdays, first_day, last_day, from, until, code] = hours;
        write_all(weekdays, first_day, last_day, from, until, code);
    }
    void write(const core::DayNote& note) {
        const auto& [weekdays, first_day, last_day, closed, message, code] = note;
        write_all(weekdays, first_day, last_day, closed, message, code);
    }
    void write(const core::NumberRange& range) {
        const auto& [prefix, first, last, width, at_end] = range;
        write_all(prefix, first, last, width, at_end);
    }
    void write(const core::Procedure& procedure) {
        const auto& [code, name, open, message, calendar] = procedure;
        write_all(code, name, open, message, calendar);
    }
    void write(const core::Service& service) {
        const auto& [code, name, colour, range, hours, daily_quota, calendar, procedures, hint] = service;
        write_all(code, name, colour, range, hours, daily_quota, calendar, procedures, hint);
    }
    void write(const core::PriorityClass& entry) {
        const auto& [code, name, priority, rank, head_start_us, rate_permille, hint, min_age] = entry;
        write_all(code, name, priority, rank, head_start_us, rate_permille, hint, min_age);
    }
    void write(const core::CounterConfig& counter) {
        const auto& [id, name, serves, helps] = counter;
        write_all(id, name, serves, helps);
    }
    void write(const core::Policy& policy) {
        const auto& [kind, n] = policy;
        write_all(kind, n);
    }
    void write(const core::Rules& rules) {
        const auto& [recall_limit, requeue_after, no_show_after, reinstate_grace, courtesy, longest_wait, slip_silent, slip_reprint] =
            rules;
        write_all(recall_limit, requeue_after, no_show_after, reinstate_grace, courtesy, longest_wait, slip_silent, slip_reprint);
    }
    void write(const core::SlipLayout& slip) {
        const auto& [lines, languages] = slip;
        write_all(lines, languages);
    }
    void write(const core::KioskRules& kiosk) {
        const auto& [card, per_person_field, per_person_day, presence_after, presence_grace] = kiosk;
        write_all(card, per_person_field, per_person_day, presence_after, presence_grace);
    }
    void write(const core::VoiceZone& zone) {
        const auto& [code, name, counters] = zone;
        write_all(code, name, counters);
    }
    void write(const core::VoiceChoice& choice) {
        const auto& [language, voice] = choice;
        write_all(language, voice);
    }
    void write(const core::VoiceRules& rules) {
        const auto& [languages, voices, chime, times, gap_ms, counter_names, zones] = rules;
        write_all(languages, voices, chime, times, gap_ms, counter_names, zones);
    }
    void write(const core::BoardConfig& board) {
        const auto& [name, layout, theme, zone, language, services, counters] = board;
        write_all(name, layout, theme, zone, language, services, counters);
    }
    void write(const core::ScreenRules& screens) {
        const auto& [night_percent, night_from, night_until, off_outside_hours, on_before, off_after] = screens;
        write_all(night_percent, night_from, night_until, off_outside_hours, on_before, off_after);
    }
    void write(const core::RatingRules& rating) {
        const auto& [on, question, grades, seconds] = rating;
        write_all(on, question, grades, seconds);
    }
    void write(const core::DeskRules& desk) {
        const auto& [pin, show_badges, hold_reminder, rating] = desk;
        write_all(pin, show_badges, hold_reminder, rating);
    }
    void write(const core::Choice& choice) {
        const auto& [code, name] = choice;
        write_all(code, name);
    }

    std::string bytes_;
};

}  // namespace

std::string canonical_form(const core::Office& office) {
    const auto& [code, name, zone, boundary, languages, colour, accent, sessions, issue_early, issue_stop, calendar, services, classes,
                 counters, policy, rules, pause, hold, cancel, choose, priority, outcomes, clerks, targets, running_text, slip_closing,
                 phone_base_url, slip, kiosk, voice, boards, screens, desk] = office;
    Canonical out;
    out.write_all(std::string("luot-office-1"), code, name, zone, boundary, languages, colour, accent, sessions, issue_early, issue_stop,
                  calendar, services, classes, counters, policy, rules, pause, hold, cancel, choose, priority, outcomes, clerks, targets,
                  running_text, slip_closing, phone_base_url, slip, kiosk, voice, boards, screens, desk);
    return out.take();
}

std::string digest_of(const core::Office& office) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    const std::string bytes = canonical_form(office);
    std::array<unsigned char, 32> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    std::array<char, 65> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    return text.data();
}

}  // namespace luot::app
