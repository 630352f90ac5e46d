// A device of the office: the protocol's own machine (wire/client_fsm.hpp) on a socket. Reconnects by itself, repeats what was not
// answered, and writes down all that it is told. Its clock runs faster than the wall's, so that back-offs and pings fit a server that lives
// for half a second. One thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "told.hpp"
#include "wire/client_fsm.hpp"

namespace luot::crash {

// Where the server is at the moment.
struct Door {
    std::uint16_t port = 0;  // 0: it does not listen
    Life life = 0;
};

class Client {
  public:
    using OnReply = std::function<void(const v1::Reply&)>;

    Client(boost::asio::io_context& context, const Door& door, const std::string& device, v1::Role role, std::uint64_t seed);
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void start();
    // An attempt to connect that waits for a server goes on.
    void door_opened();
    void stop();

    // False: too many wait already.
    bool ask(const v1::Command& command, OnReply on_reply);
    std::size_t under_way() const { return asked_.size(); }

    // Asks the server for a sign that all it has said so far has come; heard_all() once it was given, over reconnects.
    void ask_for_all();
    bool heard_all() const { return pongs_missing_ == 0; }
    std::uint64_t highest_seq() const { return highest_seq_; }  // of what it was told

    std::function<void(const v1::Welcome&)> on_welcome;
    std::function<void(const v1::Snapshot&)> on_snapshot;
    std::function<void(const v1::Event&)> on_event;
    std::function<void()> on_answer;  // of any command

    const Told& told() const { return told_; }
    const std::string& problem() const { return problem_; }  // not empty: what the protocol rules out has happened

  private:
    struct Asked {
        v1::Command command;
        OnReply on_reply;
        Life in = 0;
    };
    struct Connection;

    wire::Instant now() const;
    void pump();
    void perform(wire::Connect&);
    void perform(wire::Send& send);
    void perform(wire::Close&) { drop(); }
    void perform(wire::ArmTimer& arm);
    void perform(wire::WelcomeCame& came);
    void perform(wire::SnapshotCame& came);
    void perform(wire::EventCame& came);
    void perform(wire::ReplyCame& came);
    void perform(wire::PongCame&);
    void perform(wire::PersonKeyCame&) {}
    void perform(wire::DeviceStatusCame&) {}
    void perform(wire::VoiceTurnCame&) {}
    void perform(wire::SignedInCame&) {}
    void perform(wire::StaffCame&) {}
    void perform(wire::TicketNoteCame&) {}
    void perform(wire::StateChanged& changed);

    void connect();
    void drop();
    void read(const std::shared_ptr<Connection>& connection);
    void write(const std::shared_ptr<Connection>& connection);
    void ended(const std::shared_ptr<Connection>& connection, const std::string& why);
    void hear(Heard::What what, std::uint64_t seq, std::int64_t at_us, std::size_t hash);

    boost::asio::io_context& context_;
    const Door& door_;
    Told told_;
    wire::ClientFsm fsm_;
    boost::asio::steady_timer timer_;
    const std::chrono::steady_clock::time_point origin_ = std::chrono::steady_clock::now();
    std::shared_ptr<Connection> connection_;
    bool waits_for_door_ = false;
    std::unordered_map<wire::Token, Asked> asked_;
    wire::Token last_token_ = 0;
    bool pumping_ = false;
    int pongs_missing_ = 0;
    std::uint64_t highest_seq_ = 0;
    std::string problem_;
};

}  // namespace luot::crash
