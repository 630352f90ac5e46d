// Compression as browsers take it (RFC 1952). Pure.
#pragma once

#include <string>
#include <string_view>

namespace luot::web {

// As small as it gets; the same for the same bytes. Up to 1 GiB.
std::string gzip(std::string_view bytes);

}  // namespace luot::web
