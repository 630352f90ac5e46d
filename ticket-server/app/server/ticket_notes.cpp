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

TicketNotes::TicketNotes(boost::asio::any_io_executor executor, const std::filesystem::path& data, net::Desk& desk)
    : executor_(std::move(executor)), desk_(desk), file_(data) {
    desk_.set_note_keeper(this);
}

TicketNotes::~TicketNotes() {
    desk_.set_note_keeper(nullptr);
}

void TicketNotes::begin(const core::State& told) {
    day_ = NoteDay{told.day, told.epoch};
    std::string trouble;
    if (!told.day_open) {
        trouble = file_.remove();
        if (!trouble.empty()) spdlog::warn("ticket.notes in the data folder, the clerks' notes of visits: {}", trouble);
        return;
    }
    const auto notes = file_.load(day_, trouble);
    for (const net::TicketNote& note : notes) {
        if (goes_on(told, note.ticket)) {
            wanted_[note.ticket] = ++version_;
            desk_.noted(note);
        } else if (const std::string unwiped = file_.erase(note.ticket); !unwiped.empty()) {
            trouble = unwiped;
        }
    }
    if (!trouble.empty()) spdlog::warn("ticket.notes in the data folder, the clerks' notes of visits: {}", trouble);
}

void TicketNotes::keep(const net::TicketNote& note) {
    if (note.text.empty()) {
        forget(note.ticket);
        take_away(note);
        return;
    }
    const std::uint64_t version = ++version_;
    const auto job = [this, note, version, day = day_] {
        std::string trouble = file_.put(day, note);
        boost::asio::post(executor_, [this, note, version, trouble = std::move(trouble)] { kept(note, version, trouble); });
    };
    if (worker_.add(job, waiting_max)) wanted_.try_emplace(note.ticket, version);
}

void TicketNotes::kept(const net::TicketNote& note, std::uint64_t version, const std::string& trouble) {
    report(trouble);
    // Not where the visit has ended since, or it was taken away. Another one may be on its way: whoever wrote this one waits for it.
    const auto wanted = wanted_.find(note.ticket);
    if (trouble.empty() && wanted != wanted_.end() && version >= wanted->second) desk_.noted(note);
}

void TicketNotes::take_away(const net::TicketNote& gone) {
    wanted_.erase(gone.ticket);
    if (desk_.note_of(gone.ticket) != nullptr) desk_.noted(gone);
}

void TicketNotes::forget(core::TicketId ticket) {
    if (!wanted_.contains(ticket)) return;
    worker_.add(
        [this, ticket] {
            std::string trouble = file_.erase(ticket);
            boost::asio::post(executor_, [this, trouble = std::move(trouble)] { report(trouble); });
        },
        any_number);
}

void TicketNotes::on_told(const core::State& after, const core::Event& event) {
    if (const auto* opened = std::get_if<core::DayOpened>(&event.body)) {
        day_ = NoteDay{opened->day, after.epoch};
    } else if (std::holds_alternative<core::EpochBegan>(event.body)) {
        day_.epoch = after.epoch;
    } else if (std::holds_alternative<core::DayClosed>(event.body)) {
        wanted_.clear();
        desk_.day_over();
        worker_.add(
            [this] {
                std::string trouble = file_.remove();
                boost::asio::post(executor_, [this, trouble = std::move(trouble)] { report(trouble); });
            },
            any_number);
    } else if (const core::TicketId ticket = ticket_of(event.body); ticket && !goes_on(after, ticket)) {
        // The day's end takes the file as a whole.
        if (!std::holds_alternative<core::TicketExpired>(event.body)) forget(ticket);
        net::TicketNote gone;
        gone.ticket = ticket;
        take_away(gone);
    }
}

// Once for each time that the disk begins to fail: whoever writes a note says it again and again.
void TicketNotes::report(const std::string& trouble) {
    if (!trouble.empty()) ++failures_;
    if (!trouble.empty() && !failing_) spdlog::error("ticket.notes in the data folder, the clerks' notes of visits: {}", trouble);
    failing_ = !trouble.empty();
}

}  // namespace luot::server
