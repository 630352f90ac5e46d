// Everything that a person may do at the kiosk, as plain sequences.
#include "touch/touch_fsm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "touch/limits.hpp"
#include "touch_office.hpp"

namespace luot::touch {

namespace {

using luot::testing::issued_answer;
using luot::testing::Kiosk;
using luot::testing::monday;
using luot::testing::status_of;
using luot::testing::touch_office;
using luot::testing::touch_snapshot;

constexpr const char* card_of_1961 = "001061012345|012345678|NGUYEN VAN SON|02031961|Nam|12 Pho Hue, Ha Noi|10052021";
constexpr const char* card_of_1990 = "001090054321|012345679|TRAN THI LAN|15081990|Nu|7 Nguyen Trai, Ha Noi|11052021";

const Tile* tile(const Page& page, const std::string& target) {
    const auto found = std::ranges::find_if(page.tiles, [&](const Tile& each) { return each.target == target; });
    return found == page.tiles.end() ? nullptr : &*found;
}

v1::Snapshot with_cards(v1::CardUse use) {
    auto office = touch_office();
    office.mutable_kiosk()->set_card(use);
    return touch_snapshot(office);
}

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
    kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0, "out of paper"}, kiosk.now);
    kiosk.touch("again");
    CHECK(kiosk.screen() == Screen::slip_failed);
    CHECK(kiosk.fsm.page().lines.back().value == "Máy hết giấy in phiếu");
    CHECK(kiosk.action_count() == 0);

    kiosk.fsm.printer({v1::PRINTER_STATE_READY, {}, 0, ""}, kiosk.now);
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
        kiosk.fsm.printer({state, {}, 0, ""}, kiosk.now);
        CHECK(kiosk.screen() == Screen::printer);
        kiosk.touch("field:civil-status");
        CHECK(kiosk.screen() == Screen::printer);
    }
    for (const auto state :
         {v1::PRINTER_STATE_READY, v1::PRINTER_STATE_PAPER_LOW, v1::PRINTER_STATE_SILENT, v1::PRINTER_STATE_UNSPECIFIED}) {
        kiosk.fsm.printer({state, {}, 0, ""}, kiosk.now);
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
    kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0, ""}, kiosk.now);
    kiosk.touch("take");
    CHECK(kiosk.screen() == Screen::printer);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("before the office is known the kiosk says that it starts") {
    TouchFsm fsm({}, testing::all_words(), {});
    fsm.wake({monday, 600}, Instant{0});
    fsm.link_changed(false, Instant{0});
    CHECK(fsm.page().screen == Screen::connecting);
    fsm.touch("home", Instant{100});
    fsm.scanned(card_of_1961, Instant{200});
    CHECK(fsm.page().screen == Screen::connecting);
    fsm.wake({monday, 600}, limits::away_after);
    CHECK(fsm.page().screen == Screen::away);
}

