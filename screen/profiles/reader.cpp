#include "profiles/reader.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace luot::profiles {
Source read_source(const std::filesystem::path& file, std::string_view whose) {
    std::ifstream input(file, std::ios::binary);
    std::string text(file_bytes_max + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!input.is_open() || input.bad() || (input.gcount() == 0 && !input.eof()))
        return {file, {}, joined({file.string(), ": cannot be read; is it a file?"})};
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (text.size() > file_bytes_max) return {file, {}, joined({file.string(), ": longer than 64 KiB; is it a ", whose, "?"})};
    return {file, std::move(text), {}};
}

Source find_source(const std::string& name_or_path, const std::vector<std::filesystem::path>& folders, std::string_view whose) {
    const std::filesystem::path path(name_or_path);
    if (name_or_path.find('/') != std::string::npos || path.extension() == ".toml") return read_source(path, whose);
    std::set<std::string> names;
    for (const auto& folder : folders) {
        std::error_code ignored;  // a folder that is not there has no profiles
        for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
            if (entry->path().extension() != ".toml") continue;
            if (entry->path().stem() == name_or_path) return read_source(entry->path(), whose);
            names.insert(entry->path().stem().string());
        }
    }
    std::string list;
    for (const auto& name : names) list += joined({list.empty() ? "" : ", ", name});
    return {
        {},
        {},
        joined({"\"", name_or_path, "\" is no ", whose, "; there are ", list.empty() ? "none" : list, ", or give a file: ./NAME.toml"})};
}

std::string read_table(std::string_view text, const std::string& file, toml::table& into) {
    try {
        into = toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        return joined({file, ":", std::to_string(error.source().begin.line), ": this is not TOML: ", error.description()});
    }
    return {};
}

const toml::node* Reader::find(std::string_view key) {
    known_.emplace(key);
    return table_.get(key);
}

void Reader::note(toml::source_index line, const std::string& what) {
    if (!mistake_.empty() && line_ <= line) return;
    line_ = line;
    mistake_ = what;
}

std::string Reader::finish() {
    for (const auto& [key, node] : table_) {
        if (known_.contains(key.str())) continue;
        std::string list;
        for (const auto& known : known_) list += joined({list.empty() ? "" : ", ", known});
        note(key.source().begin.line, joined({"\"", key.str(), "\" is no key of a ", whose_, "; there are ", list}));
    }
    return mistake_.empty() ? "" : joined({file_, ":", std::to_string(std::max<toml::source_index>(line_, 1)), ": ", mistake_});
}

}  // namespace luot::profiles
