// One language's file as it is written, before gaps are filled from the first language.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "words/load.hpp"

namespace luot::words {

struct Written {
    std::string file;
    Language language;
    std::int64_t order = 0;
    Catalogue::Entries entries;
    std::map<std::string, std::string, std::less<>> places;  // of each key: "file:line:column"
};

Result<Written> parse_words(const File& file);

}  // namespace luot::words
