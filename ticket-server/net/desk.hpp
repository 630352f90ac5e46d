// What counters share beside the office's state: who the clerks are and whether they are it, and what they write of visits for each other.
// None of it is journalled. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "net/limits.hpp"
#include "net/sign_ins.hpp"
#include "net/translator.hpp"

namespace luot::net {

// Makes notes durable, one after the other.
class NoteKeeper {
  public:
    // On the network thread, never from within keep(). Durable: it is to be told. Not: the disk did not take it, or the visit has ended.
    using OnKept = std::function<void(bool durable)>;
    virtual ~NoteKeeper() = default;
    // An empty text takes the ticket's note away, durably too. Calls back once, in the order in which they came, unless it ends before.
    // False, and no call: too many wait already.
    virtual bool keep(const TicketNote& note, OnKept on_kept) = 0;
};

class DeskMember {
  public:
    // note_after() has something.
    virtual void on_notes() = 0;
    // One that it wrote is settled. Durable: it is noted, note_after() has it until another one of its ticket comes, and on_notes() was not
    // called for it.
    virtual void on_written(const TicketNote& note, bool durable) = 0;

  protected:
    virtual ~DeskMember() = default;
};

class Desk {
  public:
    // `limits` outlives it.
    explicit Desk(const DeskLimits& limits) : limits_(limits), sign_ins_(limits) {}

    // Of the office file, before anybody is let in.
    void set_staff(Staff staff);
    const Staff& staff() const { return staff_; }
    const Staff& badges() const { return badges_; }  // without the names

    // Both outlive the desk, or are taken back with nullptr. None: nobody has a PIN; no note is taken.
    void set_pins(PinChecker* pins) { pins_ = pins; }
    void set_note_keeper(NoteKeeper* keeper) { keeper_ = keeper; }
    PinChecker* pins() { return pins_; }
    SignIns& sign_ins() { return sign_ins_; }
    // Called with each PIN that was checked and was wrong, and what was answered: no more of them than may be tried.
    using OnWrongPin = std::function<void(const SignInTry& who, const SignedIn& answer)>;
    void set_on_wrong_pin(OnWrongPin on_wrong_pin) { on_wrong_pin_ = std::move(on_wrong_pin); }
    void heard_wrong_pin(const SignInTry& who, const SignedIn& answer) const {
        if (on_wrong_pin_) on_wrong_pin_(who, answer);
    }

    // From a device, of a visit that goes on. Only where it is under way, its writer hears what came of it, if it is there then.
    enum class Written : std::uint8_t {
        under_way,
        no_room,  // for another ticket's today; or there is nobody to keep it
        busy,     // the keeper: its writer says it again
    };
    Written write(const TicketNote& note, std::weak_ptr<DeskMember> writer);
    // The ticket's note is about to become another one than note_of() says.
    bool is_under_way(core::TicketId ticket) const { return under_way_.contains(ticket); }
    // It is durable; with an empty text: it is gone. All but `writer` are told.
    void noted(const TicketNote& note, const DeskMember* writer = nullptr);
    // All are gone, with the day.
    void day_over();
    // As it was noted; nullptr: there is none.
    const TicketNote* note_of(core::TicketId ticket) const;
    std::size_t notes() const;

    // on_notes() is called where there are any, and with each new one. No-op for who has joined already, or did not.
    void joined(DeskMember& member);
    void left(DeskMember& member);
    struct Changed {
        std::uint64_t number = 0;
        TicketNote note;
    };
    // The first change behind this one; those that took a note away are left out up to `gone_through`, for whoever never knew it.
    std::optional<Changed> note_after(std::uint64_t change, std::uint64_t gone_through) const;
    std::uint64_t last_change() const { return last_change_; }

  private:
    void kept(const TicketNote& note, const std::weak_ptr<DeskMember>& writer, bool durable);

    const DeskLimits& limits_;
    Staff staff_, badges_;
    PinChecker* pins_ = nullptr;
    NoteKeeper* keeper_ = nullptr;
    SignIns sign_ins_;
    OnWrongPin on_wrong_pin_;
    std::map<std::uint64_t, TicketNote> by_change_;
    std::map<core::TicketId, std::uint64_t> changes_;    // of each ticket that has or had a note today
    std::map<core::TicketId, std::uint32_t> under_way_;  // how many of each ticket the keeper has
    std::uint64_t last_change_ = 0;
    std::vector<DeskMember*> members_;
};

}  // namespace luot::net
