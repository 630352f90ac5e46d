#include "hall.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <variant>

namespace luot::test {

web::phone::PhoneSite phone_site() {
    const std::filesystem::path folder(LUOT_SOURCE_DIR "/ticket-server/web/site");
    const auto read = [&](const std::string& path) -> std::optional<std::string> {
        std::ifstream file(folder / path, std::ios::binary);
        if (!file) return std::nullopt;
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    };
    auto site = web::phone::load_phone_site(read);
    if (const auto* missing = std::get_if<std::string>(&site)) throw std::runtime_error("not well-formed: " + *missing);
    return std::get<web::phone::PhoneSite>(std::move(site));
}

}  // namespace luot::test
