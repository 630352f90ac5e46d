#include "wire/quiet_client.hpp"

#include <memory>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace luot::wire {
namespace {

class Errand : public LinkHandler {
  public:
    Errand(boost::asio::io_context& context, const LinkOptions& options, const NextCommand& next, bool needs_office)
        : where_(options.host + ":" + options.port),
          next_(next),
          needs_office_(needs_office),
          timer_(context),
          link_(context.get_executor(), options, *this) {}

    void start(std::chrono::milliseconds timeout) {
        timer_.expires_after(timeout);
        timer_.async_wait([this, timeout](boost::system::error_code ec) {
            if (!ec) timed_out(timeout);
        });
        link_.start();
        if (!needs_office_) go_on();
    }

    QuietResult take_result() { return std::move(result_); }

    void on_snapshot(const v1::Snapshot& snapshot) override {
        office_ = snapshot;
        const bool first = needs_office_;
        needs_office_ = false;
        if (first) go_on();
    }

    void on_state(LinkState state, const std::string& why) override {
        last_ = why;
        if (state == LinkState::live && under_way_) may_be_sent_ = true;
        if (state == LinkState::refused) end(where_ + " " + why, may_be_sent_);
    }

  private:
    void go_on() {
        const auto command = next_(office_, result_.replies.empty() ? nullptr : &result_.replies.back());
        if (!command) return end({}, false);
        under_way_ = true;
        may_be_sent_ = link_.state() == LinkState::live;
        if (!link_.send(*command, [this](const v1::Reply& reply) { answered(reply); })) end("the command is too long to be sent", false);
    }

    void answered(const v1::Reply& reply) {
        if (ended_) return;
        under_way_ = false;
        may_be_sent_ = false;
        result_.replies.push_back(reply);
        if (!reply.has_error()) return go_on();
        const bool unknown = reply.error().code() == "session_expired";
        end(unknown ? "the server at " + where_ + " no longer knows this session: the command may have been carried out" : "", unknown);
    }

    void timed_out(std::chrono::milliseconds timeout) {
        auto why = "no answer from " + where_ + " within " + std::to_string(timeout.count()) + " ms";
        if (link_.state() != LinkState::live) why += " (" + last_ + ")";
        if (may_be_sent_) why += ": the command may have been carried out";
        end(why, may_be_sent_);
    }

    void end(const std::string& failure, bool outcome_unknown) {
        if (ended_) return;
        ended_ = true;
        result_.failure = failure;
        result_.outcome_unknown = outcome_unknown;
        timer_.cancel();
        link_.stop();
    }

    const std::string where_;
    const NextCommand& next_;
    bool needs_office_;
    bool under_way_ = false;
    bool may_be_sent_ = false;  // the command under way
    bool ended_ = false;
    std::string last_ = "starting";
    v1::Snapshot office_;
    QuietResult result_;
    boost::asio::steady_timer timer_;
    ClientLink link_;
};

QuietResult run(const LinkOptions& options, const NextCommand& next, bool needs_office, std::chrono::milliseconds timeout) {
    boost::asio::io_context context(1);
    auto link_options = options;
    link_options.no_pushes = !needs_office;
    Errand errand(context, link_options, next, needs_office);
    errand.start(timeout);
    context.run();
    return errand.take_result();
}

}  // namespace

QuietResult run_commands(const LinkOptions& options, const NextCommand& next, std::chrono::milliseconds timeout) {
    return run(options, next, true, timeout);
}

QuietResult run_commands(const LinkOptions& options, const std::vector<v1::Command>& commands, std::chrono::milliseconds timeout) {
    std::size_t done = 0;
    const NextCommand next = [&](const v1::Snapshot&, const v1::Reply*) -> std::optional<v1::Command> {
        if (done == commands.size()) return std::nullopt;
        return commands[done++];
    };
    return run(options, next, false, timeout);
}

}  // namespace luot::wire
