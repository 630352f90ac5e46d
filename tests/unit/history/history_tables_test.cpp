#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "report/history.hpp"
#include "report/row_writer.hpp"

using namespace luot;
using namespace luot::report;

namespace {

OfficeReport made_report() {
    OfficeReport report;
    report.from = "2026-03-02";
    report.to = "2026-03-03";
    report.office.languages = {"vi"};
    core::Service land;
    land.code = core::ServiceCode("land");
    land.name = {{"vi", "Đất đai, \"nhà\""}};
    report.office.services = {land};
    report.days = {{"2026-03-02", 7, "abc", 5}, {"2026-03-03", 9, "def", 0}};
    report.at_us = 12;
    report.day_open = true;
    report.figures.all.levels = {{15, 1, 2, 3, 4, 5, 6}};
    figures::Figures& field = report.figures.fields[land.code];
    field.levels = report.figures.all.levels;
    field.wait.p50_s = 61;
    field.rating.by_grade = {1, 0, 0, 0, 3};
    report.figures.fields[core::ServiceCode("=gone()")] = field;
    report.figures.priority[{core::DeviceCode("-web"), core::ReasonCode("@x")}] = 2;
    report.figures.kaplan_meier.still_waiting = {1, 0.1};
    report.clerk_names = {{core::ClerkCode("an"), "Nguyễn Văn An"}, {core::ClerkCode("chi"), ""}};
    for (const char* clerk : {"an", "binh", "chi"}) {
        const core::ClerkCode code(clerk);
        report.figures.clerks[code].served = 1;
        report.figures.out_of_order[{core::CounterId(1), code, core::CallReason::urgent, {}}] = 1;
        report.figures.pauses[{core::CounterId(1), code, core::ReasonCode("break")}] = core::second_us;
    }
    return report;
}

std::string line_of(const std::string& csv, int line) {
    std::size_t from = 0;
    for (; line > 0; --line) from = csv.find("\r\n", from) + 2;
    return csv.substr(from, csv.find("\r\n", from) - from);
}

}  // namespace

TEST_CASE("a row is nested as JSON and flat as CSV") {
    std::string json;
    JsonRow object(json);
    CsvRow line;
    for (RowWriter* row : {static_cast<RowWriter*>(&object), static_cast<RowWriter*>(&line)}) {
        row->text("name", "a \"b\",\n");
        row->open("wait");
        row->integer("p50_s", -3);
        row->number("share", std::nullopt);
        row->close();
        row->open_list("levels");
        for (const int target : {15, 30}) {
            row->open_item(target);
            row->number("share", 0.25);
            row->close();
        }
        row->close_list();
        row->none("end");
    }
    object.finish();
    CHECK(json == R"({"name":"a \"b\",\n","wait":{"p50_s":-3,"share":null},"levels":[{"share":0.25},{"share":0.25}],"end":null})");
    CHECK(line.names() == "name,wait_p50_s,wait_share,levels_15_share,levels_30_share,end\r\n");
    CHECK(line.cells() == "\"a \"\"b\"\",\n\",-3,,0.25,0.25,\r\n");
}

TEST_CASE("what a spreadsheet would compute gets an apostrophe and numbers none") {
    CsvRow line;
    for (const char* text : {"=1+1", "+1", "-1", "@a", "\tx", "a=1", ""}) line.text("t", text);
    line.integer("n", -5);
    CHECK(line.cells() == "'=1+1,'+1,'-1,'@a,'\tx,a=1,,-5\r\n");
}

TEST_CASE("a table without rows has its names all the same and begins with a byte order mark") {
    OfficeReport report = made_report();
    for (const std::string_view table : history_tables()) {
        CAPTURE(table);
        const std::string full = history_table(report, table, TableFormat::csv);
        const std::string empty = history_table(OfficeReport{}, table, TableFormat::csv);
        CHECK(full.starts_with("\xEF\xBB\xBF"));
        CHECK(line_of(empty, 0).size() > 3);
        CHECK_NOTHROW(static_cast<void>(boost::json::parse(history_table(report, table, TableFormat::json))));
    }
    const std::string fields = history_table(report, "fields", TableFormat::csv);
    CHECK(line_of(fields, 0).find("service,name,issued,") != std::string::npos);
    CHECK(line_of(fields, 0).find(",wait_count,wait_mean_s,wait_p50_s,") != std::string::npos);
    CHECK(line_of(fields, 0).find(",levels_15_share,") != std::string::npos);
    CHECK(line_of(fields, 1).starts_with("'=gone(),'=gone(),"));
    CHECK(line_of(fields, 2).starts_with("land,\"Đất đai, \"\"nhà\"\"\","));
    CHECK(line_of(history_table(report, "priority", TableFormat::csv), 1) == "'-web,'@x,2");
}

TEST_CASE("clerks have the names of the staff and who has left it has the code") {
    const OfficeReport report = made_report();
    const std::string clerks = history_table(report, "clerks", TableFormat::csv);
    CHECK(line_of(clerks, 0).find("clerk,name,served,") == 3);  // after the byte order mark
    CHECK(line_of(clerks, 1).starts_with("an,Nguyễn Văn An,1,"));
    CHECK(line_of(clerks, 2).starts_with("binh,binh,1,"));
    CHECK(line_of(clerks, 3).starts_with("chi,chi,1,"));
    CHECK(line_of(history_table(report, "out_of_order", TableFormat::csv), 1) == "1,an,Nguyễn Văn An,urgent,,1");
    CHECK(line_of(history_table(report, "pauses", TableFormat::csv), 2) == "1,binh,binh,break,1");
}

TEST_CASE("the document has every table and who was excluded") {
    const OfficeReport report = made_report();
    const boost::json::object document = boost::json::parse(history_document(report, core::ServiceCode("land"))).as_object();
    for (const std::string_view table : history_tables()) CHECK(document.contains(boost::json::string_view(table.data(), table.size())));
    CHECK(document.at("service").as_string() == "land");
    CHECK(document.at("kaplan_meier_median_s").is_null());
    CHECK(document.at("at_us").as_int64() == 12);
    CHECK(document.at("day_open").as_bool());
    CHECK(document.at("days").as_array().at(0).as_object().at("issued").as_int64() == 5);
    CHECK(document.at("days").as_array().at(1).as_object().at("issued").as_int64() == 0);
    CHECK(document.at("kaplan_meier").as_array().size() == 2);
    CHECK(document.at("fields").as_array().at(1).as_object().at("rating").as_object().at("share").as_double() == 0.75);
    CHECK(document.at("all").as_object().at("levels").as_array().at(0).as_object().at("waiting_within").as_int64() == 6);
    CHECK(document.at("excluded").as_object().size() == 4);
}
