// What deeds take away, done to the book in memory. Pure.
#pragma once

#include <vector>

#include "access/records.hpp"

namespace luot::server {

// For deeds that are on disk while the book cannot be read from there: accounts, keys, sessions, credentials and codes that they end are
// gone from `book`. What deeds add comes with the next look at the disk.
void take_away(access::Book& book, const std::vector<access::Deed>& deeds);

// Whether the deeds, but for their entry in the audit, do nothing but end accounts, keys, sessions and credentials that there are, so that
// nobody can do more for it: they may be done in memory before they are on disk. False where no administrator would be left.
bool only_take_away(const access::Book& book, const std::vector<access::Deed>& deeds);

}  // namespace luot::server
