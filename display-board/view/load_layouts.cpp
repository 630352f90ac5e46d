// Where this program lies is asked of Boost.DLL, with the standard's paths.
#define BOOST_DLL_USE_STD_FS
#include "board_view/load_layouts.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <boost/dll/runtime_symbol_info.hpp>
#include <charconv>
#include <fstream>

#include "board_view/limits.hpp"

namespace luot::board_view {

const Layout& Layouts::in(std::string_view name, int width, int height) const& {
    auto found = layouts_.find(name);
    if (found == layouts_.end()) found = layouts_.find(std::string_view("hall"));
    if (height > width && !found->second.upright.empty()) return layouts_.find(found->second.upright)->second;
    return found->second;
}

namespace {

constexpr std::pair<std::string_view, PanelKind> panel_names[] = {
    {"header", PanelKind::header}, {"stale", PanelKind::stale},       {"notice", PanelKind::notice},
    {"call", PanelKind::call},     {"calls", PanelKind::calls},       {"fields", PanelKind::fields},
    {"slides", PanelKind::slides}, {"counters", PanelKind::counters}, {"running", PanelKind::running}};

// How a mistake leaves the reading of a file.
struct Mistake {
    std::string reason;
};

class Reader {
  public:
    explicit Reader(const LayoutFile& file) : file_(file) {}

    Layout read() {
        if (file_.text.size() > limits::layout_bytes_max) throw Mistake{file_.name + ": more than 64 KiB; is this a layout?"};
        toml::table table;
        try {
            table = toml::parse(std::string_view(file_.text), file_.name);
        } catch (const toml::parse_error& error) {
            throw Mistake{place(error.source()) + ": this is not TOML: " + std::string(error.description())};
        }
        Layout layout;
        layout.name = name_of_file();
        for (const auto& [key, node] : table) {
            if (key.str() == "design") {
                read_design(node, layout);
            } else if (key.str() == "upright") {
                layout.upright = word(node, "upright", "\"portrait\", another layout's name");
                upright_at = place(node.source());
            } else if (key.str() == "down" || key.str() == "across") {
                read_parts(node, key.str() == "across", layout.root, 1);
            } else {
                wrong(node, "\"" + std::string(key.str()) + "\" is no key of a layout; it has design, upright, and down or across");
            }
        }
        if (layout.root.parts.empty()) throw Mistake{file_.name + ": the layout has no parts; write down = [ { panel = \"header\" }, … ]"};
        return layout;
    }

    std::string upright_at;

  private:
    std::string place(const toml::source_region& region) const {
        return file_.name + ':' + std::to_string(region.begin.line) + ':' + std::to_string(region.begin.column);
    }
    [[noreturn]] void wrong(const toml::node& node, const std::string& what) const { throw Mistake{place(node.source()) + ": " + what}; }

    std::string name_of_file() const {
        const std::string name = file_.name.substr(file_.name.find_last_of('/') + 1);
        return name.substr(0, name.rfind(".toml"));
    }

    std::string word(const toml::node& node, const char* key, const std::string& right) const {
        const auto text = node.value_exact<std::string>();
        if (!text || text->empty()) wrong(node, std::string(key) + " is a name in quotes: " + right);
        return *text;
    }

