#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <iostream>
#include <utility>

#include "counter_app/answer_json.hpp"
#include "counter_app/run.hpp"
#include "counter_app/verb_link.hpp"
#include "wire/stdin_lines.hpp"

namespace luot::counter_app {
namespace {

// One clerk at one counter without a window: one verb at a time, each answered before the next line is read.
class Headless {
  public:
    Headless(boost::asio::io_context& context, const Options& options)
        : context_(context),
          options_(options),
          lines_(
              context.get_executor(), [this](const std::string& line) { do_line(line); }, [this] { input_ended(); }),
          link_(context, options, watcher()) {}

    void start() { link_.start(); }
    int exit_code() const { return exit_code_; }

  private:
    static counter::Verb open_verb(bool take_over) {
        counter::Verb open;
        open.kind = counter::VerbKind::open;
        open.name = "open";
        open.take_over = take_over;
        return open;
    }

    VerbLink::Watcher watcher() {
        VerbLink::Watcher watcher;
        watcher.present = [this] {
            if (!std::exchange(opening_, true))
                link_.carry_out(open_verb(options_.take_over), [this](const boost::json::object& answer) { opened(answer); });
        };
        watcher.not_signed_in = [this](const std::string& code, const counter::Params& params) {
            const boost::json::object refusal = link_.refusal(open_verb(false), code, params);
            print(refusal);
            end(exit_refused, refusal_line(refusal));
        };
        watcher.state = [this](wire::LinkState state, const std::string& why) {
            if (state == wire::LinkState::refused) end(exit_refused, "the server refused: " + why);
        };
        return watcher;
    }

    void opened(const boost::json::object& answer) {
        print(answer);
        // It is this clerk's already: another connection of theirs, or this program before it was started anew.
        const bool mine = is_ok(answer) || answer.at("refused").at("code") == "already_so";
        if (!mine) return end(exit_refused, refusal_line(answer));
        lines_.next();
    }

    void do_line(const std::string& line) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) return lines_.next();
        const counter::ParsedVerb parsed = counter::parse_verb_line(line);
        if (const auto* error = std::get_if<counter::UsageError>(&parsed)) return answer_and_go_on(misused(error->message));
        link_.carry_out(std::get<counter::Verb>(parsed), [this](const boost::json::object& answer) { answer_and_go_on(answer); });
    }

    void answer_and_go_on(const boost::json::object& answer) {
        print(answer);
        lines_.next();
    }

    void input_ended() {
        if (!options_.stay) end(exit_done, "");
    }

    void end(int code, const std::string& why) {
        exit_code_ = code;
        if (!why.empty()) std::cerr << "counter-client: " << why << '\n';
        link_.stop();
        context_.stop();
    }

    static void print(const boost::json::object& answer) { std::cout << boost::json::serialize(answer) << std::endl; }

    boost::asio::io_context& context_;
    const Options& options_;
    bool opening_ = false;
    int exit_code_ = exit_done;
    wire::StdinLines lines_;
    VerbLink link_;
};

}  // namespace

int run_headless(const Options& options) {
    boost::asio::io_context context(1);
    Headless headless(context, options);
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&context](const boost::system::error_code& error, int) {
        if (!error) context.stop();
    });
    headless.start();
    context.run();
    return headless.exit_code();
}

}  // namespace luot::counter_app