TEST_CASE("outside the hours the kiosk says when it opens") {
    Kiosk kiosk;
    kiosk.fsm.wake({monday, 400}, kiosk.now);
    CHECK(kiosk.screen() == Screen::closed);
    CHECK(kiosk.fsm.page().title == "Chưa đến giờ lấy số");
    CHECK(kiosk.fsm.page().lines.front().value == "Hôm nay mở lúc 07:15");
    kiosk.fsm.wake({monday, 435}, kiosk.now);
    CHECK(kiosk.screen() == Screen::home);
    kiosk.fsm.wake({monday, 700}, kiosk.now);
    CHECK(kiosk.fsm.page().lines.front().value == "Hôm nay mở lúc 13:15");
    kiosk.fsm.wake({monday, 1'100}, kiosk.now);
    CHECK(kiosk.fsm.page().lines.front().value == "07:15, Thứ Ba, 03/03/2026");
    kiosk.fsm.wake({monday + 4, 1'100}, kiosk.now);  // the server has not begun the new day; Friday evening by the calendar
    CHECK(kiosk.screen() == Screen::closed);

    auto snapshot = touch_snapshot();
    snapshot.mutable_day()->set_issuing_ended(true);
    Kiosk ended(snapshot);
    CHECK(ended.screen() == Screen::closed);
    CHECK(ended.fsm.page().title == "Hôm nay đã ngừng phát số");

    auto office = touch_office();
    auto* holiday = office.add_calendar();
    holiday->set_weekdays(0x7F);
    holiday->set_closed(true);
    holiday->set_first_day(monday);
    holiday->set_last_day(monday + 1);
    *holiday->mutable_message() = testing::texts("Nghỉ lễ Quốc khánh", "National Day");
    Kiosk closed(touch_snapshot(office));
    CHECK(closed.screen() == Screen::closed);
    CHECK(closed.fsm.page().detail == "Nghỉ lễ Quốc khánh");
    CHECK(closed.fsm.page().lines.front().value == "07:15, Thứ Tư, 04/03/2026");
}

TEST_CASE("a search tells the field and takes its procedure along") {
    Kiosk kiosk;
    kiosk.touch("search");
    for (const char key : std::string("ket")) kiosk.touch(std::string("key:") + key);
    kiosk.touch("key:space");
    for (const char key : std::string("hon")) kiosk.touch(std::string("key:") + key);
    const Page page = kiosk.fsm.page();
    CHECK(page.typed == "ket hon");
    REQUIRE(page.tiles.size() == 1);
    CHECK(page.tiles[0].title == "Đăng ký kết hôn");
    CHECK(page.tiles[0].hint == "Lĩnh vực Hộ tịch");
    kiosk.touch("found:0");
    CHECK(kiosk.screen() == Screen::classes);
    kiosk.touch("class:elderly");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->wanted.service == "civil-status");
    CHECK(wish->wanted.procedure == "marriage");
    CHECK(wish->wanted.ticket_class == "elderly");
}

TEST_CASE("keys are typed as fast as somebody can and erased letter by letter") {
    Kiosk kiosk;
    kiosk.touch("search");
    for (int i = 0; i < 100; ++i) kiosk.fsm.touch("key:a", kiosk.now);
    CHECK(kiosk.fsm.page().typed.size() == 40);
    for (int i = 0; i < 39; ++i) kiosk.fsm.touch("key:erase", kiosk.now);
    CHECK(kiosk.fsm.page().typed == "a");
    kiosk.fsm.touch("key:erase", kiosk.now);
    kiosk.fsm.touch("key:erase", kiosk.now);
    kiosk.fsm.touch("key:space", kiosk.now);
    CHECK(kiosk.fsm.page().typed.empty());
    kiosk.fsm.touch("found:999", kiosk.now);
    CHECK(kiosk.screen() == Screen::search);
}

TEST_CASE("a procedure that is closed says why") {
    auto office = touch_office();
    office.mutable_services(0)->mutable_procedures(1)->set_open(false);
    *office.mutable_services(0)->mutable_procedures(1)->mutable_message() =
        testing::texts("Chờ hướng dẫn mới của Bộ", "New rules are awaited");
    Kiosk kiosk(touch_snapshot(office));
    kiosk.touch("search");
    kiosk.type("ket hon");
    CHECK(kiosk.fsm.page().tiles[0].value == "Tạm ngừng nhận");
    kiosk.touch("found:0");
    CHECK(kiosk.screen() == Screen::told);
    CHECK(kiosk.fsm.page().detail == "Chờ hướng dẫn mới của Bộ");
    kiosk.touch("back");
    CHECK(kiosk.screen() == Screen::search);
    CHECK(kiosk.fsm.page().typed == "ket hon");
}

TEST_CASE("languages are those of the office that there are words in at a touch") {
    Kiosk kiosk;
    kiosk.touch("language:en");
    CHECK(kiosk.fsm.page().title == "What do you need to do?");
    CHECK(kiosk.fsm.page().tiles[0].title == "Civil status");
    kiosk.touch("language:vi");
    CHECK(kiosk.fsm.page().title == "Ông/bà cần làm thủ tục gì?");
    kiosk.touch("language:fr");
    CHECK(kiosk.fsm.page().title == "Ông/bà cần làm thủ tục gì?");
    // The next person begins in the office's first.
    kiosk.touch("language:en");
    kiosk.pass(limits::forget);
    CHECK(kiosk.fsm.page().title == "Ông/bà cần làm thủ tục gì?");

    auto office = touch_office();
    office.add_languages("xx");
    office.mutable_languages()->RemoveLast();
    office.mutable_languages()->RemoveLast();
    Kiosk single(touch_snapshot(office));
    for (const auto& button : single.fsm.page().footer) CHECK(button.target.find("language") == std::string::npos);
}

TEST_CASE("looks stay for one visit") {
    Kiosk kiosk;
    kiosk.touch("help");
    for (const char* what : {"look:large", "look:contrast", "look:reach"}) kiosk.touch(what);
    kiosk.touch("home");
    CHECK(kiosk.fsm.page().look == Look{true, true, true, false});
    kiosk.touch("help");
    kiosk.touch("look:large");
    CHECK(kiosk.fsm.page().look == Look{false, true, true, false});
    kiosk.touch("home");
    kiosk.pass(limits::forget);
    CHECK(kiosk.fsm.page().look == Look{});
}

TEST_CASE("what is on the screen is read out on request in its language once") {
    Kiosk kiosk;
    kiosk.touch("help");
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("look:spoken");
    auto spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    CHECK(spoken->voice == "vi");
    kiosk.touch("home");
    spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    CHECK(spoken->text.starts_with("Ông/bà cần làm thủ tục gì?"));
    kiosk.fsm.touch("", kiosk.now);
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("language:en");
    spoken = kiosk.wants<Speak>();
    REQUIRE(spoken);
    CHECK(spoken->voice == "en");
    kiosk.pass(limits::forget);
    CHECK(kiosk.wants<Hush>());
}

TEST_CASE("a card offers the class of its age and is forgotten with its holder") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.scan(card_of_1961);
    CHECK(kiosk.screen() == Screen::card);
    CHECK(kiosk.fsm.page().lines.front().value == "Người cao tuổi");
    kiosk.touch("go_on");
    CHECK(kiosk.screen() == Screen::home);
    CHECK(kiosk.fsm.page().banner == "Đã đọc căn cước · ưu tiên: Người cao tuổi");
    kiosk.touch("field:civil-status");
    CHECK(kiosk.fsm.page().tiles.front().target == "class:elderly");
    CHECK(kiosk.fsm.page().tiles.front().marked);
    kiosk.touch("class:elderly");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->person == std::string(16, 'p'));
    kiosk.fsm.answered(issued_answer(wish->request), kiosk.now);
    kiosk.pass(limits::slip);
    CHECK(kiosk.screen() == Screen::home);
    CHECK_FALSE(kiosk.fsm.state().card);

    // Somebody younger is offered nothing.
    kiosk.scan(card_of_1990);
    CHECK(kiosk.fsm.page().detail == "Mời ông/bà chọn lĩnh vực.");
}

TEST_CASE("nothing of a card but the age and a hash is kept said or shown") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.scan(card_of_1961);
    const auto says_nothing = [](const std::string& text) {
        for (const char* part : {"001061012345", "012345678", "NGUYEN", "SON", "02031961", "Pho Hue", "10052021", "1961"}) {
            CHECK(text.find(part) == std::string::npos);
        }
    };
    const Page page = kiosk.fsm.page();
    says_nothing(page.title + page.detail + page.banner + page.spoken + page.typed);
    for (const auto& line : page.lines) says_nothing(line.label + line.value);
    CHECK(kiosk.fsm.state().typed.empty());
    CHECK(kiosk.fsm.state().card->age == 65);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("where a card is required the field waits for it") {
    Kiosk kiosk(with_cards(v1::CARD_USE_REQUIRED));
    kiosk.touch("field:civil-status");
    CHECK(kiosk.screen() == Screen::card_needed);
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    CHECK(kiosk.screen() == Screen::card_needed);
    kiosk.scan(card_of_1990);
    CHECK(kiosk.screen() == Screen::classes);
    kiosk.touch("class:ordinary");
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->person.size() == 16);
    CHECK(wish->wanted.service == "civil-status");
}

