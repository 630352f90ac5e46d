#include "transport/profile_file.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "escpos/encode.hpp"
#include "profiles/reader.hpp"

namespace luot::transport {

namespace {

using profiles::joined;

constexpr const char* whose = "printer's profile";

class Reader : public profiles::Reader {
  public:
    Reader(const toml::table& table, const std::filesystem::path& file) : profiles::Reader(table, file.string(), whose), table_(table) {}

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

    void needs(std::string_view key, std::string_view example) {
        if (table_.get(key) == nullptr) note(0, joined({key, " is missing; write for instance ", example}));
    }

  private:
    const toml::table& table_;
};

}  // namespace

void throw_exception_from_error(const BadProfile& bad, const boost::source_location&) {
    throw std::invalid_argument(bad.reason);
}

ProfileResult parse_profile(std::string_view text, const std::filesystem::path& file) {
    toml::table table;
    if (const std::string wrong = profiles::read_table(text, file.string(), table); !wrong.empty()) return BadProfile{wrong};
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
    if (const std::string mistake = reader.finish(); !mistake.empty()) return BadProfile{mistake};
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
            if (entry->path().extension() == ".toml") list.push_back({entry->path().stem().string(), entry->path()});
        }
    }
    std::ranges::stable_sort(list, {}, &ProfileEntry::name);
    const auto doubles = std::ranges::unique(list, {}, &ProfileEntry::name);
    list.erase(doubles.begin(), doubles.end());
    return list;
}

ProfileResult load_profile(const std::string& name_or_path, const Folders& folders) {
    const profiles::Source source = profiles::find_source(name_or_path, folders, whose);
    if (!source.mistake.empty()) return BadProfile{source.mistake};
    return parse_profile(source.text, source.file);
}

}  // namespace luot::transport
