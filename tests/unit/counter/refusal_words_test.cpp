#include "counter/refusal_words.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "office_fixture.hpp"

namespace luot::counter {
namespace {

// The names of RefusalCode's values, read from its header: whoever adds one is told here to word it.
std::set<std::string> refusal_codes() {
    std::ifstream file(std::string(LUOT_SOURCE_DIR) + "/ticket-server/core/refusal.hpp");
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::size_t begin = text.find("enum class RefusalCode");
    const std::size_t end = text.find("};", begin);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::string body = text.substr(begin, end - begin);
    const std::regex value(R"((?:^|\n)\s*([a-z_]+) = \d+,)");
    std::set<std::string> codes;
    for (std::sregex_iterator it(body.begin(), body.end(), value), none; it != none; ++it) codes.insert((*it)[1]);
    return codes;
}

OfficeView small_office() {
    OfficeView office;
    office.apply(fixture::snapshot());
    return office;
}

}  // namespace

TEST_CASE("every refusal has words of its own in both languages with and without parameters") {
    const auto codes = refusal_codes();
    CHECK(codes.size() >= 45);
    CHECK(codes.contains("taken_by_counter"));
    const OfficeView office = small_office();
    const Params all = {{"service", "land"}, {"class", "elderly"}, {"counter", "3"},  {"number", "H012"},      {"reason", "x"},
                        {"outcome", "y"},    {"clerk", "an"},      {"why", "hours"},  {"opens_minute", "450"}, {"quota", "30"},
                        {"last", "H999"},    {"state", "serving"}, {"role", "kiosk"}, {"field", "grade"}};
    for (const auto& code : codes) {
        INFO(code);
        CHECK(has_words(code));
        for (const auto& params : {Params{}, all}) {
            const Sentence sentence = word_refusal(code, params, office);
            CHECK(sentence.vi.ends_with("."));
            CHECK(sentence.en.ends_with("."));
            CHECK(sentence.vi.find('{') == std::string::npos);
            CHECK(sentence.en.find('{') == std::string::npos);
            CHECK(sentence.vi.find(code) == std::string::npos);  // never a code in place of words
        }
    }
    for (const char* code : {"unavailable", "stopped", "no_answer", "no_connection", "reason_missing"}) CHECK(has_words(code));
}

TEST_CASE("parameters become words") {
    const OfficeView office = small_office();
    CHECK(word_refusal("taken_by_counter", {{"number", "H012"}, {"counter", "3"}}, office).vi ==
          "Quầy 3 đã gọi số H012 trước. Mời gọi số khác.");
    CHECK(word_refusal("not_served_here", {{"service", "civil-status"}}, office).vi == "Quầy này không nhận lĩnh vực Hộ tịch.");
    CHECK(word_refusal("not_served_here", {{"service", "civil-status"}}, office).en == "This counter does not serve Civil status.");
    CHECK(word_refusal("not_served_here", {{"service", "gone"}}, office).vi == "Quầy này không nhận lĩnh vực gone.");
    CHECK(word_refusal("wrong_state", {{"number", "H012"}, {"state", "waiting"}}, office).vi ==
          "Số H012 đang chờ, nên chưa làm được việc này.");
    CHECK(word_refusal("wrong_state", {{"number", "H012"}, {"state", "serving"}, {"counter", "4"}}, office).vi ==
          "Số H012 đang được phục vụ tại quầy 4, nên chưa làm được việc này.");
    CHECK(word_refusal("not_yet_open", {{"opens_minute", "450"}}, office).vi == "Chưa đến giờ phát số; bắt đầu lúc 07:30.");
    CHECK(word_refusal("not_yet_open", {{"opens_minute", "x"}}, office).vi == "Chưa đến giờ phát số; bắt đầu lúc x.");
    CHECK(word_refusal("wrong_state", {}, office).vi == "Số này đang ở trạng thái khác, nên chưa làm được việc này.");
}

TEST_CASE("a code from a newer server is named - not hidden") {
    const Sentence sentence = word_refusal("gravity_lost", {}, OfficeView{});
    CHECK(sentence.vi == "Máy chủ từ chối (gravity_lost). Báo quản trị kèm mã này.");
    CHECK_FALSE(has_words("gravity_lost"));
}

}  // namespace luot::counter