TEST_CASE("a card on the way to a number changes what is offered and not the field") {
    Kiosk kiosk(with_cards(v1::CARD_USE_OFFERED));
    kiosk.touch("field:land");
    kiosk.touch("class:ordinary");
    kiosk.scan(card_of_1961);
    CHECK(kiosk.screen() == Screen::classes);
    CHECK(kiosk.fsm.page().tiles.front().target == "class:elderly");
    kiosk.touch("class:elderly");
    kiosk.touch("take");
    CHECK(kiosk.wants<TakeNumber>()->wanted.service == "land");
}

TEST_CASE("an office without cards reads none") {
    bool asked = false;
    Kiosk kiosk(touch_snapshot(), {}, [&](std::string_view) {
        asked = true;
        return std::string(16, 'p');
    });
    kiosk.scan(card_of_1961);
    CHECK(kiosk.screen() == Screen::told);
    CHECK_FALSE(kiosk.fsm.state().card);
    CHECK_FALSE(asked);
}

TEST_CASE("a slip held to the scanner checks in from wherever somebody is") {
    Kiosk kiosk;
    kiosk.touch("search");
    kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");
    CHECK(kiosk.screen() == Screen::wait);
    const auto wish = kiosk.wants<CheckIn>();
    REQUIRE(wish);
    CHECK(wish->token == "3f9a1c55d0e24b77");
    kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");  // a hand that lingers
    CHECK(kiosk.action_count() == 0);

    v1::CheckedInResult result;
    result.set_number("H012");
    result.set_service("civil-status");
    for (const auto outcome : {v1::CHECK_IN_OUTCOME_WAITING, v1::CHECK_IN_OUTCOME_PRESENT, v1::CHECK_IN_OUTCOME_REINSTATED,
                               v1::CHECK_IN_OUTCOME_HOLD_RETURNED, v1::CHECK_IN_OUTCOME_CALLED, v1::CHECK_IN_OUTCOME_OVER}) {
        CAPTURE(outcome);
        Kiosk other;
        other.scan("https://luot.example/t/3f9a1c55d0e24b77");
        result.set_outcome(outcome);
        result.set_state(outcome == v1::CHECK_IN_OUTCOME_CALLED ? v1::TICKET_STATE_CALLED : v1::TICKET_STATE_WAITING);
        result.set_counter(outcome == v1::CHECK_IN_OUTCOME_CALLED || outcome == v1::CHECK_IN_OUTCOME_HOLD_RETURNED ? 2 : 0);
        result.set_ahead(3);
        spool::Answer answer;
        answer.request = 1;
        answer.checked_in = result;
        other.fsm.answered(answer, other.now);
        const Page page = other.fsm.page();
        CHECK(page.screen == Screen::checked_in);
        CHECK(page.number == "H012");
        CHECK(page.title.find('{') == std::string::npos);
        CHECK(page.detail.find('{') == std::string::npos);
        if (outcome == v1::CHECK_IN_OUTCOME_CALLED) CHECK(page.title == "Đã đến lượt, mời ông/bà đến Quầy 2");
    }

    Kiosk refused;
    refused.scan("https://luot.example/t/3f9a1c55d0e24b77");
    spool::Answer answer;
    answer.request = 1;
    answer.error = "unknown_ticket";
    refused.fsm.answered(answer, refused.now);
    CHECK(refused.fsm.page().title == "Không tìm thấy số này hôm nay");
}

