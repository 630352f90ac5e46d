#include "counter_app/errand.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "counter_app/verb_link.hpp"

namespace luot::counter_app {
namespace {

class Errand {
  public:
    Errand(boost::asio::io_context& context, const Options& options, const counter::Verb& verb)
        : options_(options), verb_(verb), timer_(context), link_(context, options, watcher()) {}

    void start() {
        timer_.expires_after(options_.timeout);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) give_up("no answer within " + std::to_string(options_.timeout.count()) + " ms (" + last_ + ")");
        });
        link_.start();
    }
    ErrandResult take_result() { return std::move(result_); }

  private:
    VerbLink::Watcher watcher() {
        VerbLink::Watcher watcher;
        watcher.present = [this] {
            if (!std::exchange(asked_, true)) link_.carry_out(verb_, [this](const boost::json::object& answer) { end(answer); });
        };
        watcher.not_signed_in = [this](const std::string& code, const counter::Params& params) { end(link_.refusal(verb_, code, params)); };
        watcher.state = [this](wire::LinkState state, const std::string& why) {
            last_ = why;
            if (state == wire::LinkState::refused) give_up(why);
        };
        return watcher;
    }

    void give_up(const std::string& why) {
        if (ended_) return;
        result_.failure = options_.host + ':' + options_.port + ": " + why;
        end(link_.refusal(verb_, link_.sent() ? "no_answer" : "no_connection"));
    }

    void end(boost::json::object answer) {
        if (std::exchange(ended_, true)) return;
        result_.answer = std::move(answer);
        timer_.cancel();
        link_.stop();
    }

    const Options& options_;
    const counter::Verb& verb_;
    ErrandResult result_;
    std::string last_ = "starting";
    bool asked_ = false;
    bool ended_ = false;
    boost::asio::steady_timer timer_;
    VerbLink link_;
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
