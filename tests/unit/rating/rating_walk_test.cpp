// A counter's day at random, with a line that is cut, a tablet that is killed at any point of its work and a server that answers late,
// twice or not at all, and a disk that is full for a while: no opinion is lost of which its citizen read that it is kept, none counts
// twice, none is of another ticket, and nobody is asked who was not served here.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "rating_office.hpp"

namespace luot::testing {

namespace {

using rating::RatingFsm;
using rating::Screen;

// The server, as far as a rating goes: one ticket at a counter at a time, and one opinion of each served ticket.
struct Office {
    std::uint64_t last_ticket = 0;
    std::map<std::uint64_t, v1::CounterStatus> counters;
    std::vector<v1::Event> journal;
    std::map<std::uint64_t, std::int64_t> served_here;  // when
    std::map<std::uint64_t, std::uint32_t> opinions;

    void tell(std::uint64_t counter, const v1::TicketStatus& ticket, std::int64_t now_us) {
        v1::Event event;
        event.set_seq(journal.size() + 101);
        event.set_at_us(now_us);
        *event.add_changes()->mutable_counter() = counters.at(counter);
        *event.add_changes()->mutable_ticket() = ticket;
        journal.push_back(event);
    }
    v1::Reply rate(const v1::Rate& rate) {
        v1::Reply reply;
        if (!served_here.contains(rate.ticket())) {
            reply.mutable_error()->set_code("wrong_state");
        } else if (!opinions.emplace(rate.ticket(), rate.grade()).second) {
            reply.mutable_error()->set_code("already_rated");
        }
        return reply;
    }
};

class Walk {
  public:
    explicit Walk(std::uint64_t seed) : random_(seed) {
        for (const std::uint64_t counter : {our_counter, std::uint64_t{4}}) office_.counters[counter] = counter_status(counter);
        boot();
    }

