#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <iostream>

#include "printer_app/answer_json.hpp"
#include "printer_app/kiosk_shell.hpp"
#include "printer_app/run.hpp"

namespace luot::printer_app {

namespace {

int say(spool::Answer answer, const std::string& refusal) {
    const std::string why = refusal.empty() ? complaint(answer) : refusal;
    if (!why.empty()) std::cerr << "printer-driver: " << why << '\n';
    if (answer.error.empty()) {
        answer.request = 0;  // there is but one
        std::cout << boost::json::serialize(to_json(answer)) << '\n' << std::flush;
    }
    return why.empty() ? exit_done : exit_refused;
}

}  // namespace

int run_issue(const Options& options, const std::string& service, const std::string& ticket_class, const std::string& procedure) {
    boost::asio::io_context io(1);
    ShellOptions shell_options;
    shell_options.link = {.host = options.server.host,
                          .port = options.server.port,
                          .role = v1::ROLE_KIOSK,
                          .device = options.kiosk,
                          .credential = {},
                          .jitter_seed = 0,
                          .no_pushes = !options.printer};  // a slip needs the office's words
    shell_options.link.tls = options.tls;
    enrolment::show(options.identity, shell_options.link);
    shell_options.kiosk = {.device = options.kiosk, .prints = options.printer.has_value(), .follows = false};
    shell_options.paper = options.paper;
    shell_options.words = options.words;
    if (options.printer) shell_options.printer = transport::create_printer(io.get_executor(), *options.printer, options.printing);

    std::optional<spool::Answer> answer;
    std::string refusal;
    const auto on_answer = [&](const spool::Answer& said) { answer = said; };
    const auto on_end = [&](const std::string& why) {
        refusal = why;
        io.stop();
    };
    KioskShell shell(io.get_executor(), std::move(shell_options), on_answer, on_end);
    shell.start();
    shell.issue(1, {service, ticket_class, procedure, {}, {}});
    shell.finish();
    io.run();
    return say(answer.value(), refusal);
}

}  // namespace luot::printer_app
