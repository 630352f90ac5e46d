// Finding a procedure by what somebody types: without regard to accents, case and order of words. "ket hon" finds "Đăng ký kết hôn".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "luot/v1/office.pb.h"
#include "words/folded.hpp"

namespace luot::touch {

using words::folded;

struct Found {
    const v1::Service* service = nullptr;
    const v1::Procedure* procedure = nullptr;  // none: the field itself
};

constexpr std::size_t query_letters_max = 40;

// Those in which every word of the query begins some word, in any language of the office; the best first: whole words before beginnings,
// the query's own order before another, then the office's order. Nothing typed: every procedure in the office's order. Points into
// `office`.
std::vector<Found> search(const v1::Office& office, std::string_view query, std::size_t found_max);

}  // namespace luot::touch
