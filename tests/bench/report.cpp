#include "bench/report.hpp"

#include <charconv>
#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace luot::bench {

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

boost::json::object json_of(const Rounds& rounds) {
    boost::json::array values;
    for (const double value : rounds.values()) values.emplace_back(rounded(value));
    return {{"median", rounded(rounds.median())}, {"spread", rounded(rounds.spread())}, {"rounds", std::move(values)}};
}

void put_verdict(boost::json::object& out, const Verdict& verdict) {
    out["ratio"] = rounded(verdict.ratio);
    out["target"] = verdict.target.text();
    out["met"] = verdict.met();
    out["inconclusive"] = verdict.inconclusive;
}

std::string text_of(const boost::json::value& value) {
    std::string text;
    if (value.is_double()) {
        std::array<char, 400> digits{};  // any double in plain digits
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value.get_double(), std::chars_format::fixed);
        text.assign(digits.data(), end.ptr);
    } else if (value.is_array()) {
        for (const boost::json::value& element : value.get_array()) text += (text.empty() ? "" : ", ") + text_of(element);
        text = "[" + text + "]";
    } else if (value.is_object()) {
        for (const auto& member : value.get_object())
            text += (text.empty() ? "" : ", ") + boost::json::serialize(member.key()) + ": " + text_of(member.value());
        text = "{" + text + "}";
    } else {
        text = boost::json::serialize(value);
    }
    return text;
}

}  // namespace luot::bench
