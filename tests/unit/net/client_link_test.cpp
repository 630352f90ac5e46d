// The programs' link and the server's listener, over loopback, while the journal fails and the listener comes and goes.
#include "wire/client_link.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "engine_fakes/fakes.hpp"
#include "map/codec.hpp"
#include "map/wire_translator.hpp"
#include "net/listener.hpp"
#include "tls/self_signed.hpp"

using namespace luot;
using namespace std::chrono_literals;
using Step = fakes::Journal::Step;

namespace {

struct Handler final : wire::LinkHandler {
    void on_welcome(const v1::Welcome& said) override { welcome = said; }
    void on_snapshot(const v1::Snapshot& snapshot) override {
        ++snapshots;
        seqs.push_back(snapshot.seq());
    }
    void on_event(const v1::Event& event) override { seqs.push_back(event.seq()); }
    void on_state(wire::LinkState now, const std::string& why) override {
        state = now;
        whys.push_back(why);
    }
    void on_person_key(const std::string& key) override { person_key = key; }
    void on_device_status(const v1::DeviceStatus& status) override { devices[status.device()] = status; }
    v1::Welcome welcome;
    std::string person_key;
    std::map<std::string, v1::DeviceStatus> devices;
    wire::LinkState state = wire::LinkState::connecting;
    std::vector<std::uint64_t> seqs;
    std::vector<std::string> whys;
    int snapshots = 0;
};

struct Office {
    explicit Office(std::shared_ptr<const tls::Context> with = nullptr, const net::Limits& bounds = {})
        : tls(std::move(with)), limits(bounds) {
        engine::ServiceOptions options;
        options.back_off = engine::BackOff{1ms, 4ms};
        service = std::make_unique<engine::Service>(context.get_executor(), core::State{}, journal, codec, moments, entropy, options);
        core::Configure configure;
        configure.office = fakes::office();
        configure.digest = "one";
        service->submit(configure, core::Origin{}, [](const engine::Reply&) {});
        service->start();
        until([&] { return service->told().day_open; });
        open(0);
    }
    void open(std::uint16_t port) {
        net::ListenerOptions options;
        options.tls = tls;
        options.limits = limits;
        listener = std::make_unique<net::Listener>(context.get_executor(), *service, translator, admission, directory, options);
        REQUIRE(!listener->open({boost::asio::ip::address_v4::loopback(), port}));
    }
    std::unique_ptr<wire::ClientLink> link(v1::Role role, const std::string& device, Handler& handler) {
        auto client = try_to_link(role, device, handler, nullptr);
        until([&] { return handler.state == wire::LinkState::live; });
        return client;
    }
    std::unique_ptr<wire::ClientLink> try_to_link(v1::Role role, const std::string& device, Handler& handler,
                                                  std::shared_ptr<const tls::Context> trust) {
        wire::LinkOptions options;
        options.tls = std::move(trust);
        options.host = "127.0.0.1";
        options.port = std::to_string(listener->port());
        options.role = role;
        options.device = device;
        options.jitter_seed = 1;
        auto client = std::make_unique<wire::ClientLink>(context.get_executor(), options, handler);
        client->start();
        return client;
    }
    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 180s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(50ms);
        }
    }

    boost::asio::io_context context;
    std::shared_ptr<const tls::Context> tls;
    net::Limits limits;
    map::ProtobufCodec codec;
    map::WireTranslator translator;
    fakes::Journal journal;
    fakes::Moments moments;
    fakes::Entropy entropy;
    net::TrustedNetwork admission;
    net::SessionDirectory directory;
    std::unique_ptr<engine::Service> service;
    std::unique_ptr<net::Listener> listener;
};

std::shared_ptr<const tls::Context> made(const tls::MadeContext& made_context) {
    return std::get<std::shared_ptr<const tls::Context>>(made_context);
}

std::shared_ptr<const tls::Context> certified() {
    const auto own = tls::make_self_signed({"office"}, {});
    return made(tls::Context::server(own.certificate_pem, own.key_pem));
}

