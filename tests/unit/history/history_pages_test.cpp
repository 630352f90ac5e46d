#include "web/history/history_pages.hpp"

#include <doctest/doctest.h>

using namespace luot;
using namespace luot::web;
using namespace luot::web::history;

namespace {

struct Source final : HistorySource {
    bool has_table(std::string_view table) const override { return table == "fields"; }
    bool ask(HistoryQuestion question, std::function<void(HistoryAnswer)> take) override {
        if (busy) return false;
        asked.push_back(std::move(question));
        takes.push_back(std::move(take));
        return true;
    }
    bool busy = false;
    std::vector<HistoryQuestion> asked;
    std::vector<std::function<void(HistoryAnswer)>> takes;
};

struct Admits final : Guard {
    std::variant<Visitor, Page> admit(const Question&, Access needed) override {
        CHECK(needed == Access::viewer);
        return Visitor{"thuy", Access::viewer, false, ""};
    }
};

struct Pages {
    Source source;
    Admits guard;
    Router router;
    std::vector<Page> told;
    Pages() {
        add_history_pages(router, source);
        router.set_guard(&guard);
    }
    void get(const std::string& path, const std::string& query) {
        Question question;
        question.path = path;
        question.query = query;
        router.answerer()(question, [this](Page page) { told.push_back(std::move(page)); });
    }
    Page only() {
        REQUIRE(told.size() == 1);
        Page page = told.front();
        told.clear();
        return page;
    }
};

}  // namespace

TEST_CASE("a range is asked for once and answered when the figures come") {
    Pages pages;
    pages.get("/api/v1/history", "from=2026-03-01&to=2026-03-31&service=land");
    CHECK(pages.told.empty());
    REQUIRE(pages.source.asked.size() == 1);
    CHECK(pages.source.asked.front().first == core::BusinessDay{20'513});
    CHECK(pages.source.asked.front().last == core::BusinessDay{20'543});
    CHECK(pages.source.asked.front().service == core::ServiceCode("land"));
    CHECK(pages.source.asked.front().table.empty());
    pages.source.takes.front()(std::string("{}"));
    const Page page = pages.only();
    CHECK(page.status == 200);
    CHECK(page.type == "application/json");
    CHECK(page.body == "{}");
}

TEST_CASE("a table comes as a file with its range in its name") {
    Pages pages;
    pages.get("/api/v1/history/fields.csv", "from=2026-03-01&to=2026-03-01");
    REQUIRE(pages.source.asked.size() == 1);
    CHECK(pages.source.asked.front().form == Form::csv);
    CHECK(pages.source.asked.front().table == "fields");
    pages.source.takes.front()(std::string("a\r\n"));
    const Page page = pages.only();
    CHECK(page.type == "text/csv; charset=utf-8");
    REQUIRE(page.headers.size() == 1);
    CHECK(page.headers.front().second == "attachment; filename=\"fields-2026-03-01-2026-03-01.csv\"");
    for (const char* none :
         {"/api/v1/history/fields", "/api/v1/history/fields.xls", "/api/v1/history/others.csv", "/api/v1/history/.csv"}) {
        CAPTURE(none);
        pages.get(none, "from=2026-03-01&to=2026-03-01");
        CHECK(pages.only().status == 404);
    }
    CHECK(pages.source.asked.size() == 1);
}

TEST_CASE("a bad range is one clear error") {
    Pages pages;
    for (const char* query : {"", "from=2026-03-01", "to=2026-03-01", "from=2026-02-29&to=2026-03-01", "from=2026-3-1&to=2026-03-02",
                              "from=2026-03-02&to=2026-03-01", "from=2010-01-01&to=2026-03-01", "from=1969-12-31&to=1970-01-01",
                              "from=2026-13-01&to=2027-01-01", "from=%00&to=2026-03-01", "from=+026-03-01&to=2026-03-01"}) {
        CAPTURE(query);
        pages.get("/api/v1/history", query);
        const Page page = pages.only();
        CHECK(page.status == 400);
        CHECK(page.body.find("\"bad_range\"") != std::string::npos);
    }
    pages.get("/api/v1/history", "from=2026-03-01&to=2026-03-01&service=" + std::string(65, 'x'));
    CHECK(pages.only().body.find("unknown_service") != std::string::npos);
    CHECK(pages.source.asked.empty());
    pages.get("/api/v1/history", "from=2015-03-20&to=2026-03-01");  // 4,000 days
    CHECK(pages.source.asked.size() == 1);
}

TEST_CASE("too many at once and a journal that cannot be read are told") {
    Pages pages;
    const std::string range = "from=2026-03-01&to=2026-03-01";
    pages.source.busy = true;
    pages.get("/api/v1/history", range);
    const Page busy = pages.only();
    CHECK(busy.status == 503);
    CHECK(busy.body.find("\"busy\"") != std::string::npos);
    pages.source.busy = false;
    pages.get("/api/v1/history", range);
    pages.source.takes.back()(Refused::unreadable);
    CHECK(pages.only().status == 503);
    pages.get("/api/v1/history", range);
    pages.source.takes.back()(Refused::unknown_service);
    CHECK(pages.only().status == 400);
}
