// luot-contention: clerks against each other on a running server; the history of it goes to a file. One JSON object on stdout.
#include <iostream>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "contention/hall.hpp"

int main(int argc, char** argv) {
    using namespace luot::contention;
    CLI::App app("Clerks against each other on a running server; writes what each was told, and when");
    Shape shape;
    std::string file;
    app.add_option("--port", shape.port, "of the server, on 127.0.0.1")->required();
    app.add_option("--history", file, "the file to write")->required();
    app.add_option("--counters", shape.counters)->check(CLI::Range(1, 200))->capture_default_str();
    app.add_option("--pairs", shape.pairs, "counters with two connections")->capture_default_str();
    app.add_option("--fields", shape.fields)->check(CLI::Range(1, 26))->capture_default_str();
    app.add_option("--kiosks", shape.kiosks)->check(CLI::Range(1, 200))->capture_default_str();
    app.add_option("--tickets", shape.tickets)->check(CLI::Range(1, 29'000))->capture_default_str();
    app.add_option("--seed", shape.seed)->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        History history(file);
        Hall hall(shape, history);
        const std::int64_t begun_ns = now_ns();
        hall.run();
        const std::int64_t took_ns = now_ns() - begun_ns;
        history.close();
        boost::json::object refusals;
        for (const auto& [code, count] : history.refusals()) refusals[code] = count;
        const boost::json::object told{{"seed", shape.seed},
                                       {"connections", hall.connections()},
                                       {"operations", history.operations()},
                                       {"took_ms", took_ns / 1'000'000},
                                       {"refusals", refusals}};
        std::cout << boost::json::serialize(told) << std::endl;
        return std::cout ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "luot-contention: seed " << shape.seed << ": " << error.what() << "\n";
        return 1;
    }
}