bool said(const Handler& handler, const std::string& why) {
    return std::any_of(handler.whys.begin(), handler.whys.end(), [&](const auto& each) { return each.find(why) != std::string::npos; });
}

}  // namespace

TEST_CASE("every command of the programs link is answered once - whatever fails on the way") {
    Office office;
    Handler kiosk_handler, board_handler;
    auto board = office.link(v1::ROLE_BOARD, "hall", board_handler);
    auto kiosk = office.link(v1::ROLE_KIOSK, "kiosk-1", kiosk_handler);
    const std::uint64_t session = kiosk->session();
    CHECK(session != 0);
    CHECK(kiosk_handler.welcome.office() == "phuong");
    CHECK(kiosk_handler.welcome.limits().unacknowledged() == 64);

    std::set<std::string> numbers;
    std::size_t answered = 0;
    constexpr std::size_t wanted = 100;
    const auto ask = [&] {
        v1::Command command;
        command.mutable_issue()->set_service("land");
        command.mutable_issue()->set_slip(v1::SLIP_WISH_NONE);
        REQUIRE(kiosk->send(command, [&](const v1::Reply& reply) {
            ++answered;
            CHECK(reply.has_result());
            numbers.insert(reply.result().issued().number());
        }));
    };
    office.journal.script_appends({Step::succeed, Step::fail, Step::succeed, Step::fail_but_keep, Step::fail_but_keep, Step::fail});
    for (std::size_t i = 0; i < wanted / 2; ++i) ask();
    office.until([&] { return answered >= wanted / 4; });
    const std::uint16_t port = office.listener->port();
    office.listener.reset();  // everybody is cut off, replies on their way are lost
    for (std::size_t i = wanted / 2; i < wanted; ++i) ask();
    office.open(port);
    office.until([&] { return answered == wanted; });
    CHECK(numbers.size() == wanted);
    CHECK(office.service->told().tickets.size() == wanted);
    CHECK(kiosk->session() == session);

    // The board was shown everything in order, across the cut.
    office.until([&] { return !board_handler.seqs.empty() && board_handler.seqs.back() == office.service->told().seq; });
    CHECK(std::is_sorted(board_handler.seqs.begin(), board_handler.seqs.end()));
    kiosk->stop();
    board->stop();
}

TEST_CASE("a graceful stop and a new start lose nothing that the link had under way") {
    Office office;
    Handler handler;
    auto kiosk = office.link(v1::ROLE_KIOSK, "kiosk-1", handler);
    std::size_t answered = 0;
    for (int i = 0; i < 10; ++i) {
        v1::Command command;
        command.mutable_issue()->set_service("land");
        command.mutable_issue()->set_slip(v1::SLIP_WISH_NONE);
        REQUIRE(kiosk->send(command, [&](const v1::Reply& reply) { answered += reply.has_result() ? 1 : 0; }));
    }
    const std::uint16_t port = office.listener->port();
    bool stopped = false;
    office.listener->stop([&] { stopped = true; });
    office.until([&] { return stopped; });
    office.listener.reset();
    office.open(port);
    office.until([&] { return answered == 10; });
    CHECK(office.service->told().tickets.size() == 10);
    kiosk->stop();
}

TEST_CASE("a kiosks link says how it is and hears the days key and a supervisors link hears of it") {
    Office office;
    office.listener->devices().set_logo({"png", "digest"});
    office.listener->devices().set_person_key("today");
    Handler kiosk_handler, lead_handler;
    auto lead = office.link(v1::ROLE_SUPERVISOR, "lead", lead_handler);
    auto kiosk = office.link(v1::ROLE_KIOSK, "kiosk-1", kiosk_handler);
    CHECK(kiosk_handler.welcome.logo() == "png");
    CHECK(kiosk_handler.welcome.person_key() == "today");
    v1::DeviceReport report;
    report.mutable_printer()->set_state(v1::PRINTER_STATE_COVER_OPEN);
    report.mutable_printer()->set_slips_printed(12);
    kiosk->report(report);
    const auto told = [&] { return lead_handler.devices["kiosk-1"].report().SerializeAsString() == report.SerializeAsString(); };
    office.until([&] { return told(); });
    CHECK(lead_handler.devices["kiosk-1"].connected());
    office.listener->devices().set_person_key("tomorrow");
    office.until([&] { return kiosk_handler.person_key == "tomorrow"; });

    // The server's memory is gone; the kiosk comes back, has its logo still, and says again how it is.
    const std::uint16_t port = office.listener->port();
    office.listener.reset();
    lead_handler.devices.clear();
    office.open(port);
    office.listener->devices().set_logo({"png", "digest"});
    office.until([&] { return told(); });
    CHECK(kiosk_handler.welcome.logo().empty());
    CHECK(kiosk_handler.welcome.logo_digest() == "digest");
    kiosk->stop();
    office.until([&] { return !lead_handler.devices["kiosk-1"].connected(); });
}

