// What a board shows, small, as it last sent it: GET /api/v1/devices/board/{name}/picture.png (viewer). Network thread.
#pragma once

#include <functional>
#include <string>

#include "web/router.hpp"

namespace luot::web {

// A PNG; empty: no such board has sent one.
using SeeBoard = std::function<std::string(const std::string& name)>;

// 404 "unknown" where there is no picture.
void add_board_pictures(SeeBoard see_board, Router& router);

}  // namespace luot::web
