// What the command line said.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "enrolment/identity.hpp"
#include "wire/client_link.hpp"
#include "words/catalogue.hpp"

namespace luot::counter_app {

constexpr int exit_done = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;

struct Options {
    std::string host;
    std::string port;
    std::shared_ptr<const tls::Context> tls;  // whom to trust; null: the line is plain
    enrolment::Identity identity;
    std::uint64_t counter = 0;  // 0: none given
    std::string clerk;          // code; empty: none given
    std::string pin;            // of the clerk; empty: none given
    bool take_over = false;     // headless: from another clerk
    bool stay = false;          // headless: also after the end of standard input
    std::string pictures;       // devices: a folder for the boards' pictures; empty: none are wanted
    std::chrono::milliseconds timeout{15'000};
    const words::Words* words = nullptr;  // main's
};

inline wire::LinkOptions link_options(const Options& options) {
    wire::LinkOptions link;
    link.host = options.host;
    link.port = options.port;
    link.role = v1::ROLE_COUNTER;
    link.device = options.counter == 0 ? "counter" : "counter-" + std::to_string(options.counter);
    link.tls = options.tls;
    enrolment::show(options.identity, link);
    return link;
}

}  // namespace luot::counter_app
