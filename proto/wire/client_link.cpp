#include "wire/client_link.hpp"

#include <array>
#include <exception>
#include <optional>
#include <random>
#include <unordered_map>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "tls/end.hpp"
#include "wire/client_fsm.hpp"

namespace luot::wire {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

std::uint64_t seed_or_random(std::uint64_t seed) {
    if (seed != 0) return seed;
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

// One attempt at a connection, from looking up the name to its end. Lives as long as an operation on it does.
struct Connection {
    explicit Connection(const asio::any_io_executor& executor) : resolver(executor), socket(executor) {}

    void close() {
        resolver.cancel();
        error_code already_broken;  // nothing is left to do about it
        socket.close(already_broken);
    }

    tcp::resolver resolver;
    tcp::socket socket;
    std::optional<tls::End> tls;
    std::array<char, limits::read_bytes> read;
    std::string unwritten;
    std::string writing;  // not empty: a write is under way
};

// Keeps a flag up while it lives, through exceptions too.
struct Raised {
    explicit Raised(bool& to_raise) : flag(to_raise) { flag = true; }
    ~Raised() { flag = false; }
    Raised(const Raised&) = delete;
    Raised& operator=(const Raised&) = delete;
    bool& flag;
};

}  // namespace

// Operations hold it by shared pointer, so it outlives the link by what has yet to be cancelled.
struct ClientLink::Impl : std::enable_shared_from_this<Impl> {
    Impl(asio::any_io_executor on, LinkOptions link_options, LinkHandler& link_handler)
        : executor(std::move(on)),
          options(std::move(link_options)),
          handler(link_handler),
          timer(executor),
          fsm(Identity{options.role, options.device, options.credential, options.no_pushes, options.logo_digest},
              seed_or_random(options.jitter_seed)) {}

    Instant now() const { return std::chrono::duration_cast<Instant>(Clock::now() - origin); }

    void pump();
    void pump_soon();
    void drop_connection();
    void write(const std::shared_ptr<Connection>& connection);
    void take(const std::string& said);
    void ended(const std::shared_ptr<Connection>& connection, const std::string& why);
    // What was said to us in what came over the line.
    std::string heard(const std::shared_ptr<Connection>& connection, std::size_t bytes);
    // While the two ends agree on TLS; returns why they do not.
    static asio::awaitable<std::string> agree(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection);
    static asio::awaitable<std::string> talk(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection);
    static asio::awaitable<void> attempt(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection);

    void perform(Connect&);
    void perform(Send&);
    void perform(Close&) { drop_connection(); }
    void perform(ArmTimer&);
    void perform(WelcomeCame& came) {
        if (!came.welcome.credential().empty() && options.on_enrolled) options.on_enrolled(came.welcome.credential());
        handler.on_welcome(came.welcome);
    }
    void perform(SnapshotCame& came) { handler.on_snapshot(came.snapshot); }
    void perform(EventCame& came) { handler.on_event(came.event); }
    void perform(PersonKeyCame& came) { handler.on_person_key(came.key); }
    void perform(DeviceStatusCame& came) { handler.on_device_status(came.status); }
    void perform(VoiceTurnCame& came) { handler.on_voice_turn(came.turn); }
    void perform(SignedInCame& came) { handler.on_signed_in(came.answer); }
    void perform(StaffCame& came) { handler.on_staff(came.staff); }
    void perform(TicketNoteCame& came) { handler.on_ticket_note(came.note); }
    void perform(ReplyCame&);
    void perform(PongCame&) { handler.on_pong(); }
    void perform(StateChanged& changed) { handler.on_state(changed.state, changed.why); }

