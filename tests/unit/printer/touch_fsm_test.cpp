// A visit to the kiosk from the first touch to the slip, and all that may come in between, as plain sequences.
#include "touch/touch_fsm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "touch/limits.hpp"
#include "touch_office.hpp"

namespace luot::touch {

namespace {

using luot::testing::issued_answer;
using luot::testing::Kiosk;
using luot::testing::status_of;
using luot::testing::tile;
using luot::testing::touch_snapshot;

}  // namespace

TEST_CASE("a visit is a field who comes and a yes") {
    Kiosk kiosk;
    CHECK(kiosk.screen() == Screen::home);
    kiosk.touch("field:civil-status");
    CHECK(kiosk.screen() == Screen::classes);
    kiosk.touch("class:ordinary");
    CHECK(kiosk.screen() == Screen::confirm);
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("take");
    CHECK(kiosk.screen() == Screen::wait);
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->wanted.service == "civil-status");
    CHECK(wish->wanted.ticket_class == "ordinary");
    CHECK(wish->wanted.procedure.empty());
    CHECK_FALSE(wish->wanted.appointment);
    CHECK(wish->person.empty());

    kiosk.fsm.answered(issued_answer(wish->request), kiosk.now);
    CHECK(kiosk.screen() == Screen::slip);
    CHECK(kiosk.fsm.page().number == "H012");
    kiosk.touch("home");
    CHECK(kiosk.screen() == Screen::home);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("two taps are one ticket") {
    Kiosk kiosk;
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    kiosk.fsm.touch("take", kiosk.now + Instant{1'000});
    kiosk.fsm.touch("take", kiosk.now + Instant{1'050});
    kiosk.fsm.touch("take", kiosk.now + Instant{2'000});
    kiosk.fsm.touch("home", kiosk.now + Instant{2'500});
    CHECK(kiosk.screen() == Screen::wait);
    CHECK(kiosk.wants<TakeNumber>());
    // The second tap of a trembling finger does not fall on what comes into the place of the first.
    Kiosk other;
    other.fsm.touch("field:civil-status", other.now);
    other.fsm.touch("class:ordinary", other.now + Instant{100});
    CHECK(other.screen() == Screen::classes);
    // Nor does an impatient one that comes with the answer.
    Kiosk impatient;
    for (const char* target : {"field:civil-status", "class:ordinary", "take"}) impatient.touch(target);
    impatient.fsm.answered(issued_answer(impatient.wants<TakeNumber>().value().request), impatient.now);
    impatient.fsm.touch("home", impatient.now + Instant{150});
    CHECK(impatient.screen() == Screen::slip);
    impatient.fsm.touch("home", impatient.now + limits::same_touch);
    CHECK(impatient.screen() == Screen::home);
}

TEST_CASE("hands on a locked screen do not lock it for longer") {
    Kiosk kiosk;
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    const Instant began = kiosk.now;
    while (kiosk.screen() == Screen::wait && kiosk.now - began < 2 * limits::locked) {
        kiosk.touch("take");
        kiosk.fsm.key("enter", kiosk.now);
    }
    CHECK(kiosk.now - began <= limits::locked + Instant{2'000});
    CHECK(kiosk.fsm.page().title == "Chưa rõ số đã được lấy chưa");
}

TEST_CASE("an answer that nobody waits for changes nothing") {
    Kiosk kiosk;
    kiosk.fsm.answered(issued_answer(9), kiosk.now);
    kiosk.fsm.answered(issued_answer(0), kiosk.now);
    spool::Answer checked_in;
    checked_in.request = 3;
    checked_in.checked_in.emplace();
    kiosk.fsm.answered(checked_in, kiosk.now);
    CHECK(kiosk.screen() == Screen::home);
}

TEST_CASE("a field that is closed says why and gives no number") {
    auto snapshot = touch_snapshot();
    status_of(snapshot, "land").set_places_left(0);
    status_of(snapshot, "certification").set_closed(true);
    Kiosk kiosk(snapshot);
    const Page home = kiosk.fsm.page();
    REQUIRE(tile(home, "field:residence") != nullptr);
    CHECK_FALSE(tile(home, "field:residence")->open);
    CHECK(tile(home, "field:residence")->hint == "Hôm nay mở lúc 13:30");
    CHECK(tile(home, "field:land")->value == "Hết số");
    CHECK(tile(home, "field:certification")->value == "Tạm ngừng");
    for (const char* field : {"field:residence", "field:land", "field:certification"}) {
        kiosk.touch(field);
        CHECK(kiosk.screen() == Screen::told);
        CHECK_FALSE(kiosk.fsm.page().detail.empty());
        kiosk.touch("back");
        CHECK(kiosk.screen() == Screen::home);
    }
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("tiles say how many wait for how long until when and how many places are left") {
    Kiosk kiosk;
    const Page home = kiosk.fsm.page();
    REQUIRE(home.tiles.size() == 5);
    CHECK(home.tiles[0].value == "12–18 phút");
    CHECK(home.tiles[0].value_hint == "7 người chờ");
    CHECK(home.tiles[0].hint == "Khai sinh, kết hôn, khai tử");
    CHECK(home.tiles[0].note == "Nhận số đến 11:30");
    CHECK(home.tiles[1].scarce == "Còn 18 số");
    CHECK(home.tiles[3].value == "Vào ngay");

    // Nobody waits, but all counters are busy.
    auto busy = touch_snapshot();
    status_of(busy, "results").clear_expected();
    CHECK(Kiosk(busy).fsm.page().tiles[3].value == "Chưa ước tính được");
    status_of(busy, "results").mutable_expected()->set_high_us(8 * luot::testing::a_minute_us);
    CHECK(Kiosk(busy).fsm.page().tiles[3].value == "dưới 8 phút");
}

TEST_CASE("who may not be served today is told before anything is printed") {
    auto snapshot = touch_snapshot();
    status_of(snapshot, "land").set_past_closing(true);
    Kiosk kiosk(snapshot);
    CHECK(tile(kiosk.fsm.page(), "field:land")->note == "Sắp hết giờ");
    kiosk.touch("field:land");
    kiosk.touch("class:ordinary");
    const Page page = kiosk.fsm.page();
    CHECK(page.title == "Số của ông/bà có thể không kịp hôm nay");
    CHECK(page.tone == Tone::warn);
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("back");
    kiosk.touch("back");
    CHECK(kiosk.screen() == Screen::home);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("every screen but the first leads back by itself within a bounded time and says so") {
    const auto ends = [](Kiosk& kiosk, Screen screen) {
        CAPTURE(to_string(screen));
        REQUIRE(kiosk.screen() == screen);
        Instant waited{0};
        bool counted_down = false;
        while (kiosk.screen() != Screen::home && waited < Instant{600'000}) {
            const auto at = kiosk.fsm.deadline();
            REQUIRE(at);
            REQUIRE(*at > kiosk.now);
            waited += *at - kiosk.now;
            kiosk.pass(*at - kiosk.now);
            counted_down = counted_down || !kiosk.fsm.page().countdown.empty();
        }
        CHECK(kiosk.screen() == Screen::home);
        CHECK(waited <= limits::technician);
        CHECK(counted_down);
        // And nothing is left of who was there: the first screen stays as long as it likes.
        CHECK_FALSE(kiosk.fsm.state().home_at);
        CHECK(kiosk.fsm.state().look == Look{});
    };
    {
        Kiosk kiosk;
        kiosk.touch("help");
        kiosk.touch("look:large");
        ends(kiosk, Screen::help);
    }
    {
        Kiosk kiosk;
        kiosk.touch("search");
        ends(kiosk, Screen::search);
    }
    {
        Kiosk kiosk;
        kiosk.touch("field:land");
        ends(kiosk, Screen::classes);
    }
    {
        Kiosk kiosk;
        kiosk.touch("field:land");
        kiosk.touch("class:ordinary");
        ends(kiosk, Screen::confirm);
    }
    {
        Kiosk kiosk;
        kiosk.touch("field:residence");
        ends(kiosk, Screen::told);
    }
    {
        Kiosk kiosk;
        kiosk.touch("field:land");
        kiosk.touch("class:ordinary");
        kiosk.touch("take");
        ends(kiosk, Screen::wait);  // nobody answers: not even then
    }
    {
        Kiosk kiosk;
        kiosk.touch("field:land");
        kiosk.touch("class:ordinary");
        kiosk.touch("take");
        kiosk.fsm.answered(issued_answer(1), kiosk.now);
        ends(kiosk, Screen::slip);
    }
    {
        Kiosk kiosk;
        kiosk.touch("field:land");
        kiosk.touch("class:ordinary");
        kiosk.touch("take");
        kiosk.fsm.answered(issued_answer(1, v1::SLIP_REPORT_FAILED), kiosk.now);
        ends(kiosk, Screen::slip_failed);
    }
    {
        Kiosk kiosk;
        for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
        ends(kiosk, Screen::pin);
    }
}

TEST_CASE("somebody who is still there is not sent away") {
    Kiosk kiosk;
    kiosk.touch("search");
    for (int i = 0; i < 10; ++i) {
        kiosk.pass(Instant{50'000});
        kiosk.fsm.touch("", kiosk.now);
    }
    CHECK(kiosk.screen() == Screen::search);
}

TEST_CASE("a failed slip is printed again as such for the number that there is") {
    Kiosk kiosk;
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    kiosk.fsm.answered(issued_answer(wish->request, v1::SLIP_REPORT_FAILED), kiosk.now);
    CHECK(kiosk.screen() == Screen::slip_failed);

    // As long as the printer cannot, nothing is tried; the page says what is wrong.
    kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0}, kiosk.now);
    kiosk.touch("again");
    CHECK(kiosk.screen() == Screen::slip_failed);
    CHECK(kiosk.fsm.page().lines.back().value == "Máy hết giấy in phiếu");
    CHECK(kiosk.action_count() == 0);

    kiosk.fsm.printer({v1::PRINTER_STATE_READY, {}, 0}, kiosk.now);
    kiosk.touch("again");
    const auto copy = kiosk.wants<Copy>();
    REQUIRE(copy);
    CHECK(copy->ticket == 77);
    auto answer = issued_answer(copy->request);
    answer.reprint = true;
    answer.promise.reset();
    kiosk.fsm.answered(answer, kiosk.now);
    CHECK(kiosk.screen() == Screen::slip);
    CHECK(kiosk.fsm.page().lines.size() == 3);  // what was promised stands

    // Refused copies leave the number where it was.
    Kiosk other;
    other.touch("field:civil-status");
    other.touch("class:ordinary");
    other.touch("take");
    other.fsm.answered(issued_answer(1, v1::SLIP_REPORT_FAILED), other.now);
    other.touch("again");
    spool::Answer refused;
    refused.request = 2;
    refused.reprint = true;
    refused.error = "no_answer";
    other.fsm.answered(refused, other.now);
    CHECK(other.screen() == Screen::slip_failed);
    CHECK(other.fsm.page().lines.front().value == "H012");
    // Too late: the number is void, and a copy will not come of trying again.
    other.touch("again");
    refused.request = 3;
    refused.error = "ticket_ended";
    other.fsm.answered(refused, other.now);
    CHECK(other.screen() == Screen::told);
    CHECK(other.fsm.page().title == "Lượt này đã kết thúc");
}

TEST_CASE("where numbers go void unless they are claimed whoever takes one is told") {
    const auto slip_page = [](std::int64_t after_minutes) {
        auto office = testing::touch_office();
        office.mutable_kiosk()->set_presence_after_us(after_minutes * testing::a_minute_us);
        office.mutable_kiosk()->set_presence_grace_us(15 * testing::a_minute_us);
        Kiosk kiosk(touch_snapshot(office));
        for (const char* target : {"field:civil-status", "class:ordinary", "take"}) kiosk.touch(target);
        kiosk.fsm.answered(issued_answer(1), kiosk.now);
        return kiosk.fsm.page();
    };
    const Page page = slip_page(45);
    CHECK(page.lines.back() == Line{"Quét lại phiếu", "sau 45, trước 60 phút", Tone::warn});
    CHECK(page.detail.ends_with("nếu không số sẽ bị hủy."));
    CHECK(slip_page(0).lines.back().label == "Dự kiến chờ");
}

TEST_CASE("a slip that nobody can vouch for is shown with what to do") {
    Kiosk kiosk;
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    kiosk.fsm.answered(issued_answer(1, v1::SLIP_REPORT_UNKNOWN), kiosk.now);
    CHECK(kiosk.screen() == Screen::slip);
    CHECK(kiosk.fsm.page().tone == Tone::warn);
    CHECK(kiosk.fsm.page().detail.find("báo cán bộ") != std::string::npos);
}

TEST_CASE("refusals are calm words also those that are not known yet") {
    for (const char* code :
         {"service_closed",   "not_yet_open",   "office_closed", "quota_reached",     "numbers_used_up", "too_many_tickets",
          "procedure_closed", "unknown_ticket", "ticket_ended",  "grace_over",        "card_required",   "person_has_number",
          "person_limit",     "server_away",    "printer_busy",  "clock_unconfirmed", "no_answer",       "unavailable",
          "session_expired",  "stopped",        "brand_new_code"}) {
        CAPTURE(code);
        for (const char* language : {"vi", "en"}) {
            Kiosk kiosk;
            kiosk.touch(std::string("language:") + language);
            kiosk.touch("field:civil-status");
            kiosk.touch("class:ordinary");
            kiosk.touch("take");
            spool::Answer answer;
            answer.request = 1;
            answer.error = code;
            answer.params = {{"opens_minute", "810"}, {"quota", "120"}, {"number", "H004"}, {"limit", "3"}};
            kiosk.fsm.answered(answer, kiosk.now);
            const Page page = kiosk.fsm.page();
            CHECK(page.screen == Screen::told);
            for (const auto& text : {page.title, page.detail}) {
                CHECK_FALSE(text.empty());
                CHECK(text.find("kiosk.") == std::string::npos);
                CHECK(text.find('{') == std::string::npos);
                CHECK(text.find('_') == std::string::npos);
            }
        }
    }
}

TEST_CASE("a kiosk that cannot print or whose server is away gives no numbers and says so") {
    Kiosk kiosk;
    for (const auto state :
         {v1::PRINTER_STATE_PAPER_END, v1::PRINTER_STATE_COVER_OPEN, v1::PRINTER_STATE_FAULT, v1::PRINTER_STATE_UNREACHABLE}) {
        kiosk.fsm.printer({state, {}, 0}, kiosk.now);
        CHECK(kiosk.screen() == Screen::printer);
        kiosk.touch("field:civil-status");
        CHECK(kiosk.screen() == Screen::printer);
    }
    for (const auto state :
         {v1::PRINTER_STATE_READY, v1::PRINTER_STATE_PAPER_LOW, v1::PRINTER_STATE_SILENT, v1::PRINTER_STATE_UNSPECIFIED}) {
        kiosk.fsm.printer({state, {}, 0}, kiosk.now);
        CHECK(kiosk.screen() == Screen::home);
    }
    // A line that comes back at once is not worth a word.
    kiosk.fsm.link_changed(false, kiosk.now);
    CHECK(kiosk.screen() == Screen::home);
    const auto at = kiosk.fsm.deadline();
    REQUIRE(at);
    kiosk.pass(*at - kiosk.now);
    CHECK(kiosk.screen() == Screen::away);
    kiosk.fsm.link_changed(true, kiosk.now);
    CHECK(kiosk.screen() == Screen::home);

    // Nor does somebody get one who was on their way when it happened.
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0}, kiosk.now);
    kiosk.touch("take");
    CHECK(kiosk.screen() == Screen::printer);
    CHECK(kiosk.action_count() == 0);
}

}  // namespace luot::touch
