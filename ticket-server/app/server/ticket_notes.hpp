// Clerks' notes of visits: made durable off the network thread, told to the desk only then, and deleted when the visit or the day ends.
// What cannot be deleted is tried again until it is. Network thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "engine/service.hpp"
#include "net/desk.hpp"
#include "server/note_file.hpp"
#include "server/worker.hpp"

namespace luot::server {

class TicketNotes final : public net::NoteKeeper, public engine::Listener {
  public:
    // Notes that wait for the disk: a second of a slow one. Whoever's does not fit in says it again.
    static constexpr std::size_t waiting_max = 64;
    // A disk that is well again takes them soon, and one that is not is not kept busy.
    static constexpr std::chrono::milliseconds again_after{5'000};

    // The desk and the executor outlive it, and nothing of the executor's runs after it.
    TicketNotes(boost::asio::any_io_executor executor, const std::filesystem::path& data, net::Desk& desk,
                std::chrono::milliseconds again = again_after);
    ~TicketNotes() override;
    TicketNotes(const TicketNotes&) = delete;
    TicketNotes& operator=(const TicketNotes&) = delete;

    // As the office is now: before anybody is let in. What the file has of visits that go on is told to the desk.
    void begin(const core::State& told);

    bool keep(const net::TicketNote& note, OnKept on_kept) override;
    void on_told(const core::State& after, const core::Event& event) override;

    std::uint64_t failures() const { return failures_; }  // notes that the disk did not take, and deletions that failed

  private:
    // What came of a job.
    struct Done {
        std::string trouble;
        bool clean = true;
    };
    // Of a ticket with a note, or one under way.
    struct Wanted {
        std::uint64_t from = 0;  // versions before it are of before the visit ended
        std::uint64_t last = 0;  // asked for
    };
    bool kept(const net::TicketNote& note, std::uint64_t version, const NoteDay& day, const Done& done);
    void visit_over(core::TicketId ticket, bool with_the_day);
    void day_over();
    // Off this thread; `trouble` is what the job returns.
    template <class Job, class OnDone>
    bool run(Job job, OnDone on_done, std::size_t at_most);
    void report(const Done& done);
    void try_again();

    boost::asio::any_io_executor executor_;
    net::Desk& desk_;
    NoteFile file_;  // the worker's, once begun
    NoteDay day_;    // of the open day
    std::map<core::TicketId, Wanted> wanted_;
    std::uint64_t version_ = 0;
    std::uint64_t failures_ = 0;
    bool failing_ = false;
    std::chrono::milliseconds again_in_;
    boost::asio::steady_timer again_;
    bool waits_to_try_again_ = false;
    Worker worker_{Worker::AtEnd::do_waiting};  // ends first
};

}  // namespace luot::server
