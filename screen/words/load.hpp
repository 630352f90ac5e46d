// Reads the catalogues of a folder: one TOML file for each language, named by its code (vi.toml). A further file is a further language.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "words/catalogue.hpp"

namespace luot::words {

// More than these is a mistake and not a translation.
constexpr std::size_t file_bytes_max = 512 * 1024;
constexpr std::size_t languages_max = 32;
constexpr std::size_t entries_max = 4'096;  // in one file
constexpr std::size_t text_bytes_max = 1'000;
constexpr std::size_t sentences_max = 8;

// "file:line:column: what is wrong; what would be right", in English.
struct BadWords {
    std::string reason;
};
[[noreturn]] inline void throw_exception_from_error(const BadWords& bad, const boost::source_location&) {
    throw std::runtime_error(bad.reason);
}
template <class T>
using Result = boost::system::result<T, BadWords>;

struct Loaded {
    Words words;
    std::vector<std::string> remarks;  // for a log: what a language lacks, and keys that nobody asks for
};

// The languages are in the order of their `order`, then of their codes. An empty path is default_folder().
Result<Loaded> load_words(const std::filesystem::path& folder);

struct File {
    std::string name;  // "vi.toml"; for mistakes it may have folders before it
    std::string text;
};
// Pure: what load_words does with the files that it has read. At least one.
Result<Loaded> make_words(const std::vector<File>& files);

// Where the words of an installed program lie: share/luot/words beside the folder of the program that runs.
std::filesystem::path default_folder();

}  // namespace luot::words
