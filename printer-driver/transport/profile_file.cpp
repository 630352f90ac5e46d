#include "transport/profile_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <set>
#include <stdexcept>

#include "escpos/encode.hpp"

namespace luot::transport {

namespace {

constexpr std::size_t file_bytes_max = 64 * 1'024;

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (const auto part : parts) whole += part;
    return whole;
}

template <class Value>
using Words = std::initializer_list<std::pair<std::string_view, Value>>;

// Reads one key after another, keeps the mistake that stands first in the file, and knows which keys there are.
class Reader {
  public:
    Reader(const toml::table& table, const std::filesystem::path& file) : table_(table), file_(file.string()) {}

    void words(std::string_view key, std::size_t bytes_max, std::string& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        if (value && !value->empty() && value->size() <= bytes_max) {
            into = *value;
        } else {
            wrong(*node, joined({key, " = \"…\" with 1 to ", std::to_string(bytes_max), " bytes is wanted"}));
        }
    }

    void number(std::string_view key, int least, int most, int& into, int step = 1) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= least && *value <= most && *value % step == 0) {
            into = static_cast<int>(*value);
            return;
        }
        const std::string kind = step == 1 ? "a whole number" : "a multiple of " + std::to_string(step);
        wrong(*node, joined({key, " = ", kind, " from ", std::to_string(least), " to ", std::to_string(most), " is wanted"}));
    }

    void flag(std::string_view key, bool& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<bool>();
        if (value) {
            into = *value;
        } else {
            wrong(*node, joined({key, " = true or false is wanted"}));
        }
    }

    template <class Value>
    void choice(std::string_view key, Words<Value> words, Value& into) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        std::string list;
        for (const auto& [word, meaning] : words) {
            if (value && *value == word) {
                into = meaning;
                return;
            }
            list += joined({list.empty() ? "\"" : ", \"", word, "\""});
        }
        wrong(*node, joined({key, " is one of ", list}));
    }

    void needs(std::string_view key, std::string_view example) {
        if (table_.get(key) == nullptr) note(0, joined({key, " is missing; write for instance ", example}));
    }

    // After all keys were asked for: what else stands there is a mistake.
    std::optional<BadProfile> finish() {
        for (const auto& [key, node] : table_) {
            if (known_.contains(key.str())) continue;
            std::string list;
            for (const auto& known : known_) list += joined({list.empty() ? "" : ", ", known});
            note(key.source().begin.line, joined({"\"", key.str(), "\" is no key of a printer's profile; there are ", list}));
        }
        if (!mistake_) return std::nullopt;
        return BadProfile{file_ + ":" + std::to_string(std::max<toml::source_index>(line_, 1)) + ": " + *mistake_};
    }

  private:
    const toml::node* find(std::string_view key) {
        known_.emplace(key);
        return table_.get(key);
    }
    void wrong(const toml::node& node, const std::string& what) { note(node.source().begin.line, what); }
    void note(toml::source_index line, std::string what) {
        if (mistake_ && line_ <= line) return;
        line_ = line;
        mistake_ = std::move(what);
    }

    const toml::table& table_;
    std::string file_;
    std::set<std::string, std::less<>> known_;
    std::optional<std::string> mistake_;
    toml::source_index line_ = 0;
};

bool is_profile_file(const std::filesystem::path& file) {
    return file.extension() == ".toml";
}

ProfileResult load_file(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::string text(file_bytes_max + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!input.is_open() || input.bad() || (input.gcount() == 0 && !input.eof())) {
        return BadProfile{file.string() + ": cannot be read; is it a file?"};
    }
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (text.size() > file_bytes_max) return BadProfile{file.string() + ": longer than 64 KiB; is it a printer's profile?"};
    return parse_profile(text, file);
}

}  // namespace

void throw_exception_from_error(const BadProfile& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

ProfileResult parse_profile(std::string_view text, const std::filesystem::path& file) {
    toml::table table;
    try {
        table = toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
        return BadProfile{file.string() + ":" + std::to_string(error.source().begin.line) +
                          ": this is not TOML: " + std::string(error.description())};
    }
    escpos::Profile profile;
    profile.name = file.stem().string();
    Reader reader(table, file);
    reader.needs("make", "make = \"Epson TM-T82III\"");
    reader.needs("width_dots", "width_dots = 576");
    reader.words("make", 128, profile.make);
    reader.number("width_dots", 8, 4'096, profile.width_dots, 8);
    reader.number("dots_a_mm", 4, 24, profile.dots_a_mm);
    reader.number("roll_mm", 0, 1'000'000, profile.roll_mm);
    reader.number("low_mm", 0, 1'000'000, profile.low_mm);
    reader.choice<escpos::RasterCommand>(
        "raster", {{"GS v 0", escpos::RasterCommand::raster_image}, {"GS ( L", escpos::RasterCommand::graphics}}, profile.raster);
    reader.number("band_rows", 1, escpos::band_rows_most, profile.band_rows);
    reader.number("feed_dots", 0, 2'000, profile.feed_dots);
    reader.choice<escpos::Cut>("cut", {{"full", escpos::Cut::full}, {"partial", escpos::Cut::partial}, {"none", escpos::Cut::none}},
                               profile.cut);
    reader.flag("answers_questions", profile.answers_questions);
    reader.flag("says_when_done", profile.says_when_done);
    reader.flag("reports_by_itself", profile.reports_by_itself);
    reader.flag("near_end_sensor", profile.near_end_sensor);
    reader.choice<escpos::Drop>(
        "drop", {{"DLE ENQ 2", escpos::Drop::after_error}, {"DLE DC4 8", escpos::Drop::always}, {"none", escpos::Drop::none}},
        profile.drop);
    reader.number("pace_mm_a_second", 10, 1'000, profile.pace_mm_a_second);
    reader.flag("keeps_line", profile.keeps_line);
    if (auto bad = reader.finish()) return *std::move(bad);
    return profile;
}

Folders profile_folders(const std::filesystem::path& program) {
    return {program.parent_path() / ".." / "share" / "luot" / "printers"};
}

std::vector<ProfileEntry> list_profiles(const Folders& folders) {
    std::vector<ProfileEntry> list;
    for (const auto& folder : folders) {
        std::error_code ignored;  // a folder that is not there has no profiles
        for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
            if (is_profile_file(entry->path())) list.push_back({entry->path().stem().string(), entry->path()});
        }
    }
    std::ranges::stable_sort(list, {}, &ProfileEntry::name);
    const auto doubles = std::ranges::unique(list, {}, &ProfileEntry::name);
    list.erase(doubles.begin(), doubles.end());
    return list;
}

ProfileResult load_profile(const std::string& name_or_path, const Folders& folders) {
    if (name_or_path.find('/') != std::string::npos || is_profile_file(name_or_path)) return load_file(name_or_path);
    std::string names;
    for (const auto& [name, file] : list_profiles(folders)) {
        if (name == name_or_path) return load_file(file);
        names += (names.empty() ? "" : ", ") + name;
    }
    return BadProfile{"\"" + name_or_path + "\" is no printer's profile; there are " + (names.empty() ? "none" : names) +
                      ", or give a file: ./NAME.toml"};
}

}  // namespace luot::transport
