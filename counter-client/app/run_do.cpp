#include <boost/json.hpp>
#include <iostream>

#include "counter_app/answer_json.hpp"
#include "counter_app/errand.hpp"
#include "counter_app/run.hpp"

namespace luot::counter_app {

int run_do(const Options& options, const counter::Verb& verb) {
    const ErrandResult result = run_errand(options, verb);
    const boost::json::object& answer = result.answer;
    std::cout << boost::json::serialize(answer) << std::endl;
    if (is_ok(answer)) return exit_done;
    std::cerr << "counter-client: " << refusal_line(answer) << (result.failure.empty() ? "" : ": " + result.failure) << '\n';
    const bool incomplete = answer.at("refused").at("code") == "reason_missing";
    return incomplete ? exit_usage : exit_refused;
}

}  // namespace luot::counter_app
