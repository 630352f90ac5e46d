// GET /api/v1/history and GET /api/v1/history/{table}, as docs/figures.md has them. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/ids.hpp"
#include "core/moment.hpp"
#include "web/router.hpp"

namespace luot::web::history {

// A range of ten years and more is a slip of the keyboard.
constexpr std::int32_t days_max = 4'000;
// Longer ones are no code of a field.
constexpr std::size_t service_bytes_max = 64;

enum class Form : std::uint8_t { json, csv };

struct HistoryQuestion {
    core::BusinessDay first, last;  // first <= last, at most days_max days
    std::optional<core::ServiceCode> service;
    std::string table;  // empty: the whole document, as JSON
    Form form = Form::json;
};

enum class Refused : std::uint8_t { unknown_service, unreadable };
// What is to be sent, as it is.
using HistoryAnswer = std::variant<std::string, Refused>;

class HistorySource {
  public:
    virtual ~HistorySource() = default;
    virtual bool has_table(std::string_view table) const = 0;
    // False: as many as may wait do, and `take` is not called. Otherwise it is called once, later, on the network thread.
    virtual bool ask(HistoryQuestion question, std::function<void(HistoryAnswer)> take) = 0;
};

// The source outlives the router's use.
void add_history_pages(Router& router, HistorySource& source);

// "2026-03-02", of the years 1970 to 9999; nothing if there is no such date.
std::optional<core::BusinessDay> date_of(std::string_view text);

}  // namespace luot::web::history
