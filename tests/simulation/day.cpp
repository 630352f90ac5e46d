#include "simulation/day.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "app/business_time.hpp"
#include "core/invariants.hpp"
#include "map/wire_translator.hpp"
#include "report/report.hpp"
#include "simulation/happening.hpp"
#include "simulation/oracle_figures.hpp"
#include "simulation/reckoning.hpp"
#include "simulation/scratch_folder.hpp"
#include "simulation/site.hpp"
#include "simulation/staff.hpp"
#include "simulation/witness.hpp"
#include "store/verify.hpp"
#include "support/office_driver.hpp"

namespace luot::simulation {

namespace {

using core::Seq;

constexpr double hours = 3'600;
constexpr double looks_around_every_s = 45;
// From the end of trouble until everybody is served and every screen is right: longer, and something is stuck.
constexpr double settled_within_s = 5 * hours;
// Real: pings, back-offs, a last snapshot.
constexpr Time quiet_for = 20 * second;

void expect(bool holds, const char* check, const std::string& what) {
    if (!holds) throw Violation(check, what);
}

class Day {
  public:
    Day(const Plan& plan, bool with_timeline)
        : plan_(plan),
          world_(plan.seed ^ 0x6c75'6f74U),
          network_(world_),
          pace_{plan.speed},
          begins_at_us_(luot::test::monday_at(6, 40)),
          staff_(world_, network_, plan),
          site_(world_, network_, settings(plan, begins_at_us_), folder_.path()),
          happening_(world_, network_, site_, staff_, plan),
          witness_(plan.office) {
        if (with_timeline) world_.keep_timeline([this] { return clock(); });
        site_.on_opened = [this](const core::State& state, bool restored) { opened(state, restored); };
        site_.on_event = [this](const core::State& after, const core::Event& event) { told(after, event); };
        listen_to_devices();
    }

    void run() {
        site_.start();
        for (Device* device : staff_.devices) device->switch_on();
        for (const Step& step : plan_.steps) world_.at(pace_.office_s(step.at_s), [this, &step] { happening_.take(step); });
        world_.at(pace_.office_s(plan_.opens_s), [this] {
            for (const auto& clerk : staff_.clerks) clerk->begin_shift();
            staff_.supervisor->begin_shift(pace_.office_s(looks_around_every_s));
        });
        run_until(pace_.office_s(plan_.heals_s));
        heal();
        wait_until_all_are_served();
        everybody_sees_the_truth();
        if (plan_.overnight) sleep_over();
        the_report_is_right();
        the_journal_is_sound();
        reckon(account());
    }

    const World& world() const { return world_; }

    void count(Told& told) const {
        told.events = static_cast<std::size_t>(witness_.seq());
        told.visits = witness_.visits().size();
        told.starts = site_.starts();
        told.calls = calls_;
        for (const Device* device : staff_.devices) {
            for (const ToldReply& reply : device->replies()) ++(reply.reply.has_result() ? told.replies : told.refusals);
        }
        for (const auto& board : staff_.boards) told.announcements += board->spoken().size();
    }

  private:
    static SiteSettings settings(const Plan& plan, core::TimeUs begins_at_us) {
        SiteSettings settings;
        settings.office = plan.office;
        settings.speed = plan.speed;
        settings.begins_at_us = begins_at_us;
        return settings;
    }

    void listen_to_devices() {
        for (Device* device : staff_.devices) {
            device->on_told = [this](const Device& by, const ToldReply& reply) { answered(by, reply); };
            device->server_run = [this] { return site_.starts(); };
        }
    }

    std::string clock() {
        const auto local_s = (site_.now_us() + 7 * core::hour_us) / core::second_us % 86'400;
        char text[16];
        std::snprintf(text, sizeof text, "%02d:%02d:%02d", static_cast<int>(local_s / 3'600), static_cast<int>(local_s / 60 % 60),
                      static_cast<int>(local_s % 60));
        return text;
    }

    void run_until(Time until) {
        while (world_.step(until)) site_.settle();
    }

    // --- What is watched while it happens

    void told(const core::State& after, const core::Event& event) {
        const auto broken = core::invariants(after);
        expect(broken.empty(), "invariants", broken.empty() ? "" : broken.front() + " (event " + std::to_string(event.seq) + ")");
        record(event);
    }

    void record(const core::Event& event) {
        if (world_.keeps_timeline()) world_.note("office", "event " + std::to_string(event.seq) + " " + kind_of(event));
        witness_.take(event);
        if (std::holds_alternative<core::TicketCalled>(event.body)) ++calls_;
        if (std::holds_alternative<core::ClockSuspected>(event.body)) confirm_clock();
        told_.push_back(payload_digest(event));
    }

    std::string kind_of(const core::Event& event) const {
        static constexpr std::array names{"office configured",
                                          "epoch began",
                                          "day opened",
                                          "day closed",
                                          "clock suspected",
                                          "clock confirmed",
                                          "session opened",
                                          "session closed",
                                          "ticket issued",
                                          "slip settled",
                                          "slip retried",
                                          "ticket called",
                                          "ticket recalled",
                                          "service started",
                                          "ticket requeued",
                                          "no-show",
                                          "reinstated",
                                          "held",
                                          "hold returned",
                                          "hold released",
                                          "transferred",
                                          "unbound",
                                          "finished",
                                          "cancelled",
                                          "expired",
                                          "made urgent",
                                          "rated",
                                          "counter opened",
                                          "counter closed",
                                          "counter paused",
                                          "counter resumed",
                                          "auto-call",
                                          "counter assigned",
                                          "field limited",
                                          "notice",
                                          "issuing ended",
                                          "slip scanned",
                                          "help"};
        static_assert(names.size() == std::variant_size_v<core::EventBody>);
        std::string text = names.at(event.body.index());
        if (const auto* issued = std::get_if<core::TicketIssued>(&event.body)) text += " " + issued->number;
        if (const auto* called = std::get_if<core::TicketCalled>(&event.body))
            text += " " + witness_.visits().at(called->ticket).number + " at counter " + std::to_string(called->counter.value);
        return text;
    }

    std::size_t payload_digest(const core::Event& event) const { return digest_of(site_.codec().encode(event).payload); }

    // All that was told is there; what is there and was not told happens now.
    void opened(const core::State& state, bool restored) {
        if (restored) {
            cuts_.push_back(Cut{state.epoch + 1, state.seq});
            staff_.hall.forget_all();
            told_.clear();
            witness_ = Witness(plan_.office);
            highest_told_ = std::min<Seq>(highest_told_, state.seq);
        }
        expect(state.seq >= told_.size() && state.seq >= highest_told_, "nothing told is lost",
               "event " + std::to_string(std::max<Seq>(told_.size(), highest_told_)) +
                   " was told, and after a restart the journal ends at event " + std::to_string(state.seq));
        fold_journal(site_.folder(), site_.codec(), [this](const core::State&, const core::Event& event) {
            if (event.seq > told_.size()) return record(event);
            expect(told_.at(event.seq - 1) == payload_digest(event), "nothing told is lost",
                   "event " + std::to_string(event.seq) + " was told, and after a restart another one stands in its place");
        });
        expect(luot::simulation::fold_journal(site_.folder(), site_.codec(), [](const core::State&, const core::Event&) {}) == state,
               "recovery", "the state after a restart is not the fold of the journal");
    }

    void answered(const Device& by, const ToldReply& told) {
        if (told.reply.seq() != 0 && holds_still(cuts_, told.epoch, told.reply.seq())) {
            expect(told.reply.seq() <= witness_.seq(), "decide, commit, tell",
                   by.name() + " heard of event " + std::to_string(told.reply.seq()) + ", which is not told yet");
            highest_told_ = std::max<Seq>(highest_told_, told.reply.seq());
        }
        if (!told.reply.result().has_issued()) return;
        const v1::IssuedResult& issued = told.reply.result().issued();
        const core::Moment moment = luot::test::moment_of(issued.issued_us());
        expect(on_paper_.emplace(moment.business_day, issued.number()).second, "numbers",
               issued.number() + " is on paper twice: " + by.name() + " was given it again");
    }

    void confirm_clock() {
        world_.after(second, [this] {
            v1::Command command;
            command.mutable_confirm_clock();
            staff_.administrator->submit(command, {});
        });
    }

    // --- The end

    void heal() {
        world_.note("step", "from here on nothing goes wrong");
        network_.heal();
        site_.heal();
        site_.start();
        for (Device* device : staff_.devices)
            if (!device->is_on()) device->switch_on();
        staff_.supervisor->go_home();
        for (const auto& clerk : staff_.clerks) plan_.leaves_people ? clerk->go_home_at_once() : clerk->work_until_all_are_served();
    }

    void wait_until_all_are_served() {
        const Time give_up = world_.now() + pace_.office_s(settled_within_s);
        const auto all_home = [this] {
            return std::all_of(staff_.clerks.begin(), staff_.clerks.end(), [](const auto& clerk) { return clerk->has_gone_home(); });
        };
        while (!all_home()) {
            expect(world_.now() < give_up, "liveness",
                   "hours after the last trouble, people still wait or counters are still at work" + who_is_stuck());
            run_until(world_.now() + second);
        }
        run_until(world_.now() + quiet_for);
    }

    std::string who_is_stuck() const {
        std::string text;
        for (const auto& [id, seen] : witness_.visits())
            if (seen.is_open()) text += "; " + seen.number + " is " + core::to_string(seen.state);
        for (const auto& clerk : staff_.clerks)
            if (!clerk->has_gone_home()) text += "; " + clerk->name() + (clerk->is_live() ? " works" : " has no server");
        return text;
    }

    void everybody_sees_the_truth() {
        const map::WireTranslator translator;
        for (const Device* device : staff_.devices) {
            expect(device->is_live(), "liveness", device->name() + " has not found the server again");
            expect(device->unanswered() == 0, "liveness", device->name() + " still waits for an answer");
        }
        for (const Screen* screen : staff_.screens) {
            const net::Bytes bytes = translator.snapshot(site_.service().told(), static_cast<core::Role>(screen->role()), site_.now_us());
            v1::Envelope envelope;
            envelope.ParseFromString(*bytes);
            expect(screen->picture() == Screen::picture_of(envelope.snapshot()), "convergence",
                   screen->name() + " shows something else than the office is");
        }
        for (const auto& board : staff_.boards)
            expect(board->has_spoken_all(), "announcements", board->name() + " still has calls to speak");
    }

    // The devices are switched off for the night but for a board, and the day ends at its hour.
    void sleep_over() {
        const core::BusinessDay today = witness_.day();
        for (Device* device : staff_.devices)
            if (device != staff_.boards.front().get()) device->switch_off();
        const core::Moment now = luot::test::moment_of(site_.now_us());
        const double until_s = static_cast<double>(now.day_ends_at_us - site_.now_us()) / core::second_us + 10 * 60;
        run_until(world_.now() + pace_.office_s(until_s));
        expect(witness_.day() > today, "day close", "the business day has not ended at its hour");
        for (const auto& [id, seen] : witness_.visits()) expect(!seen.is_open(), "day close", seen.number + " is still open the next day");
        run_until(world_.now() + quiet_for);
        everybody_sees_today();
    }

    void everybody_sees_today() {
        expect(staff_.boards.front()->office().day.business_day() == witness_.day().days, "convergence", "the board still shows yesterday");
    }

    void the_report_is_right() {
        std::set<core::BusinessDay> days;
        for (const auto& [id, seen] : witness_.visits()) days.insert(seen.day);
        for (const core::BusinessDay day : days) {
            const std::string date = app::format_date(day);
            const auto report = report::make_report(site_.folder(), site_.codec(), date, date);
            expect(report.has_value(), "figures", "there is no report: " + (report ? "" : report.error().what));
            const FigureTable seen = figures_seen(witness_, day);
            const FigureTable reported = figures_reported(report->figures);
            for (const auto& table : {seen, reported})
                for (const auto& [name, value] : table) compare(name, seen, reported);
        }
    }

    // Reads everything once more, so it has its turn in some of the days.
    void the_journal_is_sound() const {
        if (plan_.seed % 8 != 0) return;
        const auto verified = store::verify(site_.folder(), site_.codec());
        expect(verified.has_value(), "verify", "the journal cannot be read: " + (verified ? "" : verified.error().what));
        expect(verified->sound(), "verify", verified->sound() ? "" : verified->violations.front().what);
    }

    static void compare(const std::string& name, const FigureTable& seen, const FigureTable& reported) {
        const auto value = [&](const FigureTable& table) {
            const auto found = table.find(name);
            return found == table.end() ? std::int64_t{0} : found->second;
        };
        expect(
            value(seen) == value(reported), "figures",
            "the report says " + name + " " + std::to_string(value(reported)) + ", whoever watched counts " + std::to_string(value(seen)));
    }

    Account account() const {
        Account account{site_.folder(), site_.codec(), {}, {}, {}, cuts_};
        account.devices.assign(staff_.devices.begin(), staff_.devices.end());
        account.screens.assign(staff_.screens.begin(), staff_.screens.end());
        for (const auto& board : staff_.boards) account.boards.push_back(board.get());
        return account;
    }

    const Plan& plan_;
    const ScratchFolder folder_;
    World world_;
    Network network_;
    Pace pace_;
    core::TimeUs begins_at_us_;
    Staff staff_;
    Site site_;
    Happening happening_;
    Witness witness_;
    std::vector<std::size_t> told_;  // a digest of each event that was told, from the first
    Seq highest_told_ = 0;           // to a device, with an answer
    std::vector<Cut> cuts_;
    std::set<std::pair<core::BusinessDay, std::string>> on_paper_;
    std::size_t calls_ = 0;
};

}  // namespace

Told run_day(const Plan& plan, bool with_timeline) {
    Told told;
    Day day(plan, with_timeline);
    try {
        day.run();
    } catch (const Violation& violation) {
        told.finding = Finding{violation.check, violation.what()};
    }
    day.count(told);
    told.timeline = day.world().timeline();
    return told;
}

}  // namespace luot::simulation