    const asio::any_io_executor executor;
    const LinkOptions options;
    LinkHandler& handler;
    const Clock::time_point origin = Clock::now();
    asio::steady_timer timer;
    ClientFsm fsm;
    std::shared_ptr<Connection> current;
    std::unordered_map<Token, OnReply> on_reply;
    Token last_token = 0;
    bool pumping = false;
    bool pump_posted = false;
    bool abandoned = false;  // the link is gone and nobody may be called
};

// Callbacks may call the link: what they ask for is done by this same loop, after them.
void ClientLink::Impl::pump() {
    if (pumping) return;
    const auto self = shared_from_this();
    const Raised raised(pumping);
    while (!abandoned) {
        auto action = fsm.next();
        if (!action) return;
        std::visit([this](auto& what) { perform(what); }, *action);
    }
}

// Several commands given in one go leave in one write.
void ClientLink::Impl::pump_soon() {
    if (pumping || pump_posted) return;
    pump_posted = true;
    asio::post(executor, [self = shared_from_this()] {
        self->pump_posted = false;
        self->pump();
    });
}

void ClientLink::Impl::drop_connection() {
    if (!current) return;
    current->close();
    current.reset();
}

void ClientLink::Impl::perform(Connect&) {
    current = std::make_shared<Connection>(executor);
    asio::co_spawn(executor, attempt(shared_from_this(), current), [](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
    });
}

void ClientLink::Impl::perform(Send& send) {
    if (!current) return;
    current->unwritten += send.bytes;
    if (current->unwritten.size() > limits::unwritten_bytes_max) {
        drop_connection();
        return fsm.disconnected(now(), "the server does not read");
    }
    write(current);
}

void ClientLink::Impl::perform(ArmTimer& arm) {
    timer.cancel();
    if (!arm.at) return;
    timer.expires_at(origin + *arm.at);
    timer.async_wait([weak = weak_from_this()](error_code ec) {
        const auto self = weak.lock();
        if (ec || !self) return;
        self->fsm.wake(self->now());
        self->pump();
    });
}

void ClientLink::Impl::perform(ReplyCame& came) {
    const auto found = on_reply.find(came.token);
    if (found == on_reply.end()) return;
    const auto call = std::move(found->second);
    on_reply.erase(found);
    if (call) call(came.reply);
}

void ClientLink::Impl::write(const std::shared_ptr<Connection>& connection) {
    if (!connection->writing.empty()) return;
    if (connection->tls) {
        connection->tls->say(std::exchange(connection->unwritten, {}));
        connection->writing = connection->tls->take_output();
    } else {
        connection->writing.swap(connection->unwritten);
    }
    if (connection->writing.empty()) return;
    asio::async_write(connection->socket, asio::buffer(connection->writing),
                      [self = shared_from_this(), connection](error_code ec, std::size_t) {
                          // A failed write is left to the reader, which may still find why the server hung up.
                          if (ec) return;
                          connection->writing.clear();
                          self->write(connection);
                      });
}

void ClientLink::Impl::ended(const std::shared_ptr<Connection>& connection, const std::string& why) {
    if (current != connection) return;  // closed by us: nobody asks any more
    drop_connection();
    fsm.disconnected(now(), why);
    pump();
}

asio::awaitable<void> ClientLink::Impl::attempt(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection) {
    const auto why = co_await talk(self, connection);
    self->ended(connection, why);
}

std::string ClientLink::Impl::heard(const std::shared_ptr<Connection>& connection, std::size_t bytes) {
    const std::string_view came(connection->read.data(), bytes);
    if (!connection->tls) return std::string(came);
    connection->tls->received(came);
    return connection->tls->take_heard();
}

void ClientLink::Impl::take(const std::string& said) {
    fsm.received(said, now());
    pump();
}

asio::awaitable<std::string> ClientLink::Impl::agree(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection) {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    connection->tls.emplace(self->options.tls, self->options.host);
    connection->tls->begin();
    while (true) {
        const std::string output = connection->tls->take_output();
        const auto bytes = asio::buffer(output);
        co_await asio::async_write(connection->socket, bytes, token);
        if (connection->tls->failure()) co_return *connection->tls->failure();
        if (ec) co_return "connection lost: " + ec.message();
        if (self->current != connection || connection->tls->established()) co_return std::string();
        const auto room = asio::buffer(connection->read);
        const auto count = co_await connection->socket.async_read_some(room, token);
        if (ec == asio::error::eof) co_return "the server closed the connection before TLS was agreed on";
        if (ec) co_return "connection lost: " + ec.message();
        if (self->current != connection) co_return std::string();
        connection->tls->received(std::string_view(connection->read.data(), count));
    }
}

// Connects, and reads until the connection ends; returns why it did.
asio::awaitable<std::string> ClientLink::Impl::talk(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection) {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    const auto there = self->options.host + ":" + self->options.port;

    const auto endpoints = co_await connection->resolver.async_resolve(self->options.host, self->options.port, token);
    if (ec) co_return "cannot find " + there + ": " + ec.message();
    if (self->current != connection) co_return std::string();
    co_await asio::async_connect(connection->socket, endpoints, token);
    if (ec) co_return "cannot connect to " + there + ": " + ec.message();
    if (self->current != connection) co_return std::string();
    // Without it a command may wait for the acknowledgement of the one before.
    connection->socket.set_option(tcp::no_delay(true), ec);
    if (ec) co_return "cannot set up the connection to " + there + ": " + ec.message();

    if (self->options.tls) {
        const auto why = co_await agree(self, connection);
        if (!why.empty()) co_return why;
        if (self->current != connection) co_return std::string();
    }
    self->fsm.connected(self->now());
    self->pump();
    // What came right behind the last word of the agreement.
    const auto already = self->heard(connection, 0);
    if (!already.empty()) self->take(already);
    while (self->current == connection) {
        const auto bytes = co_await connection->socket.async_read_some(asio::buffer(connection->read), token);
        if (ec == asio::error::eof) co_return "the server closed the connection";
        if (ec) co_return "connection lost: " + ec.message();
        if (self->current != connection) break;
        const auto said = self->heard(connection, bytes);
        self->take(said);
        if (!connection->tls) continue;
        if (connection->tls->failure()) co_return *connection->tls->failure();
        if (connection->tls->ended()) co_return "the server closed the connection";
    }
    co_return std::string();
}

ClientLink::ClientLink(asio::any_io_executor executor, LinkOptions options, LinkHandler& handler)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(options), handler)) {}

