// A listener on loopback in front of a service with fakes behind it, and devices that talk to it in words. One thread but for the
// journal's.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "engine_fakes/fakes.hpp"
#include "frame/frame.hpp"
#include "net/listener.hpp"
#include "words_translator.hpp"

namespace luot::fakes {

using boost::asio::ip::tcp;

class Device {
  public:
    Device(boost::asio::io_context& context, std::uint16_t port) : socket_(context), decoder_(64U << 20U) {
        const tcp::endpoint server(boost::asio::ip::address_v4::loopback(), port);
        socket_.open(server.protocol());
        socket_.connect(server);
        socket_.non_blocking(true);
    }
    // Each text is a frame; all in one write.
    void say(const std::vector<std::string>& texts) {
        std::string framed;
        for (const auto& text : texts) frame::append(framed, text);
        say_raw(framed);
    }
    void say(const std::string& text) { say(std::vector<std::string>{text}); }
    void say_raw(const std::string& bytes) {
        socket_.non_blocking(false);
        boost::system::error_code error;
        boost::asio::write(socket_, boost::asio::buffer(bytes), error);
        socket_.non_blocking(true);
    }
    // Reads what has come; pings are answered.
    void poll() {
        while (!ended_ && sip()) {}
    }
    // One read of at most 64 KiB; false: nothing has come.
    bool sip() {
        std::vector<char> buffer(1U << 16U);
        boost::system::error_code error;
        const std::size_t bytes = socket_.read_some(boost::asio::buffer(buffer), error);
        if (error == boost::asio::error::would_block) return false;
        if (error) ended_ = true;
        decoder_.feed(std::string_view(buffer.data(), bytes));
        while (auto envelope = decoder_.next()) hear(*envelope);
        return true;
    }
    void hang_up() { socket_.close(); }

    bool ended() const { return ended_; }
    bool has_heard(const std::string& text) const { return std::find(heard.begin(), heard.end(), text) != heard.end(); }
    std::size_t count(const std::string& start) const {
        return static_cast<std::size_t>(
            std::count_if(heard.begin(), heard.end(), [&](const std::string& text) { return text.starts_with(start); }));
    }
    std::uint64_t session() const {
        for (const auto& text : heard) {
            if (text.starts_with("welcome session=")) return std::stoull(text.substr(16));
        }
        return 0;
    }
    std::vector<std::string> heard;  // without padding, and without pings

  private:
    void hear(std::string_view envelope) {
        std::string text(envelope);
        if (text.starts_with("ping ")) {
            if (answers_pings) say("pong " + text.substr(5));
            return;
        }
        if (const auto pad = text.find(" ."); pad != std::string::npos) text.resize(pad);
        heard.push_back(std::move(text));
    }

    tcp::socket socket_;
    frame::Decoder decoder_;
    bool ended_ = false;

  public:
    bool answers_pings = true;
};

struct HallSetup {
    net::Limits limits;
    engine::Limits engine_limits;
};

// Short real times: a test should not wait for a protocol's patience.
inline net::Limits quick_limits() {
    net::Limits limits;
    limits.clock_step = 5ms;
    limits.linger = 300ms;
    return limits;
}

class Hall {
  public:
    explicit Hall(HallSetup setup = {quick_limits(), {}}) {
        engine::ServiceOptions options;
        options.limits = setup.engine_limits;
        options.back_off = engine::BackOff{1ms, 4ms};
        service = std::make_unique<engine::Service>(context.get_executor(), core::State{}, journal, codec, moments, entropy, options);
        core::Configure configure;
        configure.office = office();
        configure.digest = "one";
        bool configured = false;
        service->submit(configure, core::Origin{}, [&](const engine::Reply&) { configured = true; });
        until([&] { return configured; });
        service->start();
        until([&] { return service->told().day_open; });
        net::ListenerOptions listening;
        listening.limits = setup.limits;
        listener = std::make_unique<net::Listener>(context.get_executor(), *service, words, admission, directory, listening);
        REQUIRE(!listener->open({boost::asio::ip::address_v4::loopback(), 0}));
    }
    ~Hall() { journal.let_go(); }

    Device& device() {
        devices.push_back(std::make_unique<Device>(context, listener->port()));
        return *devices.back();
    }
    // A device that was welcomed.
    Device& device(const std::string& hello) {
        Device& newcomer = device();
        newcomer.say(hello);
        until([&] { return newcomer.count("welcome") == 1; });
        return newcomer;
    }
    // Serves and listens until `done`, at most three minutes, on a busy machine. Who is in `deaf` does not read.
    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(5ms);
            context.poll();
            for (const auto& each : devices) {
                if (each.get() != deaf) each->poll();
            }
        }
    }
    std::size_t tickets() const { return service->told().tickets.size(); }

    boost::asio::io_context context;
    Codec codec;
    Journal journal;
    Moments moments;
    Entropy entropy;
    Words words;
    net::TrustedNetwork admission;
    net::SessionDirectory directory;
    std::unique_ptr<engine::Service> service;
    std::unique_ptr<net::Listener> listener;
    std::vector<std::unique_ptr<Device>> devices;
    const Device* deaf = nullptr;
};

}  // namespace luot::fakes
