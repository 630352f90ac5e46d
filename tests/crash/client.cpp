#include "client.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace luot::crash {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

// A back-off of 250 ms takes 12 ms, and a connection that lived for a quarter of a second was a good one.
constexpr int times_faster = 20;
// A pong to a ping of before may be on its way, and one more in the answer to a reconnect.
constexpr int pongs_for_all = 3;

}  // namespace

struct Client::Connection {
    Connection(asio::io_context& context, Life in_life) : socket(context), life(in_life) {}
    tcp::socket socket;
    const Life life;
    std::array<char, std::size_t{64} * 1024> bytes;
    std::string unwritten;
    std::string writing;  // not empty: a write is under way
};

Client::Client(asio::io_context& context, const Door& door, const std::string& device, v1::Role role, std::uint64_t seed)
    : context_(context), door_(door), told_{device, role, {}, {}}, fsm_(wire::Identity{role, device, {}, false}, seed), timer_(context) {}

wire::Instant Client::now() const {
    return std::chrono::duration_cast<wire::Instant>((std::chrono::steady_clock::now() - origin_) * times_faster);
}

void Client::start() {
    fsm_.start(now());
    pump();
}

void Client::stop() {
    fsm_.stop();
    pump();
    timer_.cancel();
}

void Client::door_opened() {
    if (!std::exchange(waits_for_door_, false)) return;
    connect();
}

bool Client::ask(const v1::Command& command, OnReply on_reply) {
    const wire::Token token = ++last_token_;
    if (fsm_.submit(command, token) != wire::ClientFsm::Submitted::queued) return false;
    asked_.emplace(token, Asked{command, std::move(on_reply), door_.life});
    pump();
    return true;
}

void Client::ask_for_all() {
    pongs_missing_ = pongs_for_all;
    fsm_.ping(now());
    pump();
}

void Client::perform(wire::PongCame&) {
    if (pongs_missing_ > 0 && --pongs_missing_ > 0) fsm_.ping(now());
}

void Client::pump() {
    if (pumping_) return;
    pumping_ = true;
    while (auto action = fsm_.next()) std::visit([this](auto& what) { perform(what); }, *action);
    pumping_ = false;
}

void Client::perform(wire::Connect&) {
    if (door_.port == 0) {
        waits_for_door_ = true;
    } else {
        connect();
    }
}

void Client::connect() {
    const auto connection = std::make_shared<Connection>(context_, door_.life);
    connection_ = connection;
    connection->socket.async_connect(tcp::endpoint(asio::ip::address_v4::loopback(), door_.port), [this, connection](error_code error) {
        if (connection_ != connection) return;
        if (error) return ended(connection, error.message());
        connection->socket.set_option(tcp::no_delay(true), error);
        fsm_.connected(now());
        pump();
        read(connection);
    });
}

void Client::drop() {
    waits_for_door_ = false;
    if (!connection_) return;
    error_code already_broken;
    connection_->socket.close(already_broken);
    connection_.reset();
}

void Client::read(const std::shared_ptr<Connection>& connection) {
    if (connection_ != connection) return;
    connection->socket.async_read_some(asio::buffer(connection->bytes), [this, connection](error_code error, std::size_t count) {
        if (connection_ != connection) return;
        if (error) return ended(connection, error.message());
        fsm_.received(std::string_view(connection->bytes.data(), count), now());
        pump();
        read(connection);
    });
}

void Client::perform(wire::Send& send) {
    if (!connection_) return;
    connection_->unwritten += send.bytes;
    write(connection_);
}

void Client::write(const std::shared_ptr<Connection>& connection) {
    if (!connection->writing.empty() || connection->unwritten.empty()) return;
    connection->writing.swap(connection->unwritten);
    asio::async_write(connection->socket, asio::buffer(connection->writing), [this, connection](error_code error, std::size_t) {
        if (error || connection_ != connection) return;  // the reader hears of it, once it has read what there is
        connection->writing.clear();
        write(connection);
    });
}

void Client::ended(const std::shared_ptr<Connection>& connection, const std::string& why) {
    if (connection_ != connection) return;
    drop();
    fsm_.disconnected(now(), why);
    pump();
}

void Client::perform(wire::ArmTimer& arm) {
    timer_.cancel();
    if (!arm.at) return;
    timer_.expires_at(origin_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(*arm.at) / times_faster);
    timer_.async_wait([this](error_code error) {
        if (error) return;
        fsm_.wake(now());
        pump();
    });
}

// --- What is told

void Client::hear(Heard::What what, std::uint64_t seq, std::int64_t at_us, std::size_t hash) {
    told_.heard.push_back({what, connection_->life, seq, at_us, hash});
    highest_seq_ = std::max(highest_seq_, seq);
}

void Client::perform(wire::WelcomeCame& came) {
    hear(Heard::What::welcome, came.welcome.seq(), came.welcome.at_us(), 0);
    if (on_welcome) on_welcome(came.welcome);
    if (pongs_missing_ > 0) ask_for_all();
}

void Client::perform(wire::SnapshotCame& came) {
    hear(Heard::What::snapshot, came.snapshot.seq(), came.snapshot.at_us(), hash_of(came.snapshot));
    if (on_snapshot) on_snapshot(came.snapshot);
}

void Client::perform(wire::EventCame& came) {
    hear(Heard::What::event, came.event.seq(), 0, hash_of(came.event));
    if (on_event) on_event(came.event);
}

void Client::perform(wire::ReplyCame& came) {
    const auto found = asked_.find(came.token);
    Asked asked = std::move(found->second);
    asked_.erase(found);
    const bool from_server = came.reply.no() != 0;
    if (from_server) {
        highest_seq_ = std::max(highest_seq_, came.reply.seq());
        told_.replies.push_back({asked.in, connection_->life, fsm_.session(), std::move(asked.command), came.reply});
    } else if (came.reply.error().code() != "stopped") {
        problem_ = told_.device + ": a command ended with " + came.reply.error().code();
    }
    if (from_server && on_answer) on_answer();
    if (from_server && asked.on_reply) asked.on_reply(came.reply);
}

void Client::perform(wire::StateChanged& changed) {
    if (changed.state == wire::LinkState::refused) problem_ = told_.device + ": " + changed.why;
}

}  // namespace luot::crash