TEST_CASE("an appointment is a number with its time and class today and only today") {
    Kiosk kiosk;
    kiosk.scan("luot:appointment/land/2026-03-02T10:30");
    CHECK(kiosk.screen() == Screen::confirm);
    kiosk.touch("take");
    const auto wish = kiosk.wants<TakeNumber>();
    REQUIRE(wish);
    CHECK(wish->wanted.service == "land");
    CHECK(wish->wanted.ticket_class == "appointment");
    CHECK(wish->wanted.appointment == Local{monday, 630});

    Kiosk other;
    other.scan("luot:appointment/land/2026-03-03T10:30");
    CHECK(other.screen() == Screen::told);
    CHECK(other.fsm.page().detail.find("10:30, Thứ Ba, 03/03/2026") != std::string::npos);
    other.scan("luot:appointment/nowhere/2026-03-02T10:30");
    CHECK(other.fsm.page().title == "Máy không nhận ra mã này");
    // Nobody chooses that class by hand.
    other.touch("home");
    other.touch("field:land");
    CHECK(tile(other.fsm.page(), "class:appointment") == nullptr);
}

TEST_CASE("a code that is none of ours is told so and nothing else happens") {
    Kiosk kiosk;
    kiosk.scan("WIFI:S:hall;T:WPA;P:secret;;");
    CHECK(kiosk.screen() == Screen::told);
    CHECK(kiosk.action_count() == 0);
}

