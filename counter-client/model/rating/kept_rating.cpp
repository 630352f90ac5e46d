#include "rating/kept_rating.hpp"

#include <charconv>

#include "rating/limits.hpp"

namespace luot::rating {

namespace {

constexpr std::string_view first_line = "luot ratings 1";

// Takes everything up to `end`, and `end`; nothing: it is not there.
std::optional<std::string_view> take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at + 1);
    return taken;
}

template <class Number>
bool read_number(std::optional<std::string_view> text, Number& number) {
    if (!text) return false;
    const char* end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    return read.ec == std::errc() && read.ptr == end;
}

std::optional<KeptRating> read_line(std::string_view line) {
    KeptRating rating;
    const auto office = take_until(line, '\t');
    if (!office) return std::nullopt;
    rating.place.office = *office;
    const bool whole = read_number(take_until(line, '\t'), rating.place.epoch) &&
                       read_number(take_until(line, '\t'), rating.place.business_day) &&
                       read_number(take_until(line, '\t'), rating.ticket) && read_number(take_until(line, '\t'), rating.grade);
    if (!whole || rating.ticket == 0 || rating.grade < 1 || rating.grade > 5) return std::nullopt;
    rating.number = line;
    return rating;
}

}  // namespace

std::uint32_t grade_told(unsigned place, unsigned of) {
    return of == 4 && place > 2 ? place + 1 : place;
}

std::string text_of(std::span<const KeptRating> ratings) {
    std::string text(first_line);
    text += '\n';
    for (const KeptRating& rating : ratings) {
        text += rating.place.office;
        for (const auto& number : {std::to_string(rating.place.epoch), std::to_string(rating.place.business_day),
                                   std::to_string(rating.ticket), std::to_string(rating.grade)}) {
            text += '\t' + number;
        }
        text += '\t' + rating.number + '\n';
    }
    return text + "end " + std::to_string(ratings.size()) + '\n';
}

std::optional<std::vector<KeptRating>> read_ratings(std::string_view text) {
    if (text.size() > limits::file_bytes_max || take_until(text, '\n') != first_line) return std::nullopt;
    std::vector<KeptRating> ratings;
    while (const auto line = take_until(text, '\n')) {
        constexpr std::string_view last = "end ";
        if (line->starts_with(last) && line->find('\t') == std::string_view::npos) {
            std::size_t count = 0;
            const bool whole = read_number(line->substr(last.size()), count) && count == ratings.size() && text.empty();
            if (!whole) return std::nullopt;
            if (count > limits::kept_max) ratings.erase(ratings.begin(), ratings.end() - std::ptrdiff_t{limits::kept_max});
            return ratings;
        }
        auto rating = read_line(*line);
        if (!rating) return std::nullopt;
        ratings.push_back(std::move(*rating));
    }
    return std::nullopt;
}

}  // namespace luot::rating
