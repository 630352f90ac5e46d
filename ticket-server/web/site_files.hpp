// The files that browsers are given: read once when the server starts, and kept in memory with their compressed forms. What is answered is
// pure; only load() looks at a disk.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "web/page.hpp"

namespace luot::web {

class SiteFiles {
  public:
    // More is no site of ours, but a folder that was named by mistake.
    static constexpr std::size_t files_max = 512;
    static constexpr std::size_t file_bytes_max = std::size_t{1} << 20;
    static constexpr std::size_t bytes_max = std::size_t{8} << 20;

    // No files: every path is 404.
    SiteFiles() = default;
    // By path without a slash before it: "app/index.html".
    explicit SiteFiles(const std::map<std::string, std::string>& contents);

    // All regular files under `folder`. Or why not, in a line.
    static std::variant<SiteFiles, std::string> load(const std::filesystem::path& folder);

    // The file at `path` as an answer to the question: 200, or 304 where the client has it already (If-None-Match), compressed where it
    // asks for that; 404 where there is no such file. Nothing but what was read is ever given: a path is looked up and never resolved.
    Page page(const Question& question, std::string_view path) const;

    bool has(std::string_view path) const { return files_.contains(path); }

  private:
    struct File {
        std::string type, content;
        std::string compressed;  // gzip; empty where that is not smaller
        std::string tag;         // of the content, without quotation marks
    };
    std::map<std::string, File, std::less<>> files_;
};

// Where the site of an installed program lies: share/luot/site beside the folder of the program that runs.
std::filesystem::path default_site_folder();

}  // namespace luot::web