    int number(const toml::node& node, const std::string& key, int least, int most) const {
        const auto value = node.value_exact<std::int64_t>();
        if (!value || *value < least || *value > most)
            wrong(node, key + " is a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return static_cast<int>(*value);
    }

    void read_design(const toml::node& node, Layout& layout) const {
        const std::string text = word(node, "design", "\"1920x1080\"");
        const char* end = text.data() + text.size();
        const auto width = std::from_chars(text.data(), end, layout.design_w);
        const bool parted = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
        const auto height = parted ? std::from_chars(width.ptr + 1, end, layout.design_h) : width;
        const bool in_bounds = layout.design_w >= 320 && layout.design_h >= 180 && layout.design_w <= 7680 && layout.design_h <= 7680;
        if (!parted || height.ec != std::errc() || height.ptr != end || !in_bounds)
            wrong(node, "design is the size that the layout is written for, as in \"1920x1080\"; 320x180 at least");
    }

    void read_parts(const toml::node& node, bool across, Part& into, int depth) {
        const std::string key = across ? "across" : "down";
        const toml::array* list = node.as_array();
        if (list == nullptr || list->empty()) wrong(node, key + " is a list of parts: " + key + " = [ { panel = \"header\" }, … ]");
        if (!into.parts.empty() || into.panel) wrong(node, "a part is one of panel, down and across");
        if (depth > limits::layout_depth_max) wrong(node, "parts within parts, more than 6 deep");
        into.across = across;
        for (const auto& each : *list) {
            const toml::table* table = each.as_table();
            if (table == nullptr) wrong(each, "a part is written { panel = \"call\", share = 3 }");
            if (++parts_ > limits::layout_parts_max) wrong(each, "more than 32 parts; is this a layout?");
            into.parts.push_back(read_part(*table, depth));
        }
    }

    Part read_part(const toml::table& table, int depth) {
        Part part;
        for (const auto& [key, node] : table) {
            if (key.str() == "panel") {
                if (!part.parts.empty()) wrong(node, "a part is one of panel, down and across");
                part.panel = panel(node);
            } else if (key.str() == "size") {
                part.size_px = number(node, "size", 1, 7680);
            } else if (key.str() == "share") {
                part.share = number(node, "share", 1, 1000);
            } else if (key.str() == "columns") {
                part.columns = number(node, "columns", 1, 4);
            } else if (key.str() == "down" || key.str() == "across") {
                read_parts(node, key.str() == "across", part, depth + 1);
            } else {
                wrong(node, "\"" + std::string(key.str()) + "\" is no key of a part; it has panel, down or across, with size or share");
            }
        }
        if (!part.panel && part.parts.empty()) wrong(table, "a part needs a panel, or parts: down = [ … ] or across = [ … ]");
        if (part.size_px > 0 && part.share > 0) wrong(*table.get("share"), "a part has a size or a share, not both");
        if (table.contains("columns") && part.panel != PanelKind::calls)
            wrong(*table.get("columns"), "only the panel \"calls\" has columns");
        return part;
    }

    PanelKind panel(const toml::node& node) const {
        const std::string name = word(node, "panel", "\"call\"");
        std::string known;
        for (const auto& [each, kind] : panel_names) {
            if (each == name) return kind;
            known += (known.empty() ? "" : ", ") + std::string(each);
        }
        wrong(node, "there is no panel \"" + name + "\"; there are " + known);
    }

    const LayoutFile& file_;
    int parts_ = 0;
};

LayoutResult<LayoutFile> read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return BadLayout{path.string() + " cannot be opened"};
    std::string text;
    std::array<char, 16384> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > limits::layout_bytes_max) break;  // the reader says so
    }
    if (file.bad()) return BadLayout{path.string() + " cannot be read"};
    return LayoutFile{path.generic_string(), std::move(text)};
}

}  // namespace

LayoutResult<Layouts> make_layouts(const std::vector<LayoutFile>& files) {
    if (files.size() > limits::layouts_max) return BadLayout{"more than 64 layouts in one folder"};
    std::map<std::string, Layout, std::less<>> layouts;
    std::map<std::string, std::string> upright_at;
    for (const LayoutFile& file : files) {
        try {
            Reader reader(file);
            Layout layout = reader.read();
            if (!layout.upright.empty()) upright_at[layout.name] = reader.upright_at;
            layouts.emplace(layout.name, std::move(layout));
        } catch (const Mistake& mistake) {
            return BadLayout{mistake.reason};
        }
    }
    for (const auto& [name, at] : upright_at) {
        const std::string& other = layouts.at(name).upright;
        if (!layouts.contains(other)) return BadLayout{at + ": there is no layout \"" + other + "\" in this folder"};
    }
    if (!layouts.contains("hall")) return BadLayout{"there is no layout \"hall\" (hall.toml); every board that asks for none shows it"};
    return Layouts(std::move(layouts));
}

LayoutResult<Layouts> load_layouts(const std::filesystem::path& given) {
    const std::filesystem::path folder = given.empty() ? default_layouts_folder() : given;
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    for (auto entry = std::filesystem::directory_iterator(folder, error); !error && entry != std::filesystem::directory_iterator();
         entry.increment(error)) {
        if (entry->path().extension() == ".toml") paths.push_back(entry->path());
        if (paths.size() > limits::layouts_max) break;  // make_layouts says so
    }
    if (error) return BadLayout{"the layouts are not found in " + folder.string() + " (" + error.message() + "); --layouts DIR says where"};
    std::ranges::sort(paths);
    std::vector<LayoutFile> files;
    for (const auto& path : paths) {
        auto file = read(path);
        if (!file) return file.error();
        files.push_back(std::move(*file));
    }
    return make_layouts(files);
}

std::filesystem::path default_layouts_folder() {
    return (boost::dll::program_location().parent_path() / ".." / "share" / "luot" / "layouts").lexically_normal();
}

}  // namespace luot::board_view
