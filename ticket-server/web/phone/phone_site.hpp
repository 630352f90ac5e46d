// The citizen's pages as files: templates and words, read once and kept. Pure but for what is handed in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include <boost/system/result.hpp>

#include "web/phone/template.hpp"
#include "web/phone/words.hpp"

namespace luot::web::phone {

struct PhoneSite {
    Template visit;    // phone/visit.html
    Template message;  // phone/message.html: a token that is none, and too many questions
    Template of_hall;  // public/public.html
    WordsByLanguage words;
};

// A file of the site by its path in it, "phone/visit.html"; nothing: it is not there.
using ReadSiteFile = std::function<std::optional<std::string>(const std::string& path)>;

// The site, or the path of the file that is missing or not well-formed.
std::variant<PhoneSite, std::string> load_phone_site(const ReadSiteFile& read);

}  // namespace luot::web::phone
