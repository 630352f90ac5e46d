// luot-replay: drives kiosks and clerks of a running office from a recorded day, or from one made of a seed.
#include <cstdio>
#include <iostream>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>

#include "replay/day_shape.hpp"
#include "replay/hall.hpp"
#include "wire/server_address.hpp"
#include "wire/trust.hpp"

namespace {

using namespace luot;

struct Options {
    std::string server, tls_fingerprint, tls_ca;
    std::string visits;
    std::string record;
    std::size_t made_visits = 300;
    std::uint64_t seed = 1;
    double speed = 0;
    replay::Rates rates;
};

void show_progress(boost::asio::steady_timer& timer, const replay::Hall& hall) {
    timer.expires_after(std::chrono::seconds(2));
    timer.async_wait([&timer, &hall](const boost::system::error_code& error) {
        if (error) return;
        const replay::Tally& tally = hall.tally();
        if (hall.time().known() && tally.visits > 0)
            std::fprintf(stderr, "issued %zu of %zu, %zu waiting, %zu served, %zu no-shows, %zu walked out\n", tally.issued, tally.visits,
                         hall.waiting(), tally.served, tally.no_show, tally.walk_out);
        show_progress(timer, hall);
    });
}

int run(const Options& options) {
    const auto server = wire::parse_server(options.server);
    if (!server) {
        std::cerr << "--server: expected HOST:PORT, got " << options.server << "\n";
        return 2;
    }
    auto trust = wire::read_trust(options.tls_fingerprint, options.tls_ca);
    if (const auto* why = std::get_if<std::string>(&trust)) {
        std::cerr << *why << "\n";
        return 2;
    }
    visits::Day day;
    if (!options.visits.empty()) {
        auto loaded = visits::load(options.visits);
        if (!loaded) {
            std::cerr << to_string(loaded.error()) << "\n";
            return 1;
        }
        day = std::move(*loaded);
    }

    boost::asio::io_context context(1);
    replay::Record record(options.record);
    replay::HallOptions hall_options;
    hall_options.tls = std::get<std::shared_ptr<const tls::Context>>(trust);
    hall_options.host = server->host;
    hall_options.port = server->port;
    hall_options.seed = options.seed;
    replay::Hall hall(
        context, hall_options,
        [&](const v1::Office& office) -> boost::system::result<std::vector<replay::PlannedVisit>, std::string> {
            if (options.speed > 0 && hall.time().speed() != options.speed)
                return "the server runs at speed " + std::to_string(hall.time().speed());
            return replay::plan_visits(options.visits.empty() ? replay::make_day(office, options.made_visits, options.seed) : day, office,
                                       options.rates, options.seed);
        },
        record);

    boost::asio::steady_timer progress(context);
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    std::string failure;
    signals.async_wait([&](const boost::system::error_code& error, int) {
        if (error) return;
        failure = "interrupted";
        context.stop();
    });
    hall.run([&](const std::string& why) {
        failure = why;
        progress.cancel();
        signals.cancel();
        context.stop();
    });
    show_progress(progress, hall);
    context.run();

    const replay::Tally& tally = hall.tally();
    std::cout << boost::json::object{{"visits", tally.visits}, {"issued", tally.issued},      {"refused", tally.refused},
                                     {"served", tally.served}, {"no_show", tally.no_show},    {"walk_out", tally.walk_out},
                                     {"held", tally.held},     {"calls", tally.calls},        {"transferred", tally.transferred},
                                     {"seed", options.seed},   {"speed", hall.time().speed()}}
              << std::endl;
    if (failure.empty()) return 0;
    std::cerr << "luot-replay: " << failure << "\n";
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Drives kiosks and clerks of a running office through one day");
    app.set_version_flag("--version", LUOT_VERSION);
    Options options;
    app.add_option("--server", options.server, "HOST:PORT of the ticket server")->required();
    app.add_option("--tls-fingerprint", options.tls_fingerprint, wire::fingerprint_help);
    app.add_option("--tls-ca", options.tls_ca, wire::authorities_help);
    app.add_option("--visits", options.visits, "recorded day (CSV); without it a day is made from the seed");
    app.add_option("--count", options.made_visits, "visits of a made day")->check(CLI::Range(1, 20'000))->capture_default_str();
    app.add_option("--speed", options.speed, "the speed that the server must run at; the server says its speed itself")
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", options.seed, "of the made day and of what people do")->capture_default_str();
    app.add_option("--record", options.record, "file for what the clients were told, JSON lines");
    const auto rate = CLI::Range(0.0, 1.0);
    app.add_option("--no-show", options.rates.no_show, "share who do not come when called")->check(rate)->capture_default_str();
    app.add_option("--walk-out", options.rates.walk_out, "share who leave before they are called")->check(rate)->capture_default_str();
    app.add_option("--hold", options.rates.hold, "share who are held to fill in a form")->check(rate)->capture_default_str();
    app.add_option("--transfer", options.rates.transfer, "share who go on to another field")->check(rate)->capture_default_str();
    app.add_option("--forgotten", options.rates.forgotten, "share whose clerk says only afterwards when it ended")
        ->check(rate)
        ->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        return run(options);
    } catch (const std::exception& error) {
        std::cerr << "luot-replay: " << error.what() << "\n";
        return 1;
    }
}
