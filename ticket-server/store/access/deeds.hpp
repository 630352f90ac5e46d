// How each deed changes access.db. Within a transaction of the caller's. Internal to store/access.
#pragma once

#include "access/records.hpp"
#include "store/sqlite.hpp"

namespace luot::store {

// Anything but done: the transaction is to be rolled back.
Result<access::Outcome> do_deed(const Connection& connection, const access::Deed& deed);

}  // namespace luot::store
