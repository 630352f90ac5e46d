#include "desk/clerks.hpp"

#include <algorithm>

#include "words/folded.hpp"

namespace luot::desk {
namespace {

// Parted by single spaces.
std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace

bool words_begin(std::string_view text, std::string_view typed) {
    const std::string plain = words::folded(text);
    const std::string wanted = words::folded(typed);
    const auto parts = split(plain);
    const auto sought = split(wanted);
    return std::all_of(sought.begin(), sought.end(), [&](std::string_view word) {
        return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return part.starts_with(word); });
    });
}

std::vector<std::string> known_clerks(const counter::OfficeView& office) {
    const auto& listed = office.office().clerks();
    std::vector<std::string> codes(listed.begin(), listed.end());
    if (!codes.empty()) return codes;
    for (const auto& [code, clerk] : office.staff()) codes.push_back(code);
    return codes;
}

std::vector<std::string> clerks_that_fit(const counter::OfficeView& office, std::string_view typed) {
    std::vector<std::string> codes = known_clerks(office);
    std::erase_if(codes, [&](const std::string& code) { return !words_begin(code + " " + office.clerk_name(code), typed); });
    // Who typed a whole code means that one.
    std::stable_partition(codes.begin(), codes.end(), [&](const std::string& code) { return code == typed; });
    return codes;
}

std::uint64_t counter_of(const counter::OfficeView& office, const std::string& clerk) {
    for (const auto& [id, counter] : office.counters()) {
        if (counter.state() != v1::COUNTER_STATE_CLOSED && counter.clerk() == clerk) return id;
    }
    return 0;
}

}  // namespace luot::desk
