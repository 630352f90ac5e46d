// A clerk's morning with the real machine behind the pages: everything is clicked where it is drawn, pixel by pixel, or pressed, and what a
// clerk then sees is as it was found right.
#include "../desk/window.hpp"
#include "desk_view/desk_view.hpp"
#include "drawn_checks.hpp"
#include "support/golden.hpp"

namespace luot::desk_view {
namespace {

using desk::fake::minute_us;
using std::chrono::minutes;
using std::chrono::seconds;

desk::DeskOptions options_in(const std::string& language, int percent) {
    desk::DeskOptions options;
    options.keys = desk::default_keys();
    options.settings.language = language;
    options.settings.scale_percent = percent;
    return options;
}

struct Morning {
    Morning(const std::string& in_language, int at_percent)
        : language(in_language), percent(at_percent), window(options_in(in_language, at_percent)) {}

    std::string language;
    int percent;
    desk::fake::Window window;
    screen::Fonts fonts;
    DeskView view;
    std::vector<std::pair<std::string, desk::Page>> seen;  // of which there are pictures

    // As the window does: in the size that the page asks for.
    screen::Rect look() {
        const desk::Page page = window.page();
        WantedSize wanted = wanted_size(page, 100);
        if (wanted.resizable && percent > 100) wanted = {wanted.w_min, wanted.h_min, wanted.w_min, wanted.h_min, false, true};
        const screen::Rect room{0, 0, wanted.w * percent / 100, wanted.h * percent / 100};
        view.show(page, room.w, room.h, percent);
        CHECK(testing::wrong_with(view.drawn(), room) == "");
        return room;
    }
    void picture(const std::string& name) {
        const auto room = look();
        seen.emplace_back(name, window.page());
        const auto drawn = render_picture(view, fonts, window.page(), room.w, room.h, percent);
        const std::string file = "morning-" + language + "-" + name;
        CHECK_MESSAGE(testing::looks_as_golden(drawn, "counter", file, fonts, testing::Kept::coarse),
                      "look at tests/golden/counter/" << file << "-Actual.png");
    }
    // By the pixels of what is drawn, and not by its name.
    void click(const std::string& target) {
        look();
        const Target* found = view.drawn().find(target);
        REQUIRE_MESSAGE(found != nullptr, target << " is not to be seen");
        const screen::Point at{found->at.x + found->at.w / 2.0, found->at.y + found->at.h / 2.0};
        window.pass(seconds(1));
        look();
        view.pointer_pressed(at);
        std::size_t clicks = 0;
        for (const auto& act : view.pointer_lifted(at)) {
            REQUIRE(std::holds_alternative<Clicked>(act));
            CHECK(window.desk->click(std::get<Clicked>(act).target, window.now));
            window.run();
            ++clicks;
        }
        CHECK(clicks == 1);
        view.pointer_left();
        look();
    }
    void press(const std::string& key, bool pad = false) {
        window.press(key, pad);
        look();
    }
    // At every scale: all labels are whole, and in a window of the least size nothing is cut either.
    void look_at_every_scale() {
        for (const int at : {100, 125, 150, 175, 200, 250}) {
            for (const auto& [name, page] : seen) {
                const auto wanted = wanted_size(page, 100);
                for (const bool least : {false, true}) {
                    const int w = (least ? wanted.w_min : wanted.w) * at / 100;
                    const int h = (least ? wanted.h_min : wanted.h) * at / 100;
                    view.show(page, w, h, at);
                    CAPTURE(name);
                    CAPTURE(at);
                    CAPTURE(least);
                    CHECK(testing::wrong_with(view.drawn(), {0, 0, w, h}) == "");
                    if (least || page.mode != desk::Mode::window) continue;
                    for (const auto& text : view.drawn().texts) CHECK_MESSAGE(!text.shortened, text.text);
                }
            }
        }
    }
    // As the pixels show.
    void look_whether_it_can_be_read() {
        for (const auto& [name, page] : seen) {
            const auto wanted = wanted_size(page, 200);
            const auto drawn = render_picture(view, fonts, page, wanted.w, wanted.h, 200);
            CAPTURE(name);
            CHECK(testing::hard_to_read(drawn, view.drawn()) == "");
        }
    }
    v1::TicketState state(const std::string& number) { return window.office.ticket(number).state(); }
};

void walk(Morning& morning) {
    auto& window = morning.window;
    auto& office = window.office;
    morning.picture("01-connecting");
    office.issue("civil-status", 22 * minute_us);
    office.issue("civil-status", 14 * minute_us, "elderly");
    office.issue("certification", 6 * minute_us);
    office.issue("civil-status", 3 * minute_us);
    office.issue("land", 2 * minute_us);
    office.counter(2).set_state(v1::COUNTER_STATE_OPEN);
    office.counter(2).set_clerk("binh");
    window.connect();

    // Who, and where.
    morning.click("counter:3");
    window.type("an");
    morning.picture("02-sign-in");
    morning.press("Enter");
    if (window.page().screen == desk::Screen::sign_in) morning.click("sign_in:go");
    REQUIRE(window.page().screen == desk::Screen::desk);
    if (office.counter(3).state() == v1::COUNTER_STATE_CLOSED) morning.click("step");
    REQUIRE(office.counter(3).state() == v1::COUNTER_STATE_OPEN);
    window.pass(seconds(10));
    morning.picture("03-nobody");

    // The first one comes.
    morning.click("step");
    CHECK(morning.state("H001") == v1::TICKET_STATE_CALLED);
    window.pass(seconds(20));
    morning.press("R");
    morning.picture("04-called");
    morning.click("step");
    CHECK(morning.state("H001") == v1::TICKET_STATE_SERVING);
    window.pass(minutes(3));
    v1::TicketNote told;
    told.set_ticket(window.id("H001"));
    told.set_text(
        morning.language == "vi"
            ? "Quầy 1: thiếu bản sao trích lục khai sinh của con, mẹ đi thay; đã hẹn bổ sung trước 10 giờ. Tờ khai mẫu 3 ghi sai "
              "ngày cấp căn cước ở mục 4, đã nhắc sửa và ký lại."
            : "Counter 1: a copy of the child's birth extract is missing, the mother came instead; to be brought before 10. Form 3 "
              "has a wrong date of issue in line 4, to be mended and signed again.");
    told.set_counter(2);
    window.desk->note(told, window.now);
    window.run();
    morning.press("H");
    morning.picture("05-serving");
    morning.press("H");

    // A form has to be filled in.
    morning.click("action:hold");
    morning.picture("06-hold-reason");
    morning.click(window.page().dialog->items.front().target);
    CHECK(morning.state("H001") == v1::TICKET_STATE_HELD);

    // An elder is called before those who came earlier.
    office.next = window.id("H002");
    office.reason = v1::CALL_REASON_HEAD_START;
    morning.press("Enter");
    CHECK(morning.state("H002") == v1::TICKET_STATE_CALLED);
    morning.press("Enter");
    window.pass(minutes(2));
    morning.picture("07-serving-elder");

    // On to another field, with a note.
    morning.press("C");
    morning.picture("08-transfer");
    morning.press("1");
    for (int i = 0; i < 4 && window.page().dialog && window.page().dialog->kind != desk::Dialog::Kind::text; ++i) morning.press("1");
    REQUIRE(window.page().dialog);
    const std::string note =
        morning.language == "vi" ? "Đã xem bản chính, còn thiếu tờ khai mẫu 5. " : "The original was seen, form 5 is missing. ";
    for (int i = 0; i < 8; ++i) window.type(note);
    window.type(morning.language == "vi" ? "Đến đây là hết" : "This is the end");
    morning.picture("09-note");
    const auto& texts = morning.view.drawn().texts;
    CHECK(std::any_of(texts.begin(), texts.end(),
                      [](const DrawnText& text) { return text.text.ends_with("hết|") || text.text.ends_with("end|"); }));
    morning.press("Enter");
    CHECK(morning.state("H002") == v1::TICKET_STATE_WAITING);

    // A number that somebody asks for.
    morning.press("S");
    window.type("h0");
    morning.picture("10-which-number");
    morning.press("Escape");
    while (window.page().dialog) morning.press("Escape");
    morning.press("M");
    if (!window.page().dialog) morning.click("more");
    morning.picture("11-more");
    while (window.page().dialog) morning.press("Escape");

    // A break, and the line goes meanwhile.
    morning.click("action:pause");
    morning.press("2");
    CHECK(office.counter(3).state() == v1::COUNTER_STATE_PAUSED);
    window.pass(minutes(12));
    morning.picture("12-break");
    morning.press("Enter");
    window.pass(seconds(5));
    window.cut();
    window.pass(seconds(40));
    morning.press("Enter");
    morning.picture("13-cut-off");
    window.reconnect();
    window.pass(seconds(5));
    window.desk->snapshot(office.snapshot(), window.now);
    window.desk->present(window.now);
    window.run();

    // Beside the office's other software.
    morning.click("footer:mode");
    REQUIRE(window.page().mode == desk::Mode::strip);
    office.next.reset();
    morning.click("step");
    window.pass(seconds(30));
    morning.picture("14-strip");
    morning.press("Enter");
    window.pass(minutes(1));
    // Whoever takes longer than usual is asked once: on a bar of its own below the strip.
    for (auto& [code, field] : office.fields) field.set_service_p95_us(12 * minute_us);
    window.push();
    window.pass(minutes(14));
    window.pass(seconds(1));
    REQUIRE(window.page().dialog);
    morning.picture("15-strip-reminder");
    morning.press("1");
    REQUIRE_FALSE(window.page().dialog);
    // From a small window the large one is one click or one key away.
    morning.click("action:mode");
    REQUIRE(window.page().mode == desk::Mode::window);
    morning.press("H");
    window.pass(seconds(30));
    morning.picture("16-help-asked");
    // And by a number pad alone.
    morning.press("F6");
    morning.press("F6");
    REQUIRE(window.page().mode == desk::Mode::keypad);
    morning.click("action:mode");
    REQUIRE(window.page().mode == desk::Mode::window);
    morning.press("F6");
    morning.press("F6");
    morning.picture("17-keypad");
    morning.press("*", true);
    morning.picture("18-keypad-hold");
    morning.press(".", true);
    if (window.page().dialog) morning.press("Escape");
    morning.press("F6");
    REQUIRE(window.page().mode == desk::Mode::window);
}

}  // namespace

TEST_CASE("morning - by mouse and keys through the machine and the window in Vietnamese") {
    Morning morning("vi", 100);
    walk(morning);
    morning.look_at_every_scale();
    morning.look_whether_it_can_be_read();
}

TEST_CASE("morning - by mouse and keys through the machine and the window in English at one and a half") {
    Morning morning("en", 150);
    walk(morning);
    morning.look_at_every_scale();
}

}  // namespace luot::desk_view
