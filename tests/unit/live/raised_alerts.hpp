// Alerts of an office that is made up, by their keys.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <boost/json/serialize.hpp>

#include "live_office.hpp"
#include "web/live/alerts.hpp"

namespace luot::test {

inline const web::live::Alert* find_alert(const std::vector<web::live::Alert>& all, const std::string& key) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const web::live::Alert& alert) { return alert.key == key; });
    return found == all.end() ? nullptr : &*found;
}

inline bool raised(const LiveOffice& hall, const std::string& key) {
    return find_alert(web::live::alerts(hall.source()), key) != nullptr;
}

inline web::live::Alert alert(const LiveOffice& hall, const std::string& key) {
    const auto all = web::live::alerts(hall.source());
    const web::live::Alert* found = find_alert(all, key);
    REQUIRE(found != nullptr);
    return *found;
}

inline std::string text(const web::live::Alert& of) {
    return boost::json::serialize(of.params);
}

}  // namespace luot::test
