#include "touch/search.hpp"

#include <algorithm>
#include <utility>

namespace luot::touch {

namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + ' ') {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

// 0: it does not match; else the better the higher.
int score(const std::vector<std::string>& query, const std::string& name) {
    const auto words = words_of(name);
    int whole = 0;
    std::size_t last = 0;
    bool in_order = true;
    for (const auto& wanted : query) {
        const auto begins = [&](const std::string& word) { return word.starts_with(wanted); };
        auto found = std::find(words.begin(), words.end(), wanted);
        if (found == words.end()) found = std::find_if(words.begin(), words.end(), begins);
        if (found == words.end()) return 0;
        if (*found == wanted) ++whole;
        const auto place = static_cast<std::size_t>(found - words.begin());
        in_order = in_order && place >= last;
        last = place;
    }
    return 1 + 10 * whole + (in_order ? 5 : 0);
}

int best_score(const std::vector<std::string>& query, const v1::Texts& names) {
    int best = 0;
    for (const auto& name : names.texts()) best = std::max(best, score(query, folded(name.text())));
    return best;
}

}  // namespace

std::vector<Found> search(const v1::Office& office, std::string_view query, std::size_t found_max) {
    const auto wanted = words_of(folded(query));
    struct Scored {
        Found found;
        int score;
    };
    std::vector<Scored> scored;
    for (const auto& service : office.services()) {
        // Who types a field's name gets the field, before its procedures.
        const int field = wanted.empty() ? 0 : best_score(wanted, service.name());
        if (field > 0) scored.push_back({{&service, nullptr}, field});
        for (const auto& procedure : service.procedures()) {
            const int points = wanted.empty() ? 1 : best_score(wanted, procedure.name());
            if (points > 0) scored.push_back({{&service, &procedure}, points});
        }
    }
    std::stable_sort(scored.begin(), scored.end(), [](const Scored& one, const Scored& other) { return one.score > other.score; });
    std::vector<Found> found;
    for (const auto& each : scored) {
        if (found.size() == found_max) break;
        found.push_back(each.found);
    }
    return found;
}

}  // namespace luot::touch
