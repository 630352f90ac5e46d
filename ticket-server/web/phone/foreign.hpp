// What another website would have a visitor's browser ask of us is not done: the token is the secret, and this is the second lock. Pure.
#pragma once

#include <optional>
#include <string>

#include "web/page.hpp"

namespace luot::web::phone {

// Empty where there is none. `name` in lower case.
std::string header_of(const Question& question, const std::string& name);

// Whether a POST comes from the page itself: Content-Type is JSON, and where the browser says where it comes from, that is here.
// Nothing: it does. Otherwise the error's page: 415 "json_only", 403 "cross_site".
std::optional<Page> refuse_foreign(const Question& question);

}  // namespace luot::web::phone
