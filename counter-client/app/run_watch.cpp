#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <iostream>

#include "counter_app/run.hpp"
#include "message_json/message_json.hpp"
#include "wire/client_link.hpp"

namespace luot::counter_app {
namespace {

const char* word_of(wire::LinkState state) {
    switch (state) {
        case wire::LinkState::connecting:
            return "connecting";
        case wire::LinkState::live:
            return "live";
        case wire::LinkState::lost:
            return "lost";
        case wire::LinkState::refused:
            return "refused";
    }
    return "unknown";
}

class Watcher : public wire::LinkHandler {
  public:
    explicit Watcher(boost::asio::io_context& context) : context_(context) {}

    void on_snapshot(const v1::Snapshot& snapshot) override { print({{"snapshot", message_json::to_json(snapshot)}}); }
    void on_event(const v1::Event& event) override { print(message_json::to_json(event)); }
    void on_staff(const v1::Staff& staff) override { print({{"staff", message_json::to_json(staff)}}); }
    void on_ticket_note(const v1::TicketNote& note) override { print({{"note", message_json::to_json(note)}}); }
    void on_state(wire::LinkState state, const std::string& why) override {
        print({{"link", word_of(state)}, {"why", why}});
        if (state != wire::LinkState::refused) return;
        std::cerr << "counter-client: the server refused: " << why << '\n';
        refused_ = true;
        context_.stop();
    }
    bool refused() const { return refused_; }

  private:
    static void print(const boost::json::object& line) { std::cout << boost::json::serialize(line) << std::endl; }

    boost::asio::io_context& context_;
    bool refused_ = false;
};

}  // namespace

int run_watch(const Options& options) {
    boost::asio::io_context context(1);
    Watcher watcher(context);
    wire::ClientLink link(context.get_executor(), link_options(options), watcher);
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&context](const boost::system::error_code& error, int) {
        if (!error) context.stop();
    });
    link.start();
    context.run();
    return watcher.refused() ? exit_refused : exit_done;
}

}  // namespace luot::counter_app
