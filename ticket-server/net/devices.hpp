// How kiosks and boards are, for those who answer for the hall; and what devices are given beside what they are shown: the office's logo,
// and the key of the day's hashes of cards. About now: in memory, bounded, never journalled. Network thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/state.hpp"
#include "net/translator.hpp"

namespace luot::net {

class DeviceListener {
  public:
    // Another one than before; empty: cards are of no use now.
    virtual void on_person_key(const std::string& key) = 0;
    // Devices::changed_after() has something new.
    virtual void on_device_changed() = 0;

  protected:
    ~DeviceListener() = default;
};

struct Logo {
    std::string png;     // empty: the office has none
    std::string digest;  // BLAKE2b-256 of it
};

struct DeviceCounts {
    std::size_t kiosks_connected = 0, kiosks_gone = 0, boards_connected = 0, boards_gone = 0;
    // Of connected boards.
    std::size_t boards_dark = 0, boards_troubled = 0, outputs_not_working = 0;
    core::TimeUs oldest_board_report_us = 0;  // since the one whose last word is the oldest said it, or came; 0: no board is connected
    std::array<std::size_t, printer_states> printers{};  // of connected kiosks, by PrinterState
};

class Devices {
  public:
    explicit Devices(std::size_t known_max) : known_max_(known_max) {}

    void set_logo(Logo logo) { logo_ = std::move(logo); }
    const Logo& logo() const { return logo_; }
    // Tells every kiosk that is in, where it is another one.
    void set_person_key(const std::string& key);
    const std::string& person_key() const { return person_key_; }

    // Was welcomed, and wants to be shown things. Kiosks and boards are known from here on, supervisors and administrators watch.
    void joined(DeviceListener& listener, core::Role role, const core::DeviceCode& device, core::TimeUs now_us);
    // `by_itself`: it ended its connection. Who did so and never reported only wanted to look: it is not counted as gone. No-op for who did
    // not join.
    void left(DeviceListener& listener, core::TimeUs now_us, bool by_itself = false);
    // Of kiosks and boards that are in; others' words are of no interest. A thumbnail is kept until another one comes.
    void reported(const DeviceListener& listener, DeviceReport report, core::TimeUs now_us);

    // Every change has a number, and of one device only the last counts: the first one after `change`, with its number. Nothing: none. Who
    // goes through them one after the other gets a thumbnail with the first of its device, and again where it is another one.
    struct Changed {
        std::uint64_t number = 0;
        DeviceStatus status;
    };
    std::optional<Changed> changed_after(std::uint64_t change) const;
    // Each of them once, kiosks first, by name; without thumbnails, which are many bytes. `see` changes nothing here.
    void each(const std::function<void(const DeviceStatus&)>& see) const;
    // Of a board; null: it is not known, or has told none. Until anything is changed here.
    const std::string* thumbnail(const core::DeviceCode& board) const;
    DeviceCounts counts(core::TimeUs now_us) const;

  private:
    using Key = std::pair<core::Role, core::DeviceCode>;
    struct Known {
        DeviceStatus status;          // without its thumbnail
        std::string thumbnail;        // the last one
        std::size_t connections = 0;  // one name may come twice for a moment, while the old line dies
        bool only_looked = false;
        std::uint64_t change = 0;
        std::uint64_t pictured = 0;  // the change that brought the thumbnail
    };
    // A device's thumbnail is told with its own change, so that who has it is not sent it again with each of the others.
    struct Told {
        Key key;
        bool thumbnail = false;
    };

    void changed(const Key& key, Known& known, bool thumbnail = false);
    static void count_board(const DeviceStatus& board, core::TimeUs now_us, DeviceCounts& counts);
    bool make_room();

    std::size_t known_max_;
    Logo logo_;
    std::string person_key_;
    std::map<Key, Known> known_;
    std::map<std::uint64_t, Told> by_change_;
    std::uint64_t last_change_ = 0;
    std::map<const DeviceListener*, Key> in_;  // looked up, never walked
    std::vector<DeviceListener*> kiosks_;      // in the order of their coming
    std::vector<DeviceListener*> watchers_;
};

}  // namespace luot::net
