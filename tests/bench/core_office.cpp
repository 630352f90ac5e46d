#include "bench/core_office.hpp"

#include <cstdio>

#include "bench/failure.hpp"
#include "support/office_driver.hpp"

namespace luot::bench {

CoreOffice::CoreOffice(core::TimeUs now_us, bool configured) : now_us_(now_us) {
    if (configured) configure();
}

CoreOffice::CoreOffice(core::TimeUs now_us) : CoreOffice(now_us, true) {}

void CoreOffice::configure() {
    app::OfficeFile file = office_file();
    run(core::Configure{std::move(file.office), std::move(file.digest)});
    run_due();
}

void CoreOffice::set_time(core::TimeUs now_us) {
    now_us_ = std::max(now_us_, now_us);
    run_due();
}

void CoreOffice::run(const core::Command& command) {
    run_due();
    const auto events = core::decide(state_, command, {}, moment(), entropy());
    if (!events) throw Failure(std::string("the core refused: ") + core::to_string(events.error().code));
    for (const core::Event& event : *events) take(event);
}

void CoreOffice::run_due() {
    if (state_.office_digest.empty()) return;
    while (core::next_wakeup(state_) <= now_us_) {
        const auto events = core::decide(state_, core::Tick{}, {}, moment(), {});
        if (!events) throw Failure("a tick was due and found nothing to do");
        for (const core::Event& event : *events) take(event);
    }
}

void CoreOffice::take(const core::Event& event) {
    core::apply(state_, event);
}

core::Moment CoreOffice::moment() const {
    return test::moment_of(now_us_);
}

core::Entropy CoreOffice::entropy() {
    std::array<char, 33> token{};
    std::snprintf(token.data(), token.size(), "%032llx", static_cast<unsigned long long>(++tokens_));
    return core::Entropy{token.data()};
}

core::Issue issue(std::size_t visit) {
    core::Issue command;
    command.service = core::ServiceCode(service_code(visit % fields));
    command.ticket_class = core::ClassCode(class_code(visit));
    return command;
}

core::AtCounter at_counter(std::uint64_t counter) {
    return {core::CounterId(counter), core::ClerkCode(clerk_code(counter))};
}

}  // namespace luot::bench
