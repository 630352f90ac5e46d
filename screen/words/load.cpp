// Where this program lies is asked of Boost.DLL, with the standard's paths.
#define BOOST_DLL_USE_STD_FS
#include "words/load.hpp"

#include <algorithm>
#include <array>
#include <boost/dll/runtime_symbol_info.hpp>
#include <fstream>
#include <optional>
#include <tuple>

#include "words/parse.hpp"

namespace luot::words {

namespace {

// A placeholder that the first language does not have will never have a value.
std::optional<BadWords> unknown_placeholder(const Written& written, const Written& first) {
    for (const auto& [key, entry] : written.entries) {
        const auto model = first.entries.find(key);
        if (model == first.entries.end()) continue;
        const auto known = placeholders(model->second);
        for (const auto& name : placeholders(entry)) {
            if (known.contains(name)) continue;
            std::string has;
            for (const auto& each : known) has += (has.empty() ? "{" : ", {") + each + '}';
            std::string reason = written.places.at(key);
            reason.append(": {").append(name).append("} is no placeholder of ").append(key);
            reason.append("; it has ").append(has.empty() ? "no placeholders" : has);
            return BadWords{reason};
        }
    }
    return std::nullopt;
}

// What the language lacks is said in the first one.
Catalogue completed(Written& written, const Written& first, std::vector<std::string>& remarks) {
    for (const auto& [key, entry] : written.entries) {
        if (!first.entries.contains(key)) remarks.push_back(written.places.at(key) + ": no program says " + key);
    }
    std::size_t missing = 0;
    std::string one_missing;
    for (const auto& [key, entry] : first.entries) {
        if (!written.entries.emplace(key, entry).second) continue;
        ++missing;
        if (one_missing.empty()) one_missing = key;
    }
    if (missing > 0) {
        remarks.push_back(written.file + ": " + std::to_string(missing) + " texts are missing, " + one_missing + " the first of them; " +
                          first.language.name + " is shown instead");
    }
    return {written.language, std::move(written.entries)};
}

Result<File> read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return BadWords{path.string() + " cannot be opened"};
    std::string text;
    std::array<char, 65536> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > file_bytes_max) break;  // parse_words says so
    }
    if (file.bad()) return BadWords{path.string() + " cannot be read"};
    return File{path.generic_string(), std::move(text)};
}

}  // namespace

Result<Loaded> make_words(const std::vector<File>& files) {
    if (files.size() > languages_max) return BadWords{"more than 32 catalogues in one folder"};
    std::vector<Written> all;
    for (const File& file : files) {
        auto written = parse_words(file);
        if (!written) return written.error();
        all.push_back(std::move(*written));
    }
    std::ranges::sort(all, [](const Written& left, const Written& right) {
        return std::tie(left.order, left.language.code) < std::tie(right.order, right.language.code);
    });
    std::vector<Catalogue> catalogues;
    std::vector<std::string> remarks;
    const Written first = all.front();
    for (Written& written : all) {
        if (auto bad = unknown_placeholder(written, first)) return *bad;
        catalogues.push_back(completed(written, first, remarks));
    }
    return Loaded{Words(std::move(catalogues)), std::move(remarks)};
}

Result<Loaded> load_words(const std::filesystem::path& given) {
    const std::filesystem::path folder = given.empty() ? default_folder() : given;
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::directory_iterator();
         entry.increment(error)) {
        if (entry->path().extension() == ".toml") paths.push_back(entry->path());
        if (paths.size() > languages_max) break;  // make_words says so
    }
    if (error) return BadWords{"the words are not found in " + folder.string() + " (" + error.message() + "); --words DIR says where"};
    if (paths.empty()) return BadWords{"no catalogue of words in " + folder.string() + "; one is named by its language, e.g. vi.toml"};
    std::ranges::sort(paths);
    std::vector<File> files;
    for (const auto& path : paths) {
        auto file = read(path);
        if (!file) return file.error();
        files.push_back(std::move(*file));
    }
    return make_words(files);
}

std::filesystem::path default_folder() {
    return (boost::dll::program_location().parent_path() / ".." / "share" / "luot" / "words").lexically_normal();
}

}  // namespace luot::words
