#include "web/access/audit_page.hpp"

#include <charconv>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "web/json_page.hpp"
#include "web/query.hpp"

namespace luot::web {

namespace {

// Nothing: it is no whole number from 1 on.
std::optional<std::int64_t> number_in(const std::map<std::string, std::string>& values, const char* name, std::int64_t otherwise) {
    const auto found = values.find(name);
    if (found == values.end()) return otherwise;
    std::int64_t number = 0;
    const char* end = found->second.data() + found->second.size();
    const auto [at, error] = std::from_chars(found->second.data(), end, number);
    if (error != std::errc() || at != end || number < 1) return std::nullopt;
    return number;
}

boost::json::value detail_value(const std::string& text) {
    boost::json::error_code error;
    auto value = boost::json::parse(text, error);
    if (error) return boost::json::object{};
    return value;
}

boost::json::object entry_value(const access::AuditRow& row) {
    return {{"id", row.id},          {"at_us", row.at_us}, {"wall_us", row.wall_us}, {"who", row.who},
            {"role", row.role},      {"peer", row.peer},   {"what", row.what},       {"detail", detail_value(row.detail)},
            {"outcome", row.outcome}};
}

}  // namespace

void add_audit_page(AccessParts& parts, Router& router) {
    router.add(Method::get, "/api/v1/audit", Access::administrator, [&parts](const Asked& asked, const Reply& reply) {
        const auto values = query_values(asked.question.query);
        const auto before = number_in(values, "before", 0);
        if (!before) return reply(error_page(400, "bad_value", {{"field", "before"}}));
        const auto limit = number_in(values, "limit", parts.limits.audit_entries);
        if (!limit || *limit > parts.limits.audit_entries_most) return reply(error_page(400, "bad_value", {{"field", "limit"}}));
        parts.keeper.read_audit(*before, *limit, [reply](const std::optional<std::vector<access::AuditRow>>& rows) {
            if (!rows) return reply(error_page(503, "audit_unavailable"));
            boost::json::array entries;
            entries.reserve(rows->size());
            for (const access::AuditRow& row : *rows) entries.push_back(entry_value(row));
            reply(json_page(boost::json::object{{"entries", std::move(entries)}}));
        });
    });
}

}  // namespace luot::web
