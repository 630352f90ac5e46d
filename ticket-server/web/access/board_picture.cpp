#include "web/access/board_picture.hpp"

#include <utility>

#include "web/json_page.hpp"

namespace luot::web {

void add_board_pictures(SeeBoard see_board, Router& router) {
    router.add(Method::get, "/api/v1/devices/board/{name}/picture.png", Access::viewer,
               [see_board = std::move(see_board)](const Asked& asked, const Reply& reply) {
                   Page page;
                   page.body = see_board(asked.parts.front());
                   if (page.body.empty()) return reply(error_page(404, "unknown"));
                   page.type = "image/png";
                   reply(std::move(page));
               });
}

}  // namespace luot::web
