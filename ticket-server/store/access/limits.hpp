// Every bound of access.db, with its reason. Tables are held in memory by the server, but for the audit.
#pragma once

#include <cstdint>

namespace luot::store::access_limits {

// An office has a dozen; a ministry that shares a server has not more.
constexpr std::int64_t accounts = 256;
constexpr std::int64_t keys = 64;
// Of one account: its browsers and phones. In all: every account with four.
constexpr std::int64_t sessions_an_account = 16;
constexpr std::int64_t sessions = 1'024;
// As many as the server tells supervisors about is 2,048; an office has some thirty.
constexpr std::int64_t devices = 1'024;
// Good for a quarter of an hour each: nobody carries out more devices at once.
constexpr std::int64_t codes = 64;
// The audit keeps the last so many entries: at 500 acts a working day some eighteen months, and at most some 500 MB.
constexpr std::int64_t audit_rows = 200'000;
// Of those that nobody was signed in for (citizens' deeds, wrong passwords) so many beside them: of 500 a working day some nine months.
constexpr std::int64_t anonymous_rows = 100'000;
// From where accounts signed in: as many pairs as signing in remembers (web/access/limits.hpp).
constexpr std::int64_t signed_in_read = 1'024;
constexpr std::int64_t audit_rows_read = 500;
// Names of accounts, keys and devices; the columns check it.
constexpr std::int64_t name_bytes = 64;

}  // namespace luot::store::access_limits
