// The office without its shell: the core alone, driven by hand at an office time that the caller sets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/office.hpp"
#include "core/decide.hpp"

namespace luot::bench {

class CoreOffice {
  public:
    // Configured, its day open. The caller applies nothing: run() does, and hands each event on after it.
    explicit CoreOffice(core::TimeUs now_us);
    virtual ~CoreOffice() = default;
    CoreOffice(const CoreOffice&) = default;
    CoreOffice& operator=(const CoreOffice&) = delete;

    // What is due by then, then the time. Never goes back.
    void set_time(core::TimeUs now_us);
    // Throws Failure where the core refuses.
    void run(const core::Command& command);

    core::Moment moment() const;
    core::Entropy entropy();
    const core::State& state() const { return state_; }
    core::State& state() { return state_; }

  protected:
    // For those who keep what happened.
    CoreOffice(core::TimeUs now_us, bool configured);
    void configure();
    virtual void take(const core::Event& event);

  private:
    void run_due();

    core::State state_;
    core::TimeUs now_us_ = 0;
    std::uint64_t tokens_ = 0;
};

core::Issue issue(std::size_t visit);
core::AtCounter at_counter(std::uint64_t counter);

}  // namespace luot::bench
