#include "server/ticket_notes.hpp"

#include <limits>
#include <utility>
#include <variant>

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

namespace luot::server {

namespace {

// What has to be deleted is never dropped; there is no more of it than there are notes.
constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

bool goes_on(const core::State& told, core::TicketId id) {
    const core::Ticket* ticket = core::find_ticket(told, id);
    return ticket != nullptr && ticket->ended_in == core::TicketState::unspecified;
}

// The ticket that an event is about; 0: none.
core::TicketId ticket_of(const core::EventBody& body) {
    return std::visit(
        [](const auto& event) -> core::TicketId {
            if constexpr (requires { core::TicketId(event.ticket); }) return event.ticket;
            return {};
        },
        body);
}

}  // namespace

TicketNotes::TicketNotes(boost::asio::any_io_executor executor, const std::filesystem::path& data, net::Desk& desk,
                         std::chrono::milliseconds again)
    : executor_(std::move(executor)), desk_(desk), file_(data), again_in_(again), again_(executor_) {
    desk_.set_note_keeper(this);
}

TicketNotes::~TicketNotes() {
    desk_.set_note_keeper(nullptr);
}

void TicketNotes::begin(const core::State& told) {
    day_ = NoteDay{told.day, told.epoch};
    Done done;
    const auto notes = told.day_open ? file_.load(day_, done.trouble) : std::vector<net::TicketNote>();
    if (!told.day_open) done.trouble = file_.remove();
    for (const net::TicketNote& note : notes) {
        if (goes_on(told, note.ticket)) {
            wanted_[note.ticket] = Wanted{version_, version_};
            desk_.noted(note);
        } else if (const std::string unwiped = file_.erase(note.ticket); !unwiped.empty()) {
            done.trouble = unwiped;
        }
    }
    if (!done.trouble.empty()) spdlog::warn("ticket.notes in the data folder, the clerks' notes of visits: {}", done.trouble);
    if (!file_.is_clean()) try_again();
}

template <class Job, class OnDone>
bool TicketNotes::run(Job job, OnDone on_done, std::size_t at_most) {
    const auto work = [this, job = std::move(job), on_done = std::move(on_done)]() mutable {
        Done done;
        done.trouble = job();
        done.clean = file_.is_clean();
        // What on_done holds is let go on the network thread.
        boost::asio::post(executor_, [this, done = std::move(done), on_done = std::move(on_done)] {
            report(done);
            on_done(done);
        });
    };
    return worker_.add(work, at_most);
}

bool TicketNotes::keep(const net::TicketNote& note, OnKept on_kept) {
    const std::uint64_t version = ++version_;
    const auto job = [this, note, day = day_] { return note.text.empty() ? file_.erase(note.ticket) : file_.put(day, note); };
    const auto on_done = [this, note, version, day = day_, on_kept = std::move(on_kept)](const Done& done) {
        on_kept(kept(note, version, day, done));
    };
    if (!run(job, on_done, waiting_max)) return false;
    if (!note.text.empty()) wanted_.try_emplace(note.ticket, Wanted{version, 0}).first->second.last = version;
    return true;
}

// Whether it is to be told: not where the visit or the day has ended since.
bool TicketNotes::kept(const net::TicketNote& note, std::uint64_t version, const NoteDay& day, const Done& done) {
    if (!done.trouble.empty() || !(day == day_)) return false;
    const auto wanted = wanted_.find(note.ticket);
    if (!note.text.empty()) return wanted != wanted_.end() && version >= wanted->second.from;
    if (wanted != wanted_.end() && wanted->second.last < version) wanted_.erase(wanted);
    return true;
}

// For the desk it is gone at once: a start would not tell it of a visit that is over.
void TicketNotes::visit_over(core::TicketId ticket, bool with_the_day) {
    net::TicketNote gone;
    gone.ticket = ticket;
    if (desk_.note_of(ticket) != nullptr) desk_.noted(gone);
    if (wanted_.erase(ticket) == 0 || with_the_day) return;  // the day's end takes the file as a whole
    run([this, ticket] { return file_.erase(ticket); }, [](const Done&) {}, any_number);
}

void TicketNotes::day_over() {
    wanted_.clear();
    desk_.day_over();
    run([this] { return file_.remove(); }, [](const Done&) {}, any_number);
}

void TicketNotes::on_told(const core::State& after, const core::Event& event) {
    if (const auto* opened = std::get_if<core::DayOpened>(&event.body)) {
        day_ = NoteDay{opened->day, after.epoch};
    } else if (std::holds_alternative<core::EpochBegan>(event.body)) {
        day_.epoch = after.epoch;
    } else if (std::holds_alternative<core::DayClosed>(event.body)) {
        day_over();
    } else if (const core::TicketId ticket = ticket_of(event.body); ticket && !goes_on(after, ticket)) {
        visit_over(ticket, std::holds_alternative<core::TicketExpired>(event.body));
    }
}

// Once for each time that the disk begins to fail: whoever writes a note says it again and again.
void TicketNotes::report(const Done& done) {
    const bool failed = !done.trouble.empty();
    if (failed) ++failures_;
    if (failed && !failing_) spdlog::error("ticket.notes in the data folder, the clerks' notes of visits: {}", done.trouble);
    failing_ = failed;
    if (!done.clean) try_again();
}

void TicketNotes::try_again() {
    if (std::exchange(waits_to_try_again_, true)) return;
    again_.expires_after(again_in_);
    again_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        waits_to_try_again_ = false;
        run([this] { return file_.clean_up(); }, [](const Done&) {}, any_number);
    });
}

}  // namespace luot::server
