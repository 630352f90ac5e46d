// Clerks' notes of visits: made durable off the network thread, told to the desk only then, and deleted when the visit or the day ends.
// Network thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "engine/service.hpp"
#include "net/desk.hpp"
#include "server/note_file.hpp"
#include "server/worker.hpp"

namespace luot::server {

class TicketNotes final : public net::NoteKeeper, public engine::Listener {
  public:
    // Notes that wait for the disk: a second of a slow one. Whoever's does not fit in says it again.
    static constexpr std::size_t waiting_max = 64;

    // The desk and the executor outlive it, and nothing of the executor's runs after it.
    TicketNotes(boost::asio::any_io_executor executor, const std::filesystem::path& data, net::Desk& desk);
    ~TicketNotes() override;
    TicketNotes(const TicketNotes&) = delete;
    TicketNotes& operator=(const TicketNotes&) = delete;

    // As the office is now: before anybody is let in. What the file has of visits that go on is told to the desk.
    void begin(const core::State& told);

    void keep(const net::TicketNote& note) override;
    void on_told(const core::State& after, const core::Event& event) override;

    std::uint64_t failures() const { return failures_; }  // notes that the disk did not take, and deletions that failed

  private:
    void kept(const net::TicketNote& note, std::uint64_t version, const std::string& trouble);
    void take_away(const net::TicketNote& gone);
    void forget(core::TicketId ticket);
    void report(const std::string& trouble);

    boost::asio::any_io_executor executor_;
    net::Desk& desk_;
    NoteFile file_;                                   // the worker's, once begun
    NoteDay day_;                                     // of the open day
    std::map<core::TicketId, std::uint64_t> wanted_;  // tickets with a note, or one under way: from which version on
    std::uint64_t version_ = 0;
    std::uint64_t failures_ = 0;
    bool failing_ = false;
    Worker worker_;  // ends first
};

}  // namespace luot::server
