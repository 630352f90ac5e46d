// A catalogue of words, beside a good one: any text is a language that says everything, or one mistake with its place.
#include <algorithm>
#include <string>

#include "fuzz.hpp"
#include "words/load.hpp"

using namespace luot;

namespace {

const std::string first = R"([language]
name = "Tiếng Việt"
short_name = "VI"
order = 1
plural = "never"
date = "{day}/{month}/{year}"
weekdays = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
[kiosk]
title = "Xin chào"
waiting = "{n} người chờ"
reason = ["{service} đóng: {why}.", "Đóng."]
)";

void check_mistake(const std::string& reason, std::string_view input) {
    // A catalogue that puts itself first makes the other one's placeholders the mistake.
    const std::string file = reason.starts_with("vi.toml:") ? "vi.toml:" : "en.toml:";
    fuzz::require(reason.starts_with(file) && reason.size() > file.size() + 1, "a mistake is told with its file");
    if (file == "vi.toml:") input = first;
    if (!std::isdigit(static_cast<unsigned char>(reason[file.size()]))) return;  // of the file as a whole
    const auto lines = std::count(input.begin(), input.end(), '\n') + 1;
    fuzz::require(std::stol(reason.substr(file.size())) <= lines, "a mistake has a line of the file");
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    const auto loaded = words::make_words({{"vi.toml", first}, {"en.toml", std::string(input)}});
    if (loaded.has_error()) return check_mistake(loaded.error().reason, input);
    require(loaded->words.all().size() == 2 && loaded->words.has("en"), "there are two languages");
    const words::Catalogue& language = loaded->words.in("en");
    for (const char* n : {"0", "1", "2"}) {
        for (const auto& [key, entry] : language.entries()) {
            const auto text = language.text(key, {{"n", n}, {"service", "}{"}, {"why", "{n}"}});
            require(!text.empty() && text.size() <= 2 * words::text_bytes_max, "every key says something");
        }
    }
    for (const auto& [key, entry] : loaded->words.all().front().entries()) {
        for (const auto& each : loaded->words.all()) require(each.has(key), "a gap is filled from the first language");
    }
    require(!language.language().name.empty() && !language.date({2026, 3, 2, 0}).empty(), "a language has a name and dates");
}
