#include "board_app/speaking.hpp"

#include <algorithm>
#include <utility>

#include "board/board_config.hpp"
#include "board_app/voice_lines.hpp"

namespace luot::board_app {
namespace {

constexpr std::int64_t millisecond_us = 1'000;
constexpr std::int64_t second_us = 1'000'000;

// While something is being said or made ready, while it is wanted, and while nothing is.
constexpr std::int64_t busy_every_us = 20 * millisecond_us;
constexpr std::int64_t wanting_every_us = 200 * millisecond_us;
constexpr std::int64_t idle_every_us = second_us;
// Recordings may be slower than a plan thinks. A take is as long as this at most: VoiceTurn and the server count on an end within 80 s.
constexpr std::int64_t take_longest_ms = 2 * board::limits::announcement_longest_ms - 5'000;
// A voice that lacked something is asked again so often.
constexpr std::int64_t lacking_again_us = 10 * second_us;
// A take is made within some tens of milliseconds; a studio that does not answer for so long is asked again.
constexpr std::int64_t take_within_us = 10 * second_us;
// So that an accelerated office never makes a timer of nothing.
constexpr std::int64_t said_at_least_us = millisecond_us;

std::optional<board::Notice> notice_of(const v1::DayStatus& day) {
    if (!day.notice_urgent() || day.notice().empty()) return std::nullopt;
    return board::Notice{day.notice_seq(), day.notice_at_us(), day.notice()};
}

}  // namespace

struct Speaking::Impl {
    Impl(board::BoardModel& with_model, const words::Words& with_words, std::string with_board, Speaker& with_speaker,
         voice::Studio& with_studio, Outputs to)
        : model(with_model),
          words(with_words),
          board(std::move(with_board)),
          speaker(with_speaker),
          studio(with_studio),
          outputs(std::move(to)),
          pretended(make_silent_speaker()) {}

    board::Announcements& announcements() { return model.announcements(); }

    // An office whose clock runs faster is spoken to faster than anybody can: the time passes, and nothing is heard.
    bool is_accelerated() const { return model.clock().speed() != 1; }
    Speaker& active() { return is_accelerated() ? *pretended : speaker; }
    std::int64_t real_us(std::int64_t office_ms) const {
        return static_cast<std::int64_t>(static_cast<double>(office_ms * millisecond_us) / model.clock().speed());
    }

    void follow_office() {
        if (!model.ready() || !turn.is_caught_up()) return;  // what is shown may be of a journal before
        announcements().offer_notice(notice_of(model.shown().day), office_now_us);
        if (followed_seq == model.seq()) return;
        followed_seq = model.seq();
        std::string described = model.office().SerializeAsString();
        if (described == office) return;
        office = std::move(described);
        manner = voice::manner_of(model.office(), words);
        together = voice::errands_together(*manner, board::limits::merged_max, board::limits::announcement_longest_ms);
        lacking_again_at_us.reset();  // other voices, perhaps
        slow_trouble.clear();
        zone = board::config_of(model.office(), board).zone();
        turn.stand_in(zone);
        std::set<std::uint64_t> counters;
        for (const auto& each : model.office().voice().zones()) {
            if (each.code() == zone) counters.insert(each.counters().begin(), each.counters().end());
        }
        announcements().speak_for(counters);
        warm_up();
    }

    // What this office says all day, so that a call waits for no synthesis.
    void warm_up() {
        if (zone.empty() || is_accelerated() || !speaker.wants_samples()) return;
        std::vector<voice::Item> items;
        std::vector<std::string> numbers = {"0123456789"};
        for (const auto& service : model.office().services()) numbers.push_back(service.range().prefix());
        std::vector<voice::Errand> errands;
        for (const auto& number : numbers) errands.push_back({number, 1});
        for (const auto& counter : model.office().counters()) errands.push_back({"", counter.id()});
        voice::Plan everything = voice::plan(*manner, errands, board::limits::announcement_longest_ms);
        std::set<std::pair<std::string, std::string>> known;
        std::erase_if(everything.items, [&known](const voice::Item& item) {
            return item.kind == voice::Item::Kind::silence || !known.emplace(item.voice, item.name).second;
        });
        studio.expect(std::move(everything.items));
    }

    // --- One announcement

    std::optional<board::Skip> reason_to_skip(const board::Call& call) const {
        const auto found = model.shown().counters.find(call.counter);
        return board::reason_to_skip(call, found == model.shown().counters.end() ? nullptr : &found->second);
    }

