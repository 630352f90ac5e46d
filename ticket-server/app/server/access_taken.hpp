// What deeds take away, done to the book in memory. Pure.
#pragma once

#include <vector>

#include "access/records.hpp"

namespace luot::server {

// For deeds that are on disk while the book cannot be read from there: accounts, keys, sessions, credentials and codes that they end are
// gone from `book`. What deeds add comes with the next look at the disk.
void take_away(access::Book& book, const std::vector<access::Deed>& deeds);

}  // namespace luot::server
