#include "web/phone/phone_site.hpp"

#include <utility>

namespace luot::web::phone {

namespace {

bool load_template(const ReadSiteFile& read, const std::string& path, Template& into) {
    const auto text = read(path);
    auto made = text ? Template::parse(*text) : std::nullopt;
    if (!made) return false;
    into = std::move(*made);
    return true;
}

}  // namespace

std::variant<PhoneSite, std::string> load_phone_site(const ReadSiteFile& read) {
    PhoneSite site;
    const std::pair<const char*, Template*> templates[] = {
        {"phone/visit.html", &site.visit}, {"phone/message.html", &site.message}, {"public/public.html", &site.of_hall}};
    for (const auto& [path, into] : templates)
        if (!load_template(read, path, *into)) return std::string(path);
    for (const char* language : {"vi", "en"}) {
        const std::string path = std::string("words/") + language + ".json";
        const auto text = read(path);
        auto words = text ? Words::parse(*text, {"phone", "public"}) : std::nullopt;
        if (!words) return path;
        site.words.emplace(language, std::move(*words));
    }
    return site;
}

}  // namespace luot::web::phone