    void choose() {
        if (!manner || announcements().announcement() || !may_begin() || now_us < quiet_until_us) return;
        const auto next = announcements().begin(
            office_now_us, [this](const board::Call& call) { return reason_to_skip(call); }, together);
        if (!next) return;
        if (next->notice) {
            plan = voice::plan_notice(*manner, next->notice->text, board::limits::announcement_longest_ms);
        } else {
            std::vector<voice::Errand> errands;
            for (const auto& call : next->calls) errands.push_back({call.number, call.counter});
            plan = voice::plan(*manner, errands, board::limits::announcement_longest_ms);
        }
        if (!is_accelerated() && speaker.wants_samples()) {
            studio.record(plan);
            asked_at_us = now_us;
            return;
        }
        say({{}, voice::cues_of(plan)}, plan.duration_ms);
    }

    void fetch() {
        if (!asked_at_us) return try_lacking_again();
        auto take = studio.take();
        if (!take && now_us - *asked_at_us < take_within_us) return;
        asked_at_us.reset();
        studio_trouble = take ? "" : "the voice takes too long";
        // A voice that cannot say a call leaves it to another board, until it can.
        lacking_again_at_us = take && take->lacking ? std::optional(now_us + lacking_again_us) : std::nullopt;
        turn.set_able(able());
        if (!announcements().announcement() || began_at_us) return;  // it was tried again
        // The turn may have gone while it was made.
        if (!take || !may_begin()) return announcements().interrupted();
        if (take->samples.size() > voice::samples_of_ms(take_longest_ms)) return too_long(std::move(*take));
        const std::int64_t lasts_ms = voice::ms_of_samples(take->samples.size());
        say(std::move(*take), lasts_ms);
    }

    // What the server said before the machine stood still counts again when the link has spoken since.
    bool may_begin() const { return !stood_still_at_us && turn.may_begin(now_us); }
    bool able() { return active().able() && (is_accelerated() || !lacking_again_at_us); }

    void try_lacking_again() {
        if (!lacking_again_at_us || now_us < *lacking_again_at_us || announcements().announcement()) return;
        studio.record(plan);
        asked_at_us = now_us;
    }

    // Each call by itself from now on; of one by itself the repetitions and further languages at the end are not heard.
    void too_long(voice::Take take) {
        slow_trouble = "the recordings of this voice are slow: an announcement would be longer than 75 s";
        if (announcements().announcement()->calls.size() > 1) {
            together = 1;
            return announcements().interrupted();
        }
        take.samples.resize(voice::samples_of_ms(take_longest_ms));
        say(std::move(take), take_longest_ms);
    }

    void say(voice::Take take, std::int64_t lasts_ms) {
        const auto& announcement = *announcements().announcement();
        const std::int64_t lasts_us = std::max(real_us(lasts_ms), said_at_least_us);
        heard_from = &active();  // the clock's pace may change before it ends
        heard_from->begin(std::move(take.samples), lasts_us, now_us);
        began_at_us = now_us;
        cues = std::move(take.cues);
        over_by_us = now_us + lasts_us + active().latency_us() + sound_over_within_us;
        turn.began(announcements().last_seq(), over_by_us - now_us, now_us);
        tell(announcement, lasts_ms);
    }

    void tell(const board::Announcement& announcement, std::int64_t lasts_ms) {
        if (announcement.notice) return line(notice_line(*announcement.notice, office_now_us, lasts_ms));
        const auto& calls = announcement.calls;
        line(announce_line(calls.front(), plan, office_now_us, lasts_ms));
        for (std::size_t i = 1; i < calls.size(); ++i) line(merged_line(calls[i], calls.front().seq, office_now_us));
        for (const auto& recall : announcement.recalls) line(merged_line(recall, calls.front().seq, office_now_us));
    }

    void listen() {
        const Play heard = speaker.run(now_us);
        if (!began_at_us) return;
        const Play play = heard_from == &speaker ? heard : heard_from->run(now_us);
        // Past what others were promised they speak.
        if (play == Play::broke || (play != Play::ended && now_us > over_by_us)) return break_off();
        if (play != Play::ended) return follow_errands();
        announcements().finished();
        quiet_until_us = now_us + real_us(manner ? manner->gap_ms : 0);
        began_at_us.reset();
        turn.ended();
    }

    void break_off() {
        if (!began_at_us) return;
        heard_from->stop();
        line(interrupted_line(*announcements().announcement(), office_now_us));
        announcements().interrupted();
        began_at_us.reset();
        turn.ended();
    }

    // Which of several calls is being spoken.
    void follow_errands() {
        for (const auto& cue : cues) {
            if (now_us - *began_at_us >= real_us(cue.at_ms)) announcements().saying(cue.errand);
        }
    }