TEST_CASE("over TLS a device that pins the certificate is served - also with long answers and a stop") {
    Office office(certified());
    Handler handler;
    const auto kiosk = office.try_to_link(v1::ROLE_KIOSK, "kiosk-1", handler, made(tls::Context::client({office.tls->fingerprint(), {}})));
    office.until([&] { return handler.snapshots > 0; });
    std::size_t answered = 0;
    for (int i = 0; i < 200; ++i) {
        v1::Command command;
        command.mutable_issue()->set_service("land");
        command.mutable_issue()->set_slip(v1::SLIP_WISH_NONE);
        REQUIRE(kiosk->send(command, [&](const v1::Reply& reply) { answered += reply.has_result() ? 1 : 0; }));
    }
    office.until([&] { return answered == 200; });
    bool stopped = false;
    office.listener->stop([&] { stopped = true; });
    office.until([&] { return stopped && handler.state != wire::LinkState::live; });
    CHECK(said(handler, "the server stops"));
}

TEST_CASE("over TLS another certificate than the pinned one - and who does not speak it - are told apart in one line") {
    Office office(certified());
    Handler wrong, plain;
    const auto mistaken =
        office.try_to_link(v1::ROLE_KIOSK, "kiosk-1", wrong, made(tls::Context::client({certified()->fingerprint(), {}})));
    office.until([&] { return !wrong.whys.empty() && said(wrong, "--tls-fingerprint"); });
    CHECK(said(wrong, "its own is " + office.tls->fingerprint()));
    const auto unaware = office.try_to_link(v1::ROLE_KIOSK, "kiosk-2", plain, nullptr);
    office.until([&] { return said(plain, "this server speaks TLS"); });
    CHECK(wrong.snapshots + plain.snapshots == 0);
    CHECK(office.listener->counters().welcomed == 0);
}

TEST_CASE("a device that wants TLS is not served plainly") {
    Office office;
    Handler handler;
    const auto kiosk = office.try_to_link(v1::ROLE_KIOSK, "kiosk-1", handler, made(tls::Context::client({certified()->fingerprint(), {}})));
    office.until([&] { return said(handler, "does not speak TLS") || said(handler, "before TLS was agreed on"); });
    CHECK(handler.snapshots == 0);
}

TEST_CASE("over TLS who connects and agrees on nothing is cut off in time and there is room for others again") {
    net::Limits limits;
    limits.handshakes = 1;
    limits.hello = 8s;  // enough for who goes on, on a busy machine
    limits.clock_step = 20ms;
    Office office(certified(), limits);
    boost::asio::ip::tcp::socket silent(office.context);
    silent.connect({boost::asio::ip::address_v4::loopback(), office.listener->port()});
    boost::asio::write(silent, boost::asio::buffer("\x16\x03\x01", 3));
    office.until([&] { return office.listener->counters().connections == 1; });
    Handler handler;
    const auto kiosk = office.try_to_link(v1::ROLE_KIOSK, "kiosk-1", handler, made(tls::Context::client({office.tls->fingerprint(), {}})));
    office.until([&] { return office.listener->counters().turned_away > 0; });
    office.until([&] { return handler.snapshots > 0; });
    CHECK(office.listener->counters().connections == 1);
    boost::system::error_code error;
    char byte = 0;
    silent.read_some(boost::asio::buffer(&byte, 1), error);
    CHECK(error.failed());
}
