#include "web/history/history_pages.hpp"

#include <charconv>
#include <chrono>

#include "web/json_page.hpp"
#include "web/query.hpp"

namespace luot::web::history {
namespace {

template <class Integer>
bool read_digits(std::string_view text, Integer& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

Page bad_range(const std::string& what) {
    return error_page(400, "bad_range", {{"what", what}});
}

// What is asked for, or the page that says what is wrong with it.
std::variant<HistoryQuestion, Page> question_of(const Question& asked) {
    const auto values = query_values(asked.query);
    HistoryQuestion question;
    for (const auto& [name, to] : {std::pair("from", &question.first), std::pair("to", &question.last)}) {
        const auto given = values.find(name);
        if (given == values.end()) return bad_range(std::string(name) + " is missing: a date as 2026-03-02");
        const auto day = date_of(given->second);
        if (!day) return bad_range(std::string(name) + " is a date as 2026-03-02");
        *to = *day;
    }
    if (question.last < question.first) return bad_range("to is before from");
    if (question.last.days - question.first.days >= days_max) return bad_range("at most " + std::to_string(days_max) + " days");
    const auto service = values.find("service");
    if (service == values.end() || service->second.empty()) return question;
    if (service->second.size() > service_bytes_max) return error_page(400, "unknown_service");
    question.service = core::ServiceCode(service->second);
    return question;
}

// "fields.csv". Nothing: there is no such table.
bool name_table(std::string_view name, const HistorySource& source, HistoryQuestion& question) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return false;
    const std::string_view form = name.substr(dot + 1);
    if (form != "csv" && form != "json") return false;
    question.form = form == "csv" ? Form::csv : Form::json;
    question.table = std::string(name.substr(0, dot));
    return source.has_table(question.table);
}

std::string text_of(core::BusinessDay day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day.days}}};
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + '-' + two(static_cast<unsigned>(date.month())) + '-' +
           two(static_cast<unsigned>(date.day()));
}

Page page_of(HistoryAnswer answer, const HistoryQuestion& question) {
    if (const auto* refused = std::get_if<Refused>(&answer))
        return *refused == Refused::unknown_service ? error_page(400, "unknown_service") : error_page(503, "unreadable");
    Page page;
    page.body = std::move(std::get<std::string>(answer));
    page.type = question.form == Form::csv ? "text/csv; charset=utf-8" : "application/json";
    if (question.table.empty()) return page;
    const std::string name =
        question.table + "-" + text_of(question.first) + "-" + text_of(question.last) + (question.form == Form::csv ? ".csv" : ".json");
    page.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return page;
}

void ask(HistorySource& source, HistoryQuestion question, const Reply& reply) {
    const bool taken = source.ask(question, [question, reply](HistoryAnswer answer) { reply(page_of(std::move(answer), question)); });
    if (!taken) reply(error_page(503, "busy"));
}

}  // namespace

std::optional<core::BusinessDay> date_of(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    std::uint32_t year = 0, month = 0, day = 0;
    if (!read_digits(text.substr(0, 4), year) || !read_digits(text.substr(5, 2), month) || !read_digits(text.substr(8, 2), day))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok() || year < 1970) return std::nullopt;
    return core::BusinessDay{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

void add_history_pages(Router& router, HistorySource& source) {
    router.add(Method::get, "/api/v1/history", Access::viewer, [&source](const Asked& asked, const Reply& reply) {
        auto question = question_of(asked.question);
        if (auto* wrong = std::get_if<Page>(&question)) return reply(std::move(*wrong));
        ask(source, std::move(std::get<HistoryQuestion>(question)), reply);
    });
    router.add(Method::get, "/api/v1/history/{table}", Access::viewer, [&source](const Asked& asked, const Reply& reply) {
        HistoryQuestion named;
        if (!name_table(asked.parts.front(), source, named)) return reply(error_page(404, "no_such_table"));
        auto question = question_of(asked.question);
        if (auto* wrong = std::get_if<Page>(&question)) return reply(std::move(*wrong));
        auto& whole = std::get<HistoryQuestion>(question);
        whole.table = named.table;
        whole.form = named.form;
        ask(source, std::move(whole), reply);
    });
}

}  // namespace luot::web::history
