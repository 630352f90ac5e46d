#include "net/listener.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "engine/check.hpp"
#include "net/connection.hpp"
#include "net/rounds.hpp"
#include "net/showing.hpp"
#include "peer/giving_way.hpp"
#include "peer/network_of.hpp"

namespace luot::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct Listener::Impl final : Hall, engine::Listener, std::enable_shared_from_this<Impl> {
    enum class Stage : std::uint8_t { open, draining, saying_goodbye, stopped };
    // A line by where it comes from.
    struct Line {
        std::shared_ptr<Connection> connection;
        std::string network;
        std::uint64_t number = 0;  // rises
    };

    class Task final : public TurnTaker {
      public:
        explicit Task(std::function<void()> work) : work_(std::move(work)) {}
        void take_turn() override { work_(); }

      private:
        std::function<void()> work_;
    };

    asio::any_io_executor executor;
    tcp::acceptor acceptor;
    asio::steady_timer clock;
    asio::steady_timer accept_pause;
    asio::steady_timer newcomer_waits;  // never expires: cancelled when it is the newcomer's turn
    std::shared_ptr<Turns> turns;
    std::shared_ptr<Task> newcomers_turn = std::make_shared<Task>([this] { newcomer_waits.cancel(); });
    std::shared_ptr<Task> clocks_turn = std::make_shared<Task>([this] { look_at_some(); });
    std::unordered_map<Conversation*, std::shared_ptr<Conversation>> connections;
    std::unordered_map<Conversation*, Line> lines;  // the same
    std::uint64_t taken = 0;
    Rounds<Conversation> clock_rounds;
    std::vector<std::shared_ptr<Conversation>> answers_to_flush;
    bool flush_posted = false;
    std::shared_ptr<Showing> showing;
    Stage stage = Stage::open;
    std::int64_t stage_until_ms = 0;
    std::function<void()> on_stopped;
    const std::shared_ptr<const tls::Context> tls;

    Impl(asio::any_io_executor the_executor, engine::Service& the_service, const Translator& the_translator, Admission& the_admission,
         SessionDirectory& the_directory, const ListenerOptions& options)
        : Hall(the_service, the_translator, the_admission, the_directory, options.limits, options.speed),
          executor(std::move(the_executor)),
          acceptor(executor),
          clock(executor),
          accept_pause(executor),
          newcomer_waits(executor, asio::steady_timer::time_point::max()),
          turns(std::make_shared<Turns>(executor, the_service)),
          showing(std::make_shared<Showing>(executor, limits, fan_out, turns)),
          tls(options.tls) {}

