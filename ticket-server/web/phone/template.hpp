// A page with places to fill in, kept in a file of its own. Pure.
//   {{name}}          the value, escaped for HTML's text and quoted attributes
//   {{?name}}         " hidden" where the value is empty
//   {{#rows}}…{{/rows}}  once for each of the rows; not within each other
// A place without a value is empty.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace luot::web::phone {

using Slots = std::map<std::string, std::string>;

struct Filling {
    Slots slots;
    std::map<std::string, std::vector<Slots>> rows{};
};

class Template {
  public:
    // Nothing: a place or a block of rows that does not end.
    static std::optional<Template> parse(std::string_view text);

    std::string fill(const Filling& filling) const;

    // Every place, those within rows too.
    std::set<std::string> names() const;

  private:
    enum class Kind : std::uint8_t { text, value, hidden, rows };
    struct Part {
        Kind kind = Kind::text;
        std::string text;  // or the name
        std::vector<Part> of_row{};
    };

    static std::optional<std::vector<Part>> parse_parts(std::string_view text, bool in_rows);
    static void fill_parts(const std::vector<Part>& parts, const Slots& slots, const Filling& filling, std::string& page);
    static void add_names(const std::vector<Part>& parts, std::set<std::string>& names);

    std::vector<Part> parts_;
};

std::string html_escaped(std::string_view text);

}  // namespace luot::web::phone
