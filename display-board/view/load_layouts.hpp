// Reads the layouts of a folder, one TOML file each, named by the layout (hall.toml); docs/boards.md says how they are written.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "board_view/layout.hpp"

namespace luot::board_view {

// "file:line:column: what is wrong; what would be right", in English.
struct BadLayout {
    std::string reason;
};
[[noreturn]] inline void throw_exception_from_error(const BadLayout& bad, const boost::source_location&) {
    throw std::runtime_error(bad.reason);
}
template <class T>
using LayoutResult = boost::system::result<T, BadLayout>;

// An empty path is default_layouts_folder(). There is always a layout "hall".
LayoutResult<Layouts> load_layouts(const std::filesystem::path& folder);

struct LayoutFile {
    std::string name;  // "hall.toml"; for mistakes it may have folders before it
    std::string text;
};
// Pure: what load_layouts does with the files that it has read.
LayoutResult<Layouts> make_layouts(const std::vector<LayoutFile>& files);

// Where the layouts of an installed program lie: share/luot/layouts beside the folder of the program that runs.
std::filesystem::path default_layouts_folder();

}  // namespace luot::board_view
