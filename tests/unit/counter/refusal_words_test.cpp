#include "counter/refusal_words.hpp"

#include <doctest/doctest.h>

#include "office_fixture.hpp"
#include "words_of/shipped.hpp"

namespace luot::counter {
namespace {

const words::Catalogue& vi() {
    return testing::shipped_words().in("vi");
}

const words::Catalogue& en() {
    return testing::shipped_words().in("en");
}

OfficeView small_office() {
    OfficeView office;
    office.apply(fixture::snapshot());
    return office;
}

}  // namespace

TEST_CASE("every refusal is a whole sentence with and without parameters") {
    const OfficeView office = small_office();
    const Params all = {{"service", "land"}, {"class", "elderly"}, {"counter", "3"},  {"number", "H012"},      {"reason", "x"},
                        {"outcome", "y"},    {"clerk", "an"},      {"why", "hours"},  {"opens_minute", "450"}, {"quota", "30"},
                        {"last", "H999"},    {"state", "serving"}, {"role", "kiosk"}, {"field", "grade"},      {"procedure", "z"},
                        {"people", "4"},     {"limit", "2"}};
    const std::string_view section = "refusal.";
    int sentences = 0;
    for (const auto& entry : vi().entries()) {
        const std::string& key = entry.first;
        if (!key.starts_with(section)) continue;
        INFO(key);
        for (const words::Catalogue& language : testing::shipped_words().all()) {
            for (const auto& params : {Params{}, all}) {
                const std::string sentence = word_refusal(key.substr(section.size()), params, office, language);
                CHECK(sentence.ends_with("."));
                CHECK(sentence.find('{') == std::string::npos);
                ++sentences;
            }
        }
    }
    CHECK(sentences > 4 * 45);
}

TEST_CASE("parameters become words") {
    const OfficeView office = small_office();
    CHECK(word_refusal("taken_by_counter", {{"number", "H012"}, {"counter", "3"}}, office, vi()) ==
          "Số H012 vừa được Quầy 3 gọi. Mời gọi số khác.");
    CHECK(word_refusal("not_served_here", {{"service", "civil-status"}}, office, vi()) == "Quầy này không nhận lĩnh vực Hộ tịch.");
    CHECK(word_refusal("not_served_here", {{"service", "civil-status"}}, office, en()) == "This counter does not serve Civil status.");
    CHECK(word_refusal("not_served_here", {{"service", "gone"}}, office, vi()) == "Quầy này không nhận lĩnh vực gone.");
    CHECK(word_refusal("wrong_state", {{"number", "H012"}, {"state", "waiting"}}, office, vi()) ==
          "Số H012 đang chờ, nên chưa làm được việc này.");
    CHECK(word_refusal("wrong_state", {{"number", "H012"}, {"state", "serving"}, {"counter", "4"}}, office, vi()) ==
          "Số H012 đang được phục vụ tại Quầy 4, nên chưa làm được việc này.");
    CHECK(word_refusal("not_yet_open", {{"opens_minute", "450"}}, office, vi()) == "Chưa đến giờ phát số; bắt đầu lúc 07:30.");
    CHECK(word_refusal("not_yet_open", {{"opens_minute", "x"}}, office, vi()) == "Chưa đến giờ phát số; bắt đầu lúc x.");
    CHECK(word_refusal("wrong_state", {}, office, vi()) == "Số này đang ở trạng thái khác, nên chưa làm được việc này.");
}

TEST_CASE("clerks are called by their names") {
    OfficeView office = small_office();
    v1::Staff staff;
    staff.add_clerks()->set_clerk("an");
    staff.mutable_clerks(0)->set_name("Nguyễn Văn An");
    office.apply(staff);
    CHECK(word_refusal("not_your_counter", {{"clerk", "an"}}, office, vi()) == "Quầy này đang do cán bộ Nguyễn Văn An giữ.");
    CHECK(word_refusal("counter_changed", {{"number", "H012"}}, office, vi()).starts_with("Quầy vừa đổi sang số H012"));
    CHECK(word_refusal("counter_changed", {}, office, vi()).starts_with("Tình hình ở quầy vừa thay đổi"));
}

TEST_CASE("counters are called by the names of the office") {
    v1::Snapshot snapshot;
    auto* counter = snapshot.mutable_office()->add_counters();
    counter->set_id(2);
    auto* name = counter->mutable_name()->add_texts();
    name->set_language("vi");
    name->set_text("Bàn hộ tịch");
    OfficeView office;
    office.apply(snapshot);
    CHECK(word_refusal("taken_by_counter", {{"number", "H012"}, {"counter", "2"}}, office, vi()) ==
          "Số H012 vừa được Bàn hộ tịch gọi. Mời gọi số khác.");
    CHECK(word_refusal("clerk_elsewhere", {{"counter", "5"}}, office, en()) == "This clerk is at Counter 5. Close that one first.");
}

TEST_CASE("a code from a newer server is named - not hidden") {
    const OfficeView office;
    CHECK(word_refusal("gravity_lost", {}, office, vi()) == "Máy chủ từ chối (gravity_lost). Báo quản trị kèm mã này.");
    CHECK(word_refusal("gravity_lost", {}, office, en()) == "The server refused (gravity_lost). Tell the administrator this code.");
}

}  // namespace luot::counter
