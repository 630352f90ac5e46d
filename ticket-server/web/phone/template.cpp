#include "web/phone/template.hpp"

namespace luot::web::phone {

namespace {

constexpr std::string_view opens = "{{";
constexpr std::string_view closes = "}}";

const std::string& value_of(const Slots& slots, const std::string& name) {
    static const std::string none;
    const auto found = slots.find(name);
    return found == slots.end() ? none : found->second;
}

}  // namespace

std::optional<Template> Template::parse(std::string_view text) {
    auto parts = parse_parts(text, false);
    if (!parts) return std::nullopt;
    Template made;
    made.parts_ = std::move(*parts);
    return made;
}

std::optional<std::vector<Template::Part>> Template::parse_parts(std::string_view text, bool in_rows) {
    std::vector<Part> parts;
    while (!text.empty()) {
        const std::size_t begins = text.find(opens);
        if (begins != 0) parts.push_back(Part{Kind::text, std::string(text.substr(0, begins))});
        if (begins == std::string_view::npos) break;
        const std::size_t ends = text.find(closes, begins);
        if (ends == std::string_view::npos) return std::nullopt;
        const std::string_view place = text.substr(begins + opens.size(), ends - begins - opens.size());
        text.remove_prefix(ends + closes.size());
        if (place.empty() || place.front() == '/' || (place.front() == '#' && in_rows)) return std::nullopt;
        if (place.front() == '?') {
            parts.push_back(Part{Kind::hidden, std::string(place.substr(1))});
        } else if (place.front() == '#') {
            const std::string name(place.substr(1));
            const std::string end = "{{/" + name + "}}";
            const std::size_t block = text.find(end);
            if (block == std::string_view::npos) return std::nullopt;
            auto of_row = parse_parts(text.substr(0, block), true);
            if (!of_row) return std::nullopt;
            parts.push_back(Part{Kind::rows, name, std::move(*of_row)});
            text.remove_prefix(block + end.size());
        } else {
            parts.push_back(Part{Kind::value, std::string(place)});
        }
    }
    return parts;
}

std::string Template::fill(const Filling& filling) const {
    std::string page;
    fill_parts(parts_, filling.slots, filling, page);
    return page;
}

void Template::fill_parts(const std::vector<Part>& parts, const Slots& slots, const Filling& filling, std::string& page) {
    for (const Part& part : parts) {
        switch (part.kind) {
            case Kind::text:
                page += part.text;
                break;
            case Kind::value:
                page += html_escaped(value_of(slots, part.text));
                break;
            case Kind::hidden:
                if (value_of(slots, part.text).empty()) page += " hidden";
                break;
            case Kind::rows:
                if (const auto rows = filling.rows.find(part.text); rows != filling.rows.end())
                    for (const Slots& row : rows->second) fill_parts(part.of_row, row, filling, page);
                break;
        }
    }
}

std::set<std::string> Template::names() const {
    std::set<std::string> names;
    add_names(parts_, names);
    return names;
}

void Template::add_names(const std::vector<Part>& parts, std::set<std::string>& names) {
    for (const Part& part : parts) {
        if (part.kind != Kind::text) names.insert(part.text);
        add_names(part.of_row, names);
    }
}

std::string html_escaped(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char letter : text) {
        switch (letter) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += letter;
        }
    }
    return escaped;
}

}  // namespace luot::web::phone