TEST_CASE("who types on a keyboard searches a scanner in the middle does not disturb") {
    Kiosk kiosk;
    kiosk.type("dat");
    CHECK(kiosk.screen() == Screen::search);
    CHECK(kiosk.fsm.page().typed == "dat");
    kiosk.fsm.key("erase", kiosk.now);
    CHECK(kiosk.fsm.page().typed == "da");
    kiosk.scan("WIFI:S:hall;T:WPA;P:secret;;");
    CHECK(kiosk.screen() == Screen::told);
}

TEST_CASE("the technician side is behind a corner and a PIN whose tries are few") {
    Kiosk kiosk;
    for (int i = 0; i < limits::corner_touches - 1; ++i) kiosk.fsm.touch("corner", kiosk.now);
    kiosk.pass(limits::corner_within + Instant{1});
    kiosk.fsm.touch("corner", kiosk.now);
    CHECK(kiosk.screen() == Screen::home);  // too slow
    for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    REQUIRE(kiosk.screen() == Screen::pin);

    const auto guess = [&](bool right) {
        for (const char key : std::string("1234")) kiosk.touch(std::string("key:") + key);
        CHECK(kiosk.fsm.page().typed == "••••");
        kiosk.touch("enter");
        const auto check = kiosk.wants<CheckPin>();
        if (!check) return false;
        CHECK(check->pin == "1234");
        CHECK(kiosk.fsm.state().typed.empty());
        kiosk.fsm.pin_checked(right, kiosk.now);
        return true;
    };
    for (int i = 0; i < limits::pin_tries; ++i) CHECK(guess(false));
    CHECK(kiosk.fsm.page().tone == Tone::bad);
    for (const char key : std::string("1234")) kiosk.touch(std::string("key:") + key);
    kiosk.touch("enter");
    CHECK(kiosk.action_count() == 0);
    // Going away and coming back does not help; time does.
    kiosk.touch("home");
    for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    for (const char key : std::string("1234")) kiosk.touch(std::string("key:") + key);
    kiosk.touch("enter");
    CHECK(kiosk.action_count() == 0);
    kiosk.touch("home");
    kiosk.pass(limits::pin_pause);
    for (int i = 0; i < limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    CHECK(guess(true));
    REQUIRE(kiosk.screen() == Screen::technician);

    kiosk.touch("test");
    CHECK(kiosk.wants<TestPrint>());
    kiosk.fsm.technician_told("test_printed", kiosk.now);
    CHECK(kiosk.fsm.page().banner == "In thử xong");
    kiosk.touch("roll");
    CHECK(kiosk.wants<RollChanged>());
    kiosk.touch("restart");
    CHECK(kiosk.wants<Restart>());
    kiosk.touch("languages");
    kiosk.touch("language:en");
    CHECK(kiosk.screen() == Screen::technician);
    CHECK(kiosk.fsm.page().title == "Technician");
}

TEST_CASE("a kiosk without a PIN has no technician side") {
    Kiosk kiosk(touch_snapshot(), {});
    for (int i = 0; i < 20; ++i) kiosk.fsm.touch("corner", kiosk.now);
    CHECK(kiosk.screen() == Screen::home);
}

TEST_CASE("an office that changes under a visitors hands does no harm") {
    Kiosk kiosk;
    kiosk.touch("field:civil-status");
    kiosk.touch("class:ordinary");
    auto office = touch_office();
    office.clear_services();
    office.clear_classes();
    kiosk.fsm.snapshot(touch_snapshot(office), kiosk.now);
    CHECK(kiosk.screen() == Screen::confirm);
    kiosk.touch("back");
    kiosk.touch("class:ordinary");
    kiosk.touch("home");
    CHECK(kiosk.screen() == Screen::closed);
    kiosk.touch("search");
    kiosk.touch("found:0");
    CHECK(kiosk.action_count() == 0);
}

}  // namespace luot::touch
