// Webhooks of the running server: what is told goes into the outbox once, on a thread of its own, and from there to whoever wants to hear
// it. What was told while nobody wrote it down (a crash, a full disk) is made up from the journal. Webhooks that the command line adds and
// removes meanwhile are taken up within a second or two. Network thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "engine/service.hpp"
#include "server/hook_sender.hpp"
#include "server/worker.hpp"
#include "store/hooks/hooks_database.hpp"
#include "web/glance.hpp"
#include "web/hooks/hook_pages.hpp"
#include "web/hooks/news.hpp"
#include "web/hooks/outbox.hpp"

namespace luot::server {

class Hooks final : public engine::Listener, public web::hooks::HookBook {
  public:
    // Events that wait for the disk: beyond, they are read from the journal again when it takes them.
    static constexpr std::size_t pending_max = 4'096;
    // So many events without a delivery, and it is noted that they were looked at, so that a start reads no more than those.
    static constexpr std::uint64_t noted_every = 500;
    static constexpr std::size_t read_at_once = 2'000;
    static constexpr std::size_t jobs_max = 1'024;

    struct Needs {
        boost::asio::any_io_executor executor;
        std::filesystem::path data;
        const journal::Codec& codec;
        engine::Service& service;
        std::function<std::string()> live_document;  // JSON, with "alerts"
    };
    // All of what it needs outlives it, and nothing of the executor's runs after it.
    explicit Hooks(Needs needs);
    ~Hooks() override;

    // Before anybody is let in: opens the file, and makes up what is missing in it.
    void begin();

    void on_told(const core::State& after, const core::Event& event) override;

    std::vector<web::hooks::HookStanding> standings() const override { return outbox_.standings(); }
    std::string unguessable(std::size_t bytes) override;
    void add(luot::hooks::Hook hook, Done done) override;
    void remove(const std::string& id, Done done) override;

    const web::hooks::Limits& limits() const { return limits_; }
    void add_figures(std::vector<web::Figure>& to) const;

  private:
    using Database = store::HooksDatabase;
    template <class Value, class Job, class OnDone>
    void on_disk(Job job, OnDone on_done);
    void take(const web::hooks::News& news, core::Seq seq);
    void write_soon();
    void write();
    void append(core::Seq through);
    void appended(const luot::hooks::Progress& progress, journal::Result<std::vector<luot::hooks::Delivery>> added);
    void failed(const std::string& what);
    void fall_behind();
    void make_up();
    void settle(std::vector<luot::hooks::Settled> settled);
    void send_what_is_due();
    void sent(const std::string& hook, std::int64_t id, const HookOutcome& outcome);
    bool is_of_another_journal(const core::State& told) const;
    void begin_anew(const luot::hooks::Progress& reach);
    void begin_to_tell(luot::hooks::Hook hook);
    void look_at_file();
    void take_up(std::vector<luot::hooks::Hook> kept);
    void look_at_alerts();
    bool alerts_are_wanted() const;

    const Needs needs_;
    const web::hooks::Limits limits_;
    web::hooks::Outbox outbox_{limits_};
    std::size_t coming_ = 0;       // hooks that are being kept, and have their places
    luot::hooks::Progress reach_;  // in the file
    core::Seq seen_ = 0;           // events up to here are in the file or pending
    std::vector<luot::hooks::Delivery> pending_;
    std::set<std::string> alerts_;  // that stand, by their deliveries' names
    bool behind_ = true;            // what is told is not taken: it will be read from the journal
    bool begun_ = false;
    bool busy_ = false;  // reading the journal or writing the file
    bool write_posted_ = false;
    bool failing_ = false;
    std::map<luot::hooks::Settled::How, std::uint64_t> settled_;  // since the start, of hooks that are gone too
    boost::asio::steady_timer due_, again_, alerts_look_, file_look_;
    HookSender sender_;
    std::unique_ptr<Database> database_;        // the worker's
    Worker worker_{Worker::AtEnd::do_waiting};  // ends first
};

}  // namespace luot::server
