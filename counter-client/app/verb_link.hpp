// Verbs on their way to the server and back, for whoever types words and reads JSON: learns the office as it is now, signs in, asks, and
// makes the answer. One thread, the executor's.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "counter/office_view.hpp"
#include "counter/refusal_words.hpp"
#include "counter/verbs.hpp"
#include "counter_app/office_time.hpp"
#include "counter_app/options.hpp"
#include "wire/client_link.hpp"

namespace luot::counter_app {

class VerbLink : wire::LinkHandler {
  public:
    struct Watcher {
        std::function<void()> present;  // the office is known as it is now; again whenever the line was away
        std::function<void(const std::string& code, const counter::Params& params)> not_signed_in;
        std::function<void(wire::LinkState state, const std::string& why)> state;
    };
    using OnAnswer = std::function<void(const boost::json::object& answer)>;

    // `options` outlive it.
    VerbLink(boost::asio::io_context& context, const Options& options, Watcher watcher);

    void start();
    void stop();  // nothing is called back any more

    // One after another. Answered once: by the server, or at once with no_connection while the line is away, for nothing is kept for
    // later. The server does not carry it out later than options.timeout from now, and a note that has not come back by then is no_answer.
    void carry_out(const counter::Verb& verb, OnAnswer on_answer);
    // Of the verb under way: the server may have carried it out.
    bool sent() const { return sent_; }

    boost::json::object refusal(const counter::Verb& verb, std::string_view code, const counter::Params& params = {}) const;

  private:
    void on_welcome(const v1::Welcome& welcome) override;
    void on_snapshot(const v1::Snapshot& snapshot) override;
    void on_event(const v1::Event& event) override;
    void on_pong() override;
    void on_signed_in(const v1::SignedIn& answer) override;
    void on_ticket_note(const v1::TicketNote& note) override;
    void on_state(wire::LinkState state, const std::string& why) override;

    void ask();
    void tell();
    void end(const boost::json::object& answer);

    const Options& options_;
    Watcher watcher_;
    counter::OfficeView office_;
    OfficeTime time_;
    bool present_ = false;
    bool signed_in_ = false;  // or nobody needs to be
    bool stopped_ = false;
    std::optional<counter::Verb> verb_;  // under way
    OnAnswer on_answer_;
    bool asked_ = false;
    bool sent_ = false;
    std::optional<v1::TicketNote> told_;  // and not come back yet
    boost::asio::steady_timer note_timer_;
    wire::ClientLink link_;
};

}  // namespace luot::counter_app
