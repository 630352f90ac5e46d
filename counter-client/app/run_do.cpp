#include <boost/json.hpp>
#include <iostream>
#include <optional>

#include "counter/resolve.hpp"
#include "counter_app/answer_json.hpp"
#include "counter_app/run.hpp"
#include "wire/quiet_client.hpp"

namespace luot::counter_app {
namespace {

int print(const boost::json::object& answer, const std::string& why = {}) {
    std::cout << boost::json::serialize(answer) << std::endl;
    if (is_ok(answer)) return exit_done;
    std::cerr << "counter-client: " << refusal_line(answer) << (why.empty() ? "" : ": " + why) << '\n';
    const auto* refusal = answer.if_contains("refused");
    const bool incomplete = refusal != nullptr && refusal->at("code") == "reason_missing";
    return incomplete ? exit_usage : exit_refused;
}

}  // namespace

int run_do(const Options& options, const counter::Verb& verb) {
    counter::OfficeView office;
    std::optional<boost::json::object> answer;  // without having asked the server
    const wire::NextCommand next = [&](const v1::Snapshot& snapshot, const v1::Reply* last) -> std::optional<v1::Command> {
        if (last != nullptr) return std::nullopt;
        office.apply(snapshot);
        if (counter::only_looks(verb.kind)) {
            answer = look(verb, office, options.counter);
            return std::nullopt;
        }
        const auto resolved = counter::resolve(verb, office, options.counter, options.clerk);
        if (const auto* unresolved = std::get_if<counter::Unresolved>(&resolved)) {
            answer = refused(verb, unresolved->code, unresolved->params, office);
            return std::nullopt;
        }
        return std::get<v1::Command>(resolved);
    };
    const wire::QuietResult result = wire::run_commands(link_options(options), next, options.timeout);
    if (answer) return print(*answer);
    if (!result.replies.empty()) return print(answer_of(verb, result.replies.back(), office));
    return print(refused(verb, result.outcome_unknown ? "no_answer" : "no_connection", {}, office), result.failure);
}

}  // namespace luot::counter_app
