// An opinion that the server has not confirmed yet, and a file of them as text. Pure.
//
//     luot ratings 1
//     OFFICE<tab>EPOCH<tab>DAY<tab>TICKET<tab>GRADE<tab>NUMBER
//     end COUNT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luot::rating {

// Whose ticket it is: the same id is another ticket in another office or journal, and none on another day.
struct Place {
    std::string office;
    std::uint64_t epoch = 0;
    std::int32_t business_day = 0;
    bool operator==(const Place&) const = default;
};

struct KeptRating {
    Place place;
    std::uint64_t ticket = 0;
    std::uint32_t grade = 0;  // as the wire has it: 1 to 5
    std::string number;       // for a log
    bool operator==(const KeptRating&) const = default;
};

// What the server is told: grades are of five. Of four faces the one in the middle is missing, so that 4 and 5 are satisfied whatever the
// office shows, and a month in which it changed its mind still adds up. 1 ≤ place ≤ of; `of` is 4 or 5.
std::uint32_t grade_told(unsigned place, unsigned of);

std::string text_of(std::span<const KeptRating> ratings);
// Nothing: it is not such a file, or not a whole one. More than limits::kept_max: the last of them.
std::optional<std::vector<KeptRating>> read_ratings(std::string_view text);

}  // namespace luot::rating