ClientLink::~ClientLink() {
    impl_->abandoned = true;
    impl_->fsm.stop();
    impl_->timer.cancel();
    impl_->drop_connection();
    impl_->on_reply.clear();
}

void ClientLink::start() {
    impl_->fsm.start(impl_->now());
    impl_->pump_soon();
}

void ClientLink::stop() {
    const auto impl = impl_;  // a callback may destroy the link
    impl->fsm.stop();
    impl->pump();
}

bool ClientLink::send(const v1::Command& command, OnReply on_reply, std::int64_t not_after_us) {
    const auto token = ++impl_->last_token;
    if (impl_->fsm.submit(command, token, not_after_us) != ClientFsm::Submitted::queued) return false;
    impl_->on_reply.emplace(token, std::move(on_reply));
    impl_->pump_soon();
    return true;
}

void ClientLink::report(const v1::DeviceReport& report) {
    impl_->fsm.report(report);
    impl_->pump_soon();
}

void ClientLink::report(const v1::VoiceReport& report) {
    impl_->fsm.report(report);
    impl_->pump_soon();
}

void ClientLink::sign_in(std::optional<v1::SignIn> sign_in) {
    impl_->fsm.sign_in(std::move(sign_in));
    impl_->pump_soon();
}

void ClientLink::tell(const v1::TicketNote& note) {
    impl_->fsm.tell(note);
    impl_->pump_soon();
}

void ClientLink::ping() {
    impl_->fsm.ping(impl_->now());
    impl_->pump_soon();
}

LinkState ClientLink::state() const {
    return impl_->fsm.state();
}

std::chrono::milliseconds ClientLink::silent_for() const {
    return impl_->now() - impl_->fsm.heard();
}

std::chrono::milliseconds ClientLink::unconfirmed_for() const {
    return impl_->now() - impl_->fsm.confirmed();
}

std::uint64_t ClientLink::session() const {
    return impl_->fsm.session();
}

}  // namespace luot::wire
