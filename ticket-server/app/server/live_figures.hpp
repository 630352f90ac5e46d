// What the live page says of today and of the usual day, from the figures' own definitions. Pure but for reading the report tables.
#pragma once

#include <filesystem>
#include <functional>

#include "app/business_time.hpp"
#include "core/state.hpp"
#include "store/journal/journal.hpp"
#include "web/live/live_source.hpp"

namespace luot::server {

// Of the day's tickets as they are now.
web::live::Today today_of(const core::State& told, const core::Moment& now, const app::BusinessTime& time);

// Of the last same weekdays that people came on: at most so many, looked for over so many weeks back.
constexpr std::size_t usual_days = 8;
constexpr std::int32_t usual_weeks_back = 26;
// Pauses of a reason that say what is usual.
constexpr std::size_t usual_pauses_needed = 8;

// By a connection of its own, which only reads. Any thread; as long as reading eight days takes.
journal::Result<web::live::Usual> usual_before(const std::filesystem::path& data, core::BusinessDay day, const core::Office& office,
                                               const app::BusinessTime& time);

}  // namespace luot::server
