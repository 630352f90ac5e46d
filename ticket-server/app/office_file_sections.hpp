// The parts of the office file, each read and checked by itself. What is wrong goes to the reader's context.
#pragma once

#include "app/office_file_reader.hpp"

namespace luot::app {

std::vector<core::Hours> read_hours(TableReader& owner, std::string_view key);
std::vector<core::DayNote> read_calendar(TableReader& owner, std::string_view key);
std::vector<core::Choice> read_choices(TableReader& owner, std::string_view key);

// [[services]], and whether two of them may print the same number.
std::vector<core::Service> read_services(TableReader& office);

std::vector<core::PriorityClass> read_classes(TableReader& office);

// [[counters]], and whether each has fields and each field a counter.
std::vector<core::CounterConfig> read_counters(TableReader& office, const std::vector<core::Service>& services);

core::Policy read_policy(TableReader& office);
core::Rules read_rules(TableReader& office);

// [slip]: every line and language named, those that the file leaves to us too.
core::SlipLayout read_slip(TableReader& office);

// [kiosk], of an office whose classes and slip have been read: whether classes by age have a card to look at, and slips a code to scan.
core::KioskRules read_kiosk(TableReader& office, const core::Office& made);

// [voice], of an office whose languages and counters have been read.
core::VoiceRules read_voice(TableReader& office, const core::Office& made);

// [[boards]], of an office whose zones, fields and counters have been read: each board with the zone that it stands in.
std::vector<core::BoardConfig> read_boards(TableReader& office, const core::Office& made);

// [screens], of an office whose sessions have been read.
core::ScreenRules read_screens(TableReader& office, const core::Office& made);

// [desk]. Whether clerks sign in with a PIN is for read_clerks() to say.
core::DeskRules read_desk(TableReader& office);

// [[clerks]], of an office whose rules for the desk have been read: codes and whether there are PINs go into the office, the rest beside
// it.
void read_clerks(TableReader& office, OfficeFile& file);

// A list of words, each of them known; `what` for messages: "line of a slip".
std::vector<std::string> read_known(TableReader& table, std::string_view key, const std::vector<std::string>& known, const char* what);

// Codes that came before, to find doubles.
class Codes {
  public:
    // The entry's code; a mistake, and a placeholder, where it has none or one that came before.
    std::string read(TableReader& entry, std::string_view example);

  private:
    std::vector<Placed<std::string>> seen_;
};

}  // namespace luot::app
