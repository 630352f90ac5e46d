// The schema of access.db, as numbered steps; docs/access.md.
#pragma once

#include <cstdint>
#include <filesystem>

#include "store/sqlite.hpp"

namespace luot::store {

std::int64_t access_schema_version();

// "LuAc" in the file's header.
constexpr std::int64_t access_application_id = 0x4c754163;

// Brings an empty or an older file up to access_schema_version(): one transaction for each step, the version looked at and set inside it,
// for a subcommand may do the same at this moment. Another program's file and a newer version's are refused, unchanged.
Result<void> migrate_access(const Connection& connection, const std::filesystem::path& file);

}  // namespace luot::store
