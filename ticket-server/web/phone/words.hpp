// What citizens read on their page, by language: words/{vi,en}.json of the site, of which each page has its section. Pure.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/office.hpp"

namespace luot::web::phone {

// One language's sections.
class Words {
  public:
    Words() = default;

    // Of each of these sections every value is a text. Nothing: it is no JSON, a section is missing or has something else.
    static std::optional<Words> parse(std::string_view json, const std::vector<std::string>& sections);

    using Params = std::initializer_list<std::pair<std::string_view, std::string>>;
    // "phone.called" with each {name} filled in. A key that is not there is given back in brackets, so that it is seen.
    std::string text(std::string_view key, Params params = {}) const;

    // A section's texts by key, as they are.
    std::map<std::string, std::string> section(std::string_view name) const;

  private:
    std::map<std::string, std::string, std::less<>> texts_;  // by "section.key"
};

// By language code.
using WordsByLanguage = std::map<std::string, Words>;

// In the office's order; every language there is, where the office has none of them.
std::vector<std::string> offered_languages(const core::Office& office, const WordsByLanguage& words);

// What was asked for (?lang=), else what the browser likes best of what is offered (Accept-Language, RFC 9110), else the first.
// Precondition: at least one is offered.
std::string choose_language(const std::vector<std::string>& offered, const std::string& wish, std::string_view accept_language);

// In this language, else the office's first, else any; empty: none at all.
std::string text_of(const core::Texts& texts, const std::string& language, const core::Office& office);

// "09:50"
std::string clock_text(std::int32_t minute);

}  // namespace luot::web::phone
