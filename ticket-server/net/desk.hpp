// What counters share beside the office's state: who the clerks are and whether they are it, and what they write of visits for each other.
// None of it is journalled. Network thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "net/limits.hpp"
#include "net/sign_ins.hpp"
#include "net/translator.hpp"

namespace luot::net {

// Makes notes durable, and says so with Desk::noted().
class NoteKeeper {
  public:
    virtual ~NoteKeeper() = default;
    // An empty text takes the ticket's note away. May be dropped, where too many wait or the disk does not take it: whoever writes one says
    // it again until it comes back.
    virtual void keep(const TicketNote& note) = 0;
};

class DeskMember {
  public:
    // note_after() has something.
    virtual void on_notes() = 0;
    // This one is new, and note_after() has it until another one of its ticket comes.
    virtual void on_noted(const TicketNote& note) = 0;

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

    // From a device, of a visit that goes on. False: there is no room for another ticket's, or nobody to keep it.
    bool write(const TicketNote& note);
    // It is durable; with an empty text: it is gone.
    void noted(const TicketNote& note);
    // All are gone, with the day.
    void day_over();
    // As it was noted; nullptr: there is none.
    const TicketNote* note_of(core::TicketId ticket) const;
    std::size_t notes() const;

    // on_notes() is called where there are any, on_noted() with each new one. left(): no-op for who did not join.
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
    const DeskLimits& limits_;
    Staff staff_, badges_;
    PinChecker* pins_ = nullptr;
    NoteKeeper* keeper_ = nullptr;
    SignIns sign_ins_;
    std::map<std::uint64_t, TicketNote> by_change_;
    std::map<core::TicketId, std::uint64_t> changes_;  // of each ticket that has or had a note today
    std::uint64_t last_change_ = 0;
    std::vector<DeskMember*> members_;
};

}  // namespace luot::net
