#include "web/site_files.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "web/gzip.hpp"

namespace luot::web {

namespace {

namespace fs = std::filesystem;

struct Kind {
    std::string_view ending, type;
    bool is_text = true;
};
constexpr std::array kinds{
    Kind{".html", "text/html; charset=utf-8"},
    Kind{".js", "text/javascript; charset=utf-8"},
    Kind{".css", "text/css; charset=utf-8"},
    Kind{".json", "application/json"},
    Kind{".svg", "image/svg+xml"},
    Kind{".txt", "text/plain; charset=utf-8"},
    Kind{".woff2", "font/woff2", false},
    Kind{".png", "image/png", false},
};
constexpr Kind other_kind{"", "application/octet-stream", false};

Kind kind_of(std::string_view path) {
    for (const Kind& kind : kinds) {
        if (path.ends_with(kind.ending)) return kind;
    }
    return other_kind;
}

// FNV-1a: tells two versions of a file apart; nobody gains by making two that look alike.
std::string tag_of(std::string_view content) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char letter : content) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

// Fonts keep their content under their name; all else is asked about each time, so that a page never runs with the scripts of another
// version.
std::string_view cache_control(std::string_view path) {
    constexpr std::string_view month = "public, max-age=2592000";
    return path.ends_with(".woff2") ? month : std::string_view("no-cache");
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Whether one of those between commas is `wanted`.
template <class Wanted>
bool any_of_list(std::string_view list, const Wanted& wanted) {
    while (!list.empty()) {
        const auto element = list.substr(0, list.find(','));
        if (wanted(trimmed(element))) return true;
        list.remove_prefix(std::min(list.size(), element.size() + 1));
    }
    return false;
}

std::string_view header(const Question& question, const char* name) {
    const auto found = question.headers.find(name);
    return found == question.headers.end() ? std::string_view() : std::string_view(found->second);
}

bool takes_gzip(const Question& question) {
    return any_of_list(header(question, "accept-encoding"), [](std::string_view coding) {
        const auto parameter = coding.find(';');
        if (trimmed(coding.substr(0, parameter)) != "gzip") return false;
        if (parameter == std::string_view::npos) return true;
        const auto weight = trimmed(coding.substr(parameter + 1));
        return weight.find_first_not_of("0.", 2) != std::string_view::npos;  // "q=0.000" is no
    });
}

bool has_already(const Question& question, std::string_view tag) {
    return any_of_list(header(question, "if-none-match"), [tag](std::string_view known) {
        if (known.starts_with("W/")) known.remove_prefix(2);
        return known == "*" || known == tag;
    });
}

// Of a file that is not larger than it may be.
std::optional<std::string> read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string content(SiteFiles::file_bytes_max + 1, '\0');
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.eof()) return std::nullopt;
    content.resize(static_cast<std::size_t>(file.gcount()));
    return content;
}

}  // namespace

SiteFiles::SiteFiles(const std::map<std::string, std::string>& contents) {
    for (const auto& [path, content] : contents) {
        const Kind kind = kind_of(path);
        File file{std::string(kind.type), content, kind.is_text ? gzip(content) : std::string(), tag_of(content)};
        if (file.compressed.size() >= content.size()) file.compressed.clear();
        files_.emplace(path, std::move(file));
    }
}

std::variant<SiteFiles, std::string> SiteFiles::load(const fs::path& folder) {
    std::map<std::string, std::string> contents;
    std::size_t bytes = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code gone;
        if (!entry->is_regular_file(gone)) continue;
        auto content = read(entry->path());
        if (!content) return entry->path().string() + " cannot be read, or has more than " + std::to_string(file_bytes_max) + " bytes";
        bytes += content->size();
        contents.emplace(entry->path().lexically_relative(folder).generic_string(), std::move(*content));
        if (contents.size() > files_max || bytes > bytes_max) return folder.string() + " has more than a site of ours";
    }
    if (error) return folder.string() + ": " + error.message();
    return SiteFiles(contents);
}

Page SiteFiles::page(const Question& question, std::string_view path) const {
    Page page;
    const auto found = files_.find(path);
    if (found == files_.end()) {
        page.status = 404;
        page.body = "There is no such page.\n";
        return page;
    }
    const File& file = found->second;
    const bool compressed = !file.compressed.empty() && takes_gzip(question);
    const std::string tag = '"' + file.tag + (compressed ? "-gzip" : "") + '"';
    page.type = file.type;
    page.headers.emplace_back("Cache-Control", cache_control(path));
    page.headers.emplace_back("ETag", tag);
    if (!file.compressed.empty()) page.headers.emplace_back("Vary", "Accept-Encoding");
    if (has_already(question, tag)) {
        page.status = 304;
        return page;
    }
    if (compressed) page.headers.emplace_back("Content-Encoding", "gzip");
    page.body = compressed ? file.compressed : file.content;
    return page;
}

fs::path default_site_folder() {
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : program.parent_path().parent_path() / "share/luot/site";
}

}  // namespace luot::web
