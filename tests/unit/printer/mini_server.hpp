// As much of a ticket server as a kiosk meets: issues, takes reports, pushes its tickets. On the test's own io_context.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <memory>

#include "frame/frame.hpp"
#include "office.hpp"

namespace luot::testing {

class MiniServer {
  public:
    using Tcp = boost::asio::ip::tcp;

    explicit MiniServer(boost::asio::io_context& io)
        : io_(io), acceptor_(io, {boost::asio::ip::address_v4::loopback(), 0}), port_(acceptor_.local_endpoint().port()) {
        accept();
    }
    std::string port() const { return std::to_string(port_); }

    std::map<std::uint64_t, v1::TicketStatus> tickets;
    std::vector<v1::Command> commands;
    std::string refuses;    // every hello, with this code
    std::string logo;       // the office's, in Welcome; empty: it has none
    bool mute = false;      // takes commands and answers none
    bool cut_next = false;  // carries the next command out and breaks the line instead of answering

    void come_back() {
        acceptor_ = Tcp::acceptor(io_, {boost::asio::ip::address_v4::loopback(), port_});
        accept();
    }
    void go_away() {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        if (peer_) peer_->socket.close(ignored);
    }
    void push(const v1::TicketStatus& ticket) {
        v1::Envelope envelope;
        envelope.mutable_event()->set_seq(++seq_);
        *envelope.mutable_event()->add_changes()->mutable_ticket() = ticket;
        if (peer_ && !peer_->no_pushes) write(envelope);
    }

  private:
    struct Peer {
        explicit Peer(Tcp::socket accepted) : socket(std::move(accepted)) {}
        Tcp::socket socket;
        frame::Decoder decoder{frame::from_device_bytes_max};
        std::array<char, 4'096> buffer{};
        bool no_pushes = false;
    };

    void accept() {
        acceptor_.async_accept([this](const auto& error, Tcp::socket socket) {
            if (error) return;
            peer_ = std::make_shared<Peer>(std::move(socket));
            read(peer_);
            accept();
        });
    }

    void read(const std::shared_ptr<Peer>& peer) {
        peer->socket.async_read_some(boost::asio::buffer(peer->buffer), [this, peer](const auto& error, std::size_t count) {
            if (error) return;
            peer->decoder.feed({peer->buffer.data(), count});
            while (const auto bytes = peer->decoder.next()) {
                v1::Envelope envelope;
                if (envelope.ParseFromArray(bytes->data(), static_cast<int>(bytes->size()))) handle(*peer, envelope);
            }
            read(peer);
        });
    }

    void handle(Peer& peer, const v1::Envelope& envelope) {
        v1::Envelope answer;
        if (envelope.has_ping()) answer.mutable_pong()->set_stamp(envelope.ping().stamp());
        if (envelope.has_hello()) {
            greet(peer, envelope.hello());
            return;
        }
        if (envelope.has_request() && !mute) {
            const auto& request = envelope.request();
            const auto kept = answers_.find(request.no());
            v1::Reply reply = kept != answers_.end() ? kept->second : decide(request.command());
            reply.set_no(request.no());
            answers_[request.no()] = reply;
            if (cut_next) {
                cut_next = false;
                boost::system::error_code ignored;
                peer.socket.close(ignored);
                return;
            }
            *answer.mutable_reply() = reply;
        }
        if (answer.message_case() != v1::Envelope::MESSAGE_NOT_SET) write(answer);
    }

    void greet(Peer& peer, const v1::Hello& hello) {
        v1::Envelope answer;
        if (!refuses.empty()) {
            answer.mutable_refused()->set_code(refuses);
            write(answer);
            return;
        }
        device_ = hello.device();
        peer.no_pushes = hello.no_pushes();
        answer.mutable_welcome()->set_session(hello.session() != 0 ? hello.session() : 41);
        answer.mutable_welcome()->set_epoch(1);
        answer.mutable_welcome()->set_seq(seq_);
        answer.mutable_welcome()->set_major(hello.major());
        if (!logo.empty()) answer.mutable_welcome()->set_logo_digest("of it");
        answer.mutable_welcome()->set_logo(logo);
        write(answer);
        if (peer.no_pushes) return;
        v1::Envelope snapshot;
        snapshot.mutable_snapshot()->set_seq(++seq_);
        *snapshot.mutable_snapshot()->mutable_office() = ward();
        for (const auto& [id, ticket] : tickets) *snapshot.mutable_snapshot()->add_tickets() = ticket;
        write(snapshot);
    }

    v1::Reply decide(const v1::Command& command) {
        commands.push_back(command);
        v1::Reply reply;
        reply.set_seq(++seq_);
        if (command.has_issue()) {
            if (command.issue().service() != "civil-status") {
                reply.mutable_error()->set_code("unknown_service");
                return reply;
            }
            auto* made = reply.mutable_result()->mutable_issued();
            *made = issued();
            made->set_ticket(++last_ticket_);
            made->set_number("H00" + std::to_string(last_ticket_));
            auto& ticket = tickets[last_ticket_];
            ticket.set_ticket(last_ticket_);
            ticket.set_number(made->number());
            ticket.set_service(made->service());
            ticket.set_kiosk(device_);
            ticket.set_issued_us(made->issued_us());
            ticket.set_slip(command.issue().slip() == v1::SLIP_WISH_PRINT ? v1::SLIP_STATE_PENDING : v1::SLIP_STATE_NONE_REQUIRED);
            push(ticket);
        }
        if (command.has_report_slip()) {
            auto& ticket = tickets[command.report_slip().ticket()];
            const auto report = command.report_slip().report();
            ticket.set_slip(report == v1::SLIP_REPORT_PRINTED  ? v1::SLIP_STATE_PRINTED
                            : report == v1::SLIP_REPORT_FAILED ? v1::SLIP_STATE_FAILED
                                                               : v1::SLIP_STATE_UNKNOWN);
            push(ticket);
        }
        if (command.has_reprint()) {
            auto& ticket = tickets[command.reprint().ticket()];
            ticket.set_slip(v1::SLIP_STATE_PENDING);
            ticket.set_reprints(ticket.reprints() + 1);
            push(ticket);
        }
        return reply;
    }

    void write(const v1::Envelope& envelope) {
        std::string bytes;
        frame::append(bytes, envelope.SerializeAsString());
        boost::system::error_code ignored;  // the other end may have gone
        boost::asio::write(peer_->socket, boost::asio::buffer(bytes), ignored);
    }

    boost::asio::io_context& io_;
    Tcp::acceptor acceptor_;
    unsigned short port_;
    std::shared_ptr<Peer> peer_;
    std::map<std::uint64_t, v1::Reply> answers_;
    std::string device_;
    std::uint64_t seq_ = 100;
    std::uint64_t last_ticket_ = 0;
};

}  // namespace luot::testing
