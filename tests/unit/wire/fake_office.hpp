// A server as the protocol describes it, for tests of clients: sessions, answers kept for repeats, events kept for resume. Bytes in, bytes
// out. It watches the client: whatever breaks the protocol is noted in `problems`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frame/frame.hpp"
#include "luot/v1/envelope.pb.h"

namespace luot::test {

class FakeOffice {
  public:
    // One connection's end.
    struct Line {
        frame::Decoder decoder{frame::from_device_bytes_max};
        bool greeted = false;
        bool hung_up = false;  // close it once the answer is written
        bool no_pushes = false;
        std::uint64_t session = 0;
    };

    // What it does, unless a test says otherwise.
    v1::Limits limits;
    std::uint64_t epoch = 1;
    std::optional<v1::Refused> refusal;  // instead of Welcome
    int unavailable = 0;                 // so many requests are not decided
    bool mute = false;                   // takes everything, says nothing
    bool sessionless = false;
    std::uint64_t compacted_through = 0;  // events up to here cannot be resumed from

    // What it saw.
    std::vector<std::string> problems;
    std::vector<v1::Hello> hellos;
    std::map<std::string, int> executed;  // by the command's service
    std::uint64_t seq = 0;                // of the last event: one for each command executed
    int requests = 0;

    std::string receive(Line& line, std::string_view bytes) {
        std::string out;
        line.decoder.feed(bytes);
        while (const auto payload = line.decoder.next()) {
            v1::Envelope envelope;
            if (!envelope.ParseFromArray(payload->data(), static_cast<int>(payload->size()))) {
                problems.emplace_back("not an envelope");
                continue;
            }
            if (mute || line.hung_up) continue;
            handle(line, envelope, out);
        }
        if (line.decoder.error() != frame::Error::none) problems.emplace_back(frame::to_string(line.decoder.error()));
        return out;
    }

    void forget_sessions() { sessions_.clear(); }

    static std::string framed(const v1::Envelope& envelope) {
        std::string out;
        frame::append(out, envelope.SerializeAsString());
        return out;
    }

  private:
    struct Session {
        std::map<std::uint64_t, std::string> services;  // by number: the same number is always the same command
        std::map<std::uint64_t, v1::Reply> answers;
        std::uint64_t acked_through = 0;
    };

    static void append(std::string& out, const v1::Envelope& envelope) { out += framed(envelope); }

    void note(const std::string& problem) { problems.push_back(problem); }

    void handle(Line& line, const v1::Envelope& envelope, std::string& out) {
        if (!line.greeted) {
            if (envelope.has_hello()) return greet(line, envelope.hello(), out);
            return note("the first frame is no hello");
        }
        switch (envelope.message_case()) {
            case v1::Envelope::kRequest:
                return decide(line, envelope.request(), out);
            case v1::Envelope::kPing: {
                v1::Envelope pong;
                pong.mutable_pong()->set_stamp(envelope.ping().stamp());
                return append(out, pong);
            }
            case v1::Envelope::kPong:
            case v1::Envelope::kGoodbye:
                return;
            default:
                problems.emplace_back("a client may not send this");
        }
    }

    void greet(Line& line, const v1::Hello& hello, std::string& out) {
        hellos.push_back(hello);
        v1::Envelope answer;
        if (refusal || (hello.session() != 0 && !sessions_.contains(hello.session()))) {
            auto& refused = *answer.mutable_refused();
            if (refusal) refused = *refusal;
            if (!refusal) refused.set_code("session_expired");
            line.hung_up = true;
            return append(out, answer);
        }
        line.greeted = true;
        line.session = hello.session();
        if (line.session == 0 && !sessionless) {
            line.session = ++last_session_;
            sessions_[line.session];
        }
        auto& welcome = *answer.mutable_welcome();
        welcome.set_office("test");
        welcome.set_epoch(epoch);
        welcome.set_seq(seq);
        welcome.set_session(line.session);
        *welcome.mutable_limits() = limits;
        welcome.set_major(hello.major());
        append(out, answer);
        line.no_pushes = hello.no_pushes();
        if (line.no_pushes) return;

        const bool resume = hello.epoch() == epoch && hello.resume_from() > compacted_through;
        if (!resume) {
            v1::Envelope snapshot;
            snapshot.mutable_snapshot()->set_seq(seq);
            return append(out, snapshot);
        }
        for (auto missed = hello.resume_from() + 1; missed <= seq; ++missed) append(out, event(missed));
    }

    void decide(Line& line, const v1::Request& request, std::string& out) {
        ++requests;
        v1::Envelope answer;
        auto& reply = *answer.mutable_reply();
        reply.set_no(request.no());
        const auto found = sessions_.find(line.session);
        if (found == sessions_.end()) {
            reply.mutable_error()->set_code("session_expired");
            return append(out, answer);
        }
        auto& session = found->second;
        const auto& service = request.command().issue().service();
        watch(session, request, service);
        session.acked_through = request.acked_through();
        std::erase_if(session.answers, [&](const auto& kept) { return kept.first <= session.acked_through; });

        if (const auto kept = session.answers.find(request.no()); kept != session.answers.end()) {
            reply = kept->second;
            return append(out, answer);
        }
        if (unavailable > 0) {
            --unavailable;
            reply.mutable_error()->set_code("unavailable");
            return append(out, answer);
        }
        ++executed[service];
        reply.set_seq(++seq);
        reply.mutable_result()->mutable_issued()->set_number(service);
        session.answers[request.no()] = reply;
        append(out, answer);
        if (!line.no_pushes) append(out, event(seq));
    }

    void watch(Session& session, const v1::Request& request, const std::string& service) {
        const auto no = request.no();
        if (request.acked_through() < session.acked_through) problems.emplace_back("acked_through fell");
        if (no <= request.acked_through()) problems.emplace_back("asks again what it acknowledged");
        if (no - request.acked_through() > 64) problems.emplace_back("too many under way");
        const auto known = session.services.find(no);
        if (known != session.services.end()) {
            if (known->second != service) problems.emplace_back("a number was used for two commands");
            return;
        }
        if (!session.services.empty() && no != session.services.rbegin()->first + 1) problems.emplace_back("numbers do not rise by one");
        if (session.services.empty() && no != 1) problems.emplace_back("numbers do not start at one");
        session.services[no] = service;
    }

    static v1::Envelope event(std::uint64_t seq) {
        v1::Envelope envelope;
        envelope.mutable_event()->set_seq(seq);
        return envelope;
    }

    std::map<std::uint64_t, Session> sessions_;
    std::uint64_t last_session_ = 40;
};

inline v1::Command issue(const std::string& service) {
    v1::Command command;
    command.mutable_issue()->set_service(service);
    return command;
}

}  // namespace luot::test
