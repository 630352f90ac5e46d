#include "counter_app/errand.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "counter/resolve.hpp"
#include "counter_app/answer_json.hpp"
#include "wire/client_link.hpp"

namespace luot::counter_app {
namespace {

class Errand : public wire::LinkHandler {
  public:
    Errand(boost::asio::io_context& context, const Options& options, const counter::Verb& verb)
        : options_(options), verb_(verb), timer_(context), link_(context.get_executor(), link_options(options), *this) {}

    void start() {
        timer_.expires_after(options_.timeout);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) give_up("no answer within " + std::to_string(options_.timeout.count()) + " ms (" + last_ + ")");
        });
        link_.start();
    }
    ErrandResult take_result() { return std::move(result_); }

    void on_snapshot(const v1::Snapshot& snapshot) override {
        office_.apply(snapshot);
        link_.ping();
    }
    void on_event(const v1::Event& event) override { office_.apply(event); }
    // The office is known as it is now.
    void on_pong() override {
        if (asked_ || ended_ || !office_.ready()) return;
        asked_ = true;
        ask();
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        last_ = why;
        if (state == wire::LinkState::refused) give_up(why);
    }

  private:
    void ask() {
        if (counter::only_looks(verb_.kind)) return end(look(verb_, office_, options_.counter, *options_.words));
        const auto resolved = counter::resolve(verb_, office_, options_.counter, options_.clerk);
        if (const auto* unresolved = std::get_if<counter::Unresolved>(&resolved)) {
            return end(refused(verb_, unresolved->code, unresolved->params, office_, *options_.words));
        }
        const auto answered = [this](const v1::Reply& reply) {
            if (!ended_) end(answer_of(verb_, reply, office_, *options_.words));
        };
        sent_ = link_.send(std::get<v1::Command>(resolved), answered);
        if (!sent_) give_up("the command cannot be sent");
    }

    void give_up(const std::string& why) {
        if (ended_) return;
        result_.failure = options_.host + ':' + options_.port + ": " + why;
        end(refused(verb_, sent_ ? "no_answer" : "no_connection", {}, office_, *options_.words));
    }

    void end(boost::json::object answer) {
        if (ended_) return;
        ended_ = true;
        result_.answer = std::move(answer);
        timer_.cancel();
        link_.stop();
    }

    const Options& options_;
    const counter::Verb& verb_;
    counter::OfficeView office_;
    ErrandResult result_;
    std::string last_ = "starting";
    bool asked_ = false;
    bool sent_ = false;  // it may have been carried out
    bool ended_ = false;
    boost::asio::steady_timer timer_;
    wire::ClientLink link_;
};

}  // namespace

ErrandResult run_errand(const Options& options, const counter::Verb& verb) {
    boost::asio::io_context context(1);
    Errand errand(context, options, verb);
    errand.start();
    context.run();
    return errand.take_result();
}

}  // namespace luot::counter_app
