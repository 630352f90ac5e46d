// The schema, as numbered steps. docs/schema.md says how to add one.
#pragma once

#include <cstdint>

#include "store/sqlite.hpp"

namespace luot::store {

// What this program reads and writes. An older file is brought up to it, a newer one is refused.
std::int64_t schema_version();

// "Luot" in the file's header: another program's database is not touched.
constexpr std::int64_t application_id = 0x4c756f74;

// Refuses another program's file, and a newer version's.
Result<void> refuse_foreign(const Connection& connection, const std::filesystem::path& file);

// Does this file hold a journal of schema_version()? Refuses another program's file, and an older or newer version, naming `file`.
Result<void> check_schema(const Connection& connection, const std::filesystem::path& file);

// Brings an empty or an older file up to schema_version(): one transaction for each step, the version set inside it.
Result<void> migrate(const Connection& connection, const std::filesystem::path& file);

}  // namespace luot::store