    void line(const std::string& text) {
        if (outputs.said) outputs.said(text);
    }

    std::int64_t run(std::int64_t steady_us, std::int64_t unconfirmed_for_us) {
        now_us = steady_us;
        office_now_us = model.clock().now_us(steady_us);
        const std::int64_t confirmed_at_us = steady_us - unconfirmed_for_us;
        if (stood_still_at_us && confirmed_at_us > *stood_still_at_us) stood_still_at_us.reset();
        turn.heard(confirmed_at_us);
        if (model.told_since_welcome()) turn.caught_up();
        follow_office();
        listen();
        turn.set_able(able());
        fetch();
        choose();
        const bool forgets = turn.forgets(now_us, real_us(board::limits::turn_missed_ms));
        if (forgets && !announcements().announcement()) announcements().forget_old(office_now_us);
        for (const auto& skipped : announcements().take_skipped()) line(skipped_line(skipped));
        if (const auto report = turn.take_report(announcements().said_through(), announcements().said_notice(), now_us)) {
            if (outputs.report) outputs.report(*report);
        }
        return next_us();
    }

    std::int64_t next_us() {
        if (began_at_us || asked_at_us) {
            // An accelerated office says many things in a moment.
            return now_us +
                   (is_accelerated() ? std::max<std::int64_t>(real_us(busy_every_us / millisecond_us), said_at_least_us) : busy_every_us);
        }
        if (announcements().waiting() != 0 && may_begin()) return std::max(quiet_until_us, now_us + said_at_least_us);
        return now_us + (announcements().waiting() != 0 || !able() ? wanting_every_us : idle_every_us);
    }

    board::BoardModel& model;
    const words::Words& words;
    const std::string board;
    Speaker& speaker;
    voice::Studio& studio;
    Outputs outputs;
    std::unique_ptr<Speaker> pretended;
    board::VoiceTurn turn;

    std::optional<std::uint64_t> followed_seq;
    std::string office;  // as it was when what follows was made of it
    std::optional<voice::Manner> manner;
    std::size_t together = 1;
    std::string zone;

    std::int64_t now_us = 0;  // of the run that goes on
    std::int64_t office_now_us = 0;
    voice::Plan plan;
    std::optional<std::int64_t> asked_at_us;          // the studio
    std::optional<std::int64_t> lacking_again_at_us;  // the plan could not be said; tried again then
    std::optional<std::int64_t> began_at_us;          // to be heard
    std::int64_t over_by_us = 0;                      // as others were told
    std::vector<voice::Cue> cues;
    Speaker* heard_from = nullptr;  // it says the announcement
    std::int64_t quiet_until_us = 0;
    std::optional<std::int64_t> stood_still_at_us;  // the link has not spoken since
    std::string studio_trouble;
    std::string slow_trouble;
};

Speaking::Speaking(board::BoardModel& model, const words::Words& words, std::string board, Speaker& speaker, voice::Studio& studio,
                   Outputs outputs)
    : impl_(std::make_unique<Impl>(model, words, std::move(board), speaker, studio, std::move(outputs))) {}

Speaking::~Speaking() = default;

void Speaking::on_welcome(std::int64_t steady_us) {
    impl_->turn.connected(impl_->model.journal(), steady_us);
    impl_->followed_seq.reset();
}

void Speaking::on_caught_up() {
    impl_->turn.caught_up();
}

void Speaking::on_link(bool live) {
    if (!live) impl_->turn.disconnected();
}

void Speaking::on_turn(const v1::VoiceTurn& turn) {
    impl_->turn.told(turn);
    if (turn.zone() == impl_->zone) impl_->announcements().others_said(turn.said_through(), turn.said_notice());
}

void Speaking::stood_still(std::int64_t steady_us) {
    impl_->stood_still_at_us = steady_us;
    impl_->break_off();
}

std::int64_t Speaking::run(std::int64_t steady_us, std::int64_t unconfirmed_for_us) {
    return impl_->run(steady_us, unconfirmed_for_us);
}

bool Speaking::has_turn() const {
    return impl_->turn.has_turn();
}

std::size_t Speaking::waiting() const {
    return impl_->model.announcements().waiting();
}

std::vector<std::string> Speaking::troubles() const {
    std::vector<std::string> troubles = impl_->studio.troubles();
    if (!impl_->zone.empty() && !impl_->speaker.trouble().empty()) troubles.push_back(impl_->speaker.trouble());
    for (const auto& trouble : {impl_->studio_trouble, impl_->slow_trouble}) {
        if (!trouble.empty()) troubles.push_back(trouble);
    }
    return troubles;
}

}  // namespace luot::board_app