    error_code open(const tcp::endpoint& endpoint) {
        error_code error;
        acceptor.open(endpoint.protocol(), error);
        if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor.bind(endpoint, error);
        if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            error_code ignored;
            acceptor.close(ignored);
            return error;
        }
        service.subscribe(*this);
        asio::co_spawn(executor, accept(shared_from_this()), [](const std::exception_ptr& failure) {
            if (failure) std::rethrow_exception(failure);
        });
        arm_clock();
        return {};
    }

    asio::awaitable<void> accept([[maybe_unused]] std::shared_ptr<Impl> self) {
        auto pause = limits.accept_pause_first;
        std::size_t in_a_row = 0;
        error_code error;
        auto token = asio::redirect_error(asio::use_awaitable, error);
        error_code cancelled;
        auto wait_token = asio::redirect_error(asio::use_awaitable, cancelled);
        while (acceptor.is_open()) {
            tcp::socket socket(executor);
            co_await acceptor.async_accept(socket, token);
            if (!acceptor.is_open()) break;
            if (error == asio::error::connection_aborted) continue;  // it went away while it waited
            if (error) {
                // No descriptors or no memory: those who wait stay in the system's queue meanwhile.
                ++counters.accept_errors;
                accept_pause.expires_after(pause);
                co_await accept_pause.async_wait(wait_token);
                pause = std::min(pause * 2, limits.accept_pause_last);
                continue;
            }
            pause = limits.accept_pause_first;
            turns->wait(newcomers_turn, Turns::Kind::newcomer);
            co_await newcomer_waits.async_wait(wait_token);
            if (!acceptor.is_open()) break;
            take(std::move(socket));
            if (++in_a_row < limits.accepts_in_a_row) continue;
            in_a_row = 0;
            accept_pause.expires_after(limits.accept_breather);
            co_await accept_pause.async_wait(wait_token);
        }
    }

    void take(tcp::socket socket) {
        error_code ignored;  // a peer that is gone already shows at the first read
        socket.set_option(tcp::no_delay(true), ignored);
        error_code unknown;
        const auto endpoint = socket.remote_endpoint(unknown);
        const std::string peer = unknown ? std::string() : endpoint.address().to_string();
        const std::string network = unknown ? std::string() : network_of(peer);
        if (connections.size() >= limits.connections && !make_room(network, false)) {
            turn_away(socket);
            return;
        }
        if (handshakes >= limits.handshakes && !make_room(network, true)) {
            ++counters.turned_away;
            return;
        }
        ++counters.accepted;
        auto connection = std::make_shared<Connection>(std::move(socket), peer, *this, *turns, tls);
        connections.emplace(connection.get(), connection);
        lines.emplace(connection.get(), Line{connection, network, ++taken});
        clock_rounds.add(connection);
        counters.connections = connections.size();
        connection->start();
    }

    // False: nobody gives way. Whoever has said who it is never does.
    bool make_room(const std::string& newcomer, bool of_handshakes) {
        std::vector<std::shared_ptr<Connection>> counted;
        std::vector<PeerLine> silent;
        for (const auto& [key, line] : lines) {
            if (!line.connection->is_silent() || (of_handshakes && !line.connection->shakes_hands())) continue;
            counted.push_back(line.connection);
            silent.push_back({line.network, line.number});
        }
        const auto at = who_gives_way(silent, newcomer);
        if (!at) return false;
        ++counters.turned_away;
        counted[*at]->close();
        return true;
    }

    // A few bytes into an empty send buffer: does not wait, and if they do not fit, the close says enough.
    void turn_away(tcp::socket& socket) {
        ++counters.turned_away;
        if (tls) return;  // nothing can be said before there is an agreement, and that costs more than is left
        std::string framed;
        frame::append(framed, *translator.encode(Refused{code::busy, "too many connections; come again later"}));
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(framed), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    std::int64_t now_ms() const override {
        const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count();
    }

    // Answers do not wait for those who are shown something: a clerk does not wait for a thousand boards.
    void wants_flush(Conversation& connection) override {
        if (!connection.has_answers()) return showing->add(connection);
        if (!std::exchange(connection.answer_flush_wanted, true)) answers_to_flush.push_back(connection.shared_from_this());
        if (std::exchange(flush_posted, true)) return;
        asio::post(executor, [weak = weak_from_this()] {
            if (auto self = weak.lock()) self->flush_answers();
        });
    }

    // What piled up for a peer while the executor was busy goes out in one write.
    void flush_answers() {
        flush_posted = false;
        const auto answers = std::exchange(answers_to_flush, {});
        for (const auto& connection : answers) {
            connection->answer_flush_wanted = false;
            connection->flush();
        }
    }

    void closed(Conversation& connection) override {
        connections.erase(&connection);
        lines.erase(&connection);
        counters.connections = connections.size();
        look_at_stage();
    }

    void idle() override { look_at_stage(); }

    // Over copies: connections close while they are told something.
    template <class Call>
    void each_connection(Call call) {
        std::vector<std::shared_ptr<Conversation>> all;
        all.reserve(connections.size());
        for (const auto& [key, connection] : connections) all.push_back(connection);
        for (const auto& connection : all) call(*connection);
    }

    void on_told(const core::State& after, const core::Event& event) override {
        fan_out.told(after, event);
        if (fan_out.has_untold()) showing->go_on();
        // Otherwise the next command would find out, and somebody waits for that one: a kiosk's first after a week of holidays.
        if (const auto* closed = std::get_if<core::SessionClosed>(&event.body)) expire_soon(closed->session);
    }

    // Behind the replies that became due with the event.
    void expire_soon(core::SessionId session) {
        asio::post(executor, [weak = weak_from_this(), session] {
            if (auto self = weak.lock()) self->directory.expire(session);
        });
    }

    void on_resumed() override {
        turns->go_on();
        each_connection([](Conversation& connection) { connection.go_on_opening(); });
    }

    void arm_clock() {
        clock.expires_after(limits.clock_step);
        clock.async_wait([weak = weak_from_this()](const error_code& cancelled) {
            auto self = weak.lock();
            if (cancelled || !self || self->stage == Stage::stopped) return;
            self->look_at_stage();
            self->clock_rounds.begin();
            self->look_at_some();
        });
    }

    void look_at_some() {
        if (stage == Stage::stopped) return;
        const auto look = [now = now_ms()](Conversation& connection) {
            if (!connection.is_closed()) connection.look_at_clock(now);
        };
        if (clock_rounds.go_on(limits.looks_a_turn, look)) return turns->wait(clocks_turn, Turns::Kind::clock);
        arm_clock();
    }

    void stop(std::function<void()> when_stopped) {
        engine::check(stage == Stage::open, "stopped once");
        on_stopped = std::move(when_stopped);
        stage = Stage::draining;
        stage_until_ms = now_ms() + limits.stop_wait.count();
        error_code ignored;
        acceptor.close(ignored);
        accept_pause.cancel();
        newcomer_waits.cancel();
        each_connection([](Conversation& connection) { connection.drain(); });
        post_look_at_stage();
    }

    // Never from within a connection's doings.
    void look_at_stage() {
        if (stage == Stage::draining || stage == Stage::saying_goodbye) post_look_at_stage();
    }

    void post_look_at_stage() {
        asio::post(executor, [weak = weak_from_this()] {
            if (auto self = weak.lock()) self->go_on_stopping();
        });
    }

    void go_on_stopping() {
        const std::int64_t now = now_ms();
        if (stage == Stage::draining) {
            const bool all_idle =
                std::all_of(connections.begin(), connections.end(), [](const auto& entry) { return entry.second->is_idle(); });
            if (!all_idle && now < stage_until_ms) return;
            stage = Stage::saying_goodbye;
            stage_until_ms = now + limits.linger.count();
            each_connection([](Conversation& connection) { connection.end(code::shutting_down, "the server stops"); });
        }
        if (stage != Stage::saying_goodbye) return;
        if (!connections.empty() && now < stage_until_ms) return;
        stage = Stage::stopped;
        each_connection([](Conversation& connection) { connection.close(); });
        clock.cancel();
        showing->stop();
        service.unsubscribe(*this);
        const auto callback = std::exchange(on_stopped, nullptr);
        callback();
    }

    void close_all() {
        stage = Stage::stopped;
        error_code ignored;
        acceptor.close(ignored);
        accept_pause.cancel();
        newcomer_waits.cancel();
        showing->stop();
        clock.cancel();
        service.unsubscribe(*this);
        each_connection([](Conversation& connection) { connection.close(); });
    }
};

Listener::Listener(asio::any_io_executor executor, engine::Service& service, const Translator& translator, Admission& admission,
                   SessionDirectory& directory, ListenerOptions options)
    : impl_(std::make_shared<Impl>(std::move(executor), service, translator, admission, directory, options)) {}

Listener::~Listener() {
    impl_->close_all();
}

error_code Listener::open(const tcp::endpoint& endpoint) {
    return impl_->open(endpoint);
}

std::uint16_t Listener::port() const {
    error_code error;
    const auto endpoint = impl_->acceptor.local_endpoint(error);
    return error ? std::uint16_t{0} : endpoint.port();
}

void Listener::stop(std::function<void()> on_stopped) {
    impl_->stop(std::move(on_stopped));
}

const Counters& Listener::counters() const {
    return impl_->counters;
}

Devices& Listener::devices() {
    return impl_->devices;
}

Desk& Listener::desk() {
    return impl_->desk;
}

const VoiceZones& Listener::voice() const {
    return impl_->voice;
}

const FanOutCounters& Listener::fan_out_counters() const {
    return impl_->fan_out.counters();
}

}  // namespace luot::net
