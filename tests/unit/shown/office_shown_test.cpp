#include "shown/office_shown.hpp"

#include <doctest/doctest.h>

using namespace luot;

namespace {

v1::Snapshot two_fields() {
    v1::Snapshot snapshot;
    snapshot.mutable_office()->set_code("ward");
    snapshot.mutable_day()->set_business_day(7);
    for (const char* code : {"civil-status", "land"}) snapshot.add_fields()->set_service(code);
    for (const std::uint64_t id : {1U, 2U}) snapshot.add_counters()->set_counter(id);
    return snapshot;
}

v1::Change field(const std::string& code, std::uint32_t waiting) {
    v1::Change change;
    change.mutable_field()->set_service(code);
    change.mutable_field()->set_waiting(waiting);
    return change;
}

}  // namespace

TEST_CASE("a change replaces what has its key") {
    shown::OfficeShown office;
    office.apply(two_fields());
    office.apply(field("land", 3));
    v1::Change counter;
    counter.mutable_counter()->set_counter(2);
    counter.mutable_counter()->set_number("H001");
    office.apply(counter);
    v1::Change day;
    day.mutable_day()->set_business_day(8);
    office.apply(day);
    CHECK(office.office.code() == "ward");
    CHECK(office.day.business_day() == 8);
    CHECK(office.fields.size() == 2);
    CHECK(office.fields.at("land").waiting() == 3);
    CHECK(office.counters.at(2).number() == "H001");
    CHECK(office.counters.at(1).number().empty());
}

TEST_CASE("what an office no longer has is forgotten with a new day and with a new office file") {
    shown::OfficeShown office;
    office.apply(two_fields());
    v1::Change forgets;
    SUBCASE("a new day") {
        forgets.set_day_cleared(true);
    }
    SUBCASE("a new office file") {
        forgets.mutable_office()->set_code("ward");
    }
    office.apply(forgets);
    office.apply(field("land", 1));
    CHECK(office.fields.size() == 1);
    CHECK(office.fields.contains("land"));
    CHECK(office.counters.empty());
    CHECK(office.office.code() == "ward");
    CHECK(office.day.business_day() == 7);
}

TEST_CASE("a snapshot replaces everything") {
    shown::OfficeShown office;
    office.apply(two_fields());
    office.apply(v1::Snapshot());
    CHECK(office.office.code().empty());
    CHECK(office.day.business_day() == 0);
    CHECK(office.fields.empty());
    CHECK(office.counters.empty());
}

TEST_CASE("words in the language that is asked for or the first there is") {
    v1::Texts texts;
    CHECK(shown::text_in(texts, "vi").empty());
    auto* first = texts.add_texts();
    first->set_language("en");
    first->set_text("Land");
    CHECK(shown::text_in(texts, "vi") == "Land");
    auto* second = texts.add_texts();
    second->set_language("vi");
    second->set_text("Đất đai");
    CHECK(shown::text_in(texts, "vi") == "Đất đai");
}