    void step() {
        if (pick(60) == 0) disk_full_ = !disk_full_;
        now_ += Instant{pick(8) == 0 ? pick(40'000) : pick(1'500)};
        fsm_->wake(now_);
        act();
        switch (pick(14)) {
            case 0:
            case 1:
            case 2:
                return clerk(pick(6) == 0 ? 4 : our_counter);
            case 3:
            case 4:
            case 5:
                return tap();
            case 6:
                return pick(4) == 0 ? cut() : hear();
            case 7:
            case 8:
                return connect();
            case 9:
                return serve();
            case 10:
                return pick(12) == 0 ? boot() : hear();
            default:
                return hear();
        }
    }
    // The line holds and the server answers.
    void come_to_rest() {
        for (int i = 0; i < 200; ++i) {
            connect();
            hear();
            trouble_ = disk_full_ = false;
            serve();
            now_ += Instant{61'000};
            fsm_->wake(now_);
            act();
        }
        CHECK(fsm_->kept() == 0);
        for (const auto& [ticket, grade] : office_.opinions) CHECK((meant_.contains(ticket) && meant_.at(ticket) == grade));
        for (const auto& [ticket, grade] : meant_) CHECK((office_.opinions.contains(ticket) || unkept_.contains(ticket)));
        CHECK(asked_.size() >= meant_.size());
        CHECK(disk_.empty());
    }
    std::size_t meant() const { return meant_.size(); }
    std::size_t killed() const { return killed_; }
    std::size_t lost() const { return meant_.size() - office_.opinions.size(); }

  private:
    std::uint64_t pick(std::uint64_t below) { return random_() % below; }
    std::int64_t office_us() const { return noon_us + now_.count() * 1'000; }

    bool on_disk(std::uint64_t ticket) const {
        return std::ranges::any_of(disk_, [&](const rating::KeptRating& kept) { return kept.ticket == ticket; });
    }
    // A program that begins with what the one before left on the disk; what that one had sent may still arrive.
    void boot() {
        ++boots_;
        for (const auto& [ticket, grade] : meant_) {
            if (!office_.opinions.contains(ticket) && !on_disk(ticket)) unkept_.insert(ticket);
        }
        disk_full_ = false;  // or it would not begin
        fsm_.emplace(our_counter, disk_, shipped_words());
        live_ = false;
        on_page_ = 0;
        orphans_.insert(orphans_.end(), under_way_.begin(), under_way_.end());
        under_way_.clear();
        answers_.clear();
        heard_ = office_.journal.size();
        fresh_ = true;
    }
    void cut() {
        if (!live_) return;
        live_ = false;
        fsm_->link_changed(wire::LinkState::lost, now_);
        act();
    }
    void connect() {
        if (live_) return;
        live_ = true;
        v1::Welcome welcome;
        welcome.set_office("thanh-xuan");
        welcome.set_epoch(1);
        welcome.set_at_us(office_us());
        welcome.set_speed(1);
        fsm_->welcome(welcome, now_);
        fsm_->link_changed(wire::LinkState::live, now_);
        if (fresh_ || pick(3) == 0) {  // what was missed is compacted
            v1::Snapshot snapshot = rating_snapshot();
            snapshot.set_at_us(office_us());
            snapshot.clear_counters();
            for (const auto& [id, counter] : office_.counters) *snapshot.add_counters() = counter;
            heard_ = office_.journal.size();
            here_ = office_.counters.at(our_counter).ticket_state();
            fsm_->snapshot(snapshot, now_);
            fresh_ = false;
        }
        act();
    }
    void hear() {
        for (auto some = pick(4) + 1; live_ && heard_ < office_.journal.size() && some > 0; --some) {
            const v1::Event& event = office_.journal[heard_++];
            if (event.changes(0).counter().counter() == our_counter) here_ = event.changes(0).counter().ticket_state();
            fsm_->event(event, now_);
            act();
        }
    }

    void clerk(std::uint64_t counter) {
        auto& status = office_.counters.at(counter);
        v1::TicketStatus ticket = ticket_status(status.ticket(), status.number(), v1::TICKET_STATE_CALLED, 0);
        if (status.ticket() == 0) {
            ticket.set_ticket(++office_.last_ticket);
            ticket.set_number("H" + std::to_string(office_.last_ticket));
            status = counter_status(counter, ticket.ticket(), ticket.number(), v1::TICKET_STATE_CALLED);
        } else if (status.ticket_state() == v1::TICKET_STATE_CALLED && pick(5) != 0) {
            status.set_ticket_state(v1::TICKET_STATE_SERVING);
            ticket.set_state(v1::TICKET_STATE_SERVING);
        } else {
            const bool serving = status.ticket_state() == v1::TICKET_STATE_SERVING;
            const v1::TicketState ends[] = {v1::TICKET_STATE_SERVED, v1::TICKET_STATE_SERVED, v1::TICKET_STATE_WAITING,
                                            v1::TICKET_STATE_HELD};
            ticket.set_state(serving ? ends[pick(4)] : v1::TICKET_STATE_NO_SHOW);
            ticket.set_ended_us(office_us());
            if (ticket.state() == v1::TICKET_STATE_SERVED && counter == our_counter) office_.served_here[ticket.ticket()] = office_us();
            status = counter_status(counter);
        }
        office_.tell(counter, ticket, office_us());
    }

    void tap() {
        const rating::RatingPage page = fsm_->page();
        const unsigned place = static_cast<unsigned>(pick(4)) + 1;
        const std::uint64_t ticket = page.ticket;
        const bool taken = fsm_->touch("grade:" + std::to_string(place), now_);
        if (taken) {
            REQUIRE(page.screen == Screen::ask);
            CHECK(fsm_->page().screen == Screen::thanks);
        }
        // Killed before it was on the disk, nobody has been thanked: it was no tap.
        const std::size_t boots = boots_;
        const bool kept = act(taken && pick(4) == 0 ? std::optional<std::uint64_t>(pick(3)) : std::nullopt);
        const bool killed = boots_ != boots;
        killed_ += killed ? 1U : 0U;
        const bool sent = std::ranges::any_of(orphans_, [&](const auto& send) { return send.command.rate().ticket() == ticket; });
        if (taken && killed && !kept && sent) unkept_.insert(ticket);
        if (taken && (kept || !killed || sent)) CHECK(meant_.emplace(ticket, rating::grade_told(place, 4)).second);
        if (fsm_->page().detail == shipped_words().first().text("rating.thanks_kept")) CHECK(on_disk(meant_.rbegin()->first));
        if (pick(2) == 0 && fsm_->touch("grade:" + std::to_string(place), now_)) FAIL("a double tap is two");
    }

    // Requests reach the server; it answers, or answers that it cannot, or the line goes with the answer.
    void serve() {
        for (const auto& send : std::exchange(orphans_, {})) {
            if (pick(2) == 0) office_.rate(send.command.rate());
        }
        if (!live_) return;
        for (const auto& send : std::exchange(under_way_, {})) {
            v1::Reply reply;
            const auto luck = trouble_ ? pick(6) : 5;
            if (luck == 0) {
                reply.mutable_error()->set_code("session_expired");  // nobody knows what became of it
                if (pick(2) == 0) office_.rate(send.command.rate());
            } else if (answers_.contains(send.request)) {
                reply = answers_.at(send.request);
            } else {
                reply = office_.rate(send.command.rate());
                answers_[send.request] = reply;
            }
            if (luck == 1) {  // the answer is lost: the link repeats the request, and gets the first answer
                under_way_.push_back(send);
                continue;
            }
            fsm_->answered(send.request, reply, now_);
            act();
        }
        trouble_ = true;
    }

    // Does what is to be done, up to where it is killed; whether anything was kept on the disk.
    bool act(std::optional<std::uint64_t> killed_after = std::nullopt) {
        bool kept = false;
        for (std::uint64_t done = 0;; ++done) {
            if (killed_after && done == *killed_after) {
                boot();
                return kept;
            }
            auto action = fsm_->next();
            if (!action) break;
            if (auto* keep = std::get_if<rating::Keep>(&*action)) {
                if (!disk_full_) disk_ = *rating::read_ratings(rating::text_of(keep->ratings));
                kept = kept || !disk_full_;
                fsm_->written(!disk_full_, now_);
            }
            if (auto* settled = std::get_if<rating::Settled>(&*action)) {
                CHECK((settled->outcome == "accepted" || (settled->outcome == "already_rated" && settled->sent_before)));
            }
            if (auto* send = std::get_if<rating::SendRating>(&*action)) {
                REQUIRE(live_);
                under_way_.push_back(*send);
            }
        }
        look();
        return kept;
    }
    void look() {
        const rating::RatingPage page = fsm_->page();
        if (here_ == v1::TICKET_STATE_SERVING) CHECK(page.ticket == 0);  // the next one sits here
        if (page.ticket != on_page_ && page.ticket != 0) {
            CHECK(asked_.insert(page.ticket).second);
            REQUIRE(office_.served_here.contains(page.ticket));
            CHECK(office_us() - office_.served_here.at(page.ticket) <= 30'000'000);
        }
        on_page_ = page.ticket;
    }

    std::mt19937_64 random_;
    Office office_;
    std::optional<RatingFsm> fsm_;
    std::vector<rating::KeptRating> disk_;
    bool disk_full_ = false;
    std::vector<rating::SendRating> under_way_, orphans_;
    std::map<std::uint64_t, v1::Reply> answers_;  // of this program's requests
    Instant now_{1'000};
    bool live_ = false;
    bool fresh_ = true;
    bool trouble_ = true;
    std::size_t heard_ = 0;
    v1::TicketState here_ = v1::TICKET_STATE_UNSPECIFIED;  // of who is at our counter, as the tablet has heard it
    std::uint64_t on_page_ = 0;
    std::set<std::uint64_t> asked_;
    std::map<std::uint64_t, std::uint32_t> meant_;
    std::set<std::uint64_t> unkept_;  // of a program that was killed while its disk was full
    std::size_t boots_ = 0;
    std::size_t killed_ = 0;
};

}  // namespace

TEST_CASE("no opinion is lost and none counts twice however the line and the tablet fare") {
    const char* given = std::getenv("LUOT_SEED");
    std::size_t meant = 0;
    std::size_t killed = 0;
    std::size_t lost = 0;
    for (std::uint64_t seed = 1; seed <= (given != nullptr ? 1U : 60U); ++seed) {
        const std::uint64_t used = given != nullptr ? std::strtoull(given, nullptr, 10) : seed;
        CAPTURE(used);
        Walk walk(used);
        for (int i = 0; i < 3'000; ++i) walk.step();
        walk.come_to_rest();
        meant += walk.meant();
        killed += walk.killed();
        lost += walk.lost();
    }
    MESSAGE("seeds 1 to 60, or LUOT_SEED: " << meant << " opinions, " << killed << " kills while one was given, " << lost
                                            << " lost with a full disk");
    CHECK(meant > 0);
    if (given == nullptr) CHECK(killed > 0);
}

}  // namespace luot::testing
