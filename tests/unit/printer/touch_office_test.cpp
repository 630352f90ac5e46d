// When fields are open, and finding procedures by typing.
#include <doctest/doctest.h>

#include "touch/field.hpp"
#include "touch/hours.hpp"
#include "touch/search.hpp"
#include "touch_office.hpp"

namespace luot::touch {

namespace {

using luot::testing::monday;
using luot::testing::touch_office;

std::vector<std::string> names_found(const std::string& query) {
    const auto office = touch_office();
    std::vector<std::string> names;
    for (const auto& found : search(office, query, 50)) {
        names.push_back(shown::text_in(found.procedure == nullptr ? found.service->name() : found.procedure->name(), "vi"));
    }
    return names;
}

}  // namespace

TEST_CASE("letters lose their accents and keep their order") {
    CHECK(folded("Đăng ký kết hôn") == "dang ky ket hon");
    CHECK(folded("  THAY ĐỔI,  cải chính ") == "thay doi cai chinh");
    CHECK(folded("Tách thửa, hợp thửa") == "tach thua hop thua");
    CHECK(folded("ke\xCC\x82\xCC\x81t") == "ket");  // decomposed
    CHECK(folded("\xFF\xFE").empty());
    CHECK(folded("").empty());
}

TEST_CASE("procedures are found without accents by beginnings and in any order of words") {
    CHECK(names_found("ket hon") == std::vector<std::string>{"Đăng ký kết hôn"});
    CHECK(names_found("KẾT HÔN") == std::vector<std::string>{"Đăng ký kết hôn"});
    CHECK(names_found("hon nhan") == std::vector<std::string>{"Giấy xác nhận tình trạng hôn nhân"});
    CHECK(names_found("khai s") == std::vector<std::string>{"Đăng ký khai sinh"});
    CHECK(names_found("marriage") == std::vector<std::string>{"Đăng ký kết hôn"});
    CHECK(names_found("dat").front() == "Đất đai");
    CHECK(names_found("hon ket") == std::vector<std::string>{"Đăng ký kết hôn"});
    CHECK(names_found("xe may").empty());
    CHECK(names_found("").size() == 7);
    CHECK(names_found("dang ky").front() == "Đăng ký khai sinh");
}

TEST_CASE("a field keeps its own hours another one the offices with its early minutes") {
    const auto office = touch_office();
    const auto& civil = office.services(0);
    const auto& residence = office.services(4);
    const auto at = [&](const v1::Service& service, int minute, int day = monday) { return opening(office, service, {day, minute}); };
    CHECK_FALSE(at(civil, 434).open);
    CHECK(at(civil, 434).opens_at == 435);
    CHECK(at(civil, 435).open);
    CHECK(at(civil, 689).until == 690);
    CHECK(at(civil, 690).opens_at == 795);
    CHECK_FALSE(at(civil, 1'020).open);
    CHECK_FALSE(at(civil, 1'020).opens_at);
    CHECK(at(residence, 795).opens_at == 810);
    CHECK(at(residence, 810).open);
    CHECK_FALSE(at(civil, 600, monday + 5).open);
    CHECK(next_opening(office, {monday + 4, 1'100})->business_day == monday + 7);
    CHECK(next_opening(office, {monday + 4, 1'100})->minute == 435);
    CHECK(next_opening(office, {monday, 500})->minute == 500);
    v1::Office never;
    never.add_services();
    testing::add_hours(*never.mutable_services(0)->mutable_hours(), 450, 690);
    never.mutable_services(0)->mutable_hours(0)->set_weekdays(0);
    CHECK_FALSE(next_opening(never, {monday, 500}));
}

TEST_CASE("clocks weekdays and ages") {
    CHECK(clock_words(582) == "09:42");
    CHECK(clock_words(1'440 + 5) == "00:05");
    CHECK(weekday_of(monday) == 0);
    CHECK(weekday_of(-1) == 2);  // 1969-12-31 was a Wednesday
    CHECK(age_on(monday, 1966, 3, 2) == 60);
    CHECK(age_on(monday, 1966, 3, 3) == 59);
}

TEST_CASE("waits are whole minutes rather too wide than too narrow") {
    const auto& vi = testing::all_words().in("vi");
    const auto words = [&](std::int64_t low_s, std::int64_t high_s) {
        v1::WaitRange wait;
        wait.set_low_us(low_s * 1'000'000);
        wait.set_high_us(high_s * 1'000'000);
        return wait_words(wait, vi);
    };
    CHECK(words(12 * 60 + 59, 17 * 60 + 1) == "12–18 phút");
    CHECK(words(10, 100) == "dưới 5 phút");
    CHECK(words(30, 8 * 60) == "dưới 8 phút");
    CHECK(words(300, 300) == "khoảng 5 phút");
}

}  // namespace luot::touch
