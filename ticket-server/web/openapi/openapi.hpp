// The API's document, docs/openapi.json, as the program has it, and whether it says what the router does. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/router.hpp"

namespace luot::web {

std::string_view openapi_document();

// GET /api/v1/openapi.json, for everybody.
void add_openapi(Router& router);

// What the document and these routes say differently, a line each: a path and method that one of them lacks, another role (x-luot-role). A
// document that cannot be read is one line. None: they say the same.
std::vector<std::string> openapi_differences(const std::vector<Route>& routes, std::string_view document);

}  // namespace luot::web
