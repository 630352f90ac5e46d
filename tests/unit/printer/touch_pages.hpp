// Every page that the kiosk can show, come to as people do.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "touch/limits.hpp"
#include "touch_office.hpp"

namespace luot::testing {

struct PageCase {
    std::string name;
    touch::Page page;
};

inline v1::Snapshot many_fields(int count) {
    const char* names[] = {"Đăng ký kinh doanh",
                           "Xây dựng, quy hoạch",
                           "Văn hóa, thể thao",
                           "Giáo dục và đào tạo",
                           "Lao động, việc làm",
                           "Bảo trợ xã hội",
                           "Thuế hộ kinh doanh",
                           "Giao thông vận tải",
                           "Nông nghiệp, môi trường",
                           "Y tế, an toàn thực phẩm",
                           "Tư pháp",
                           "Tôn giáo, tín ngưỡng"};
    auto office = touch_office();
    office.clear_services();
    for (int i = 0; i < count; ++i) {
        add_service(office, ("field-" + std::to_string(i)).c_str(), names[i % 12], "", "", "", "");
    }
    v1::Snapshot snapshot = touch_snapshot(office);
    snapshot.clear_fields();
    for (int i = 0; i < count; ++i)
        add_field(snapshot, ("field-" + std::to_string(i)).c_str(), static_cast<unsigned>(i * 7 % 23), i % 5 * 4, i % 5 * 6 + 3);
    return snapshot;
}

inline touch::Page page_of_many_fields(int count, const touch::Look& look) {
    Kiosk kiosk(many_fields(count));
    auto page = kiosk.fsm.page();
    page.look = look;
    return page;
}

class PageMaker {
  public:
    PageMaker(const char* language, touch::Look look) : language_(language), look_(look) {}

    std::vector<PageCase> take() { return std::move(cases_); }

    void add(const std::string& name, touch::Page page) {
        // A technician has come through a corner that forgets how others wanted to see it.
        if (page.screen != touch::Screen::pin && page.screen != touch::Screen::technician) page.look = look_;
        cases_.push_back({name, std::move(page)});
    }
    // In its language, which is chosen before anything else.
    void visit(const std::string& name, const v1::Snapshot& snapshot, const std::function<void(Kiosk&)>& visit) {
        Kiosk kiosk(snapshot);
        kiosk.fsm.touch(std::string("language:") + language_, kiosk.now);
        visit(kiosk);
        add(name, kiosk.fsm.page());
    }
    void visit(const std::string& name, const std::function<void(Kiosk&)>& steps) { visit(name, touch_snapshot(), steps); }

  private:
    const char* language_;
    touch::Look look_;
    std::vector<PageCase> cases_;
};

inline void touch_all(Kiosk& kiosk, const std::vector<std::string>& targets) {
    for (const auto& target : targets) kiosk.touch(target);
}

inline v1::Snapshot with_cards(v1::CardUse use) {
    auto office = touch_office();
    office.mutable_kiosk()->set_card(use);
    return touch_snapshot(office);
}

inline spool::Answer checked_in_answer(v1::CheckInOutcome outcome) {
    spool::Answer answer;
    answer.request = 1;
    auto& result = answer.checked_in.emplace();
    result.set_number("H012");
    result.set_service("civil-status");
    result.set_outcome(outcome);
    result.set_state(v1::TICKET_STATE_WAITING);
    result.set_ahead(3);
    result.mutable_wait()->set_low_us(6 * a_minute_us);
    result.mutable_wait()->set_high_us(10 * a_minute_us);
    if (outcome == v1::CHECK_IN_OUTCOME_CALLED) {
        result.set_state(v1::TICKET_STATE_CALLED);
        result.set_counter(2);
    }
    return answer;
}

inline void add_outcomes(PageMaker& maker) {
    const std::vector<std::string> to_wait{"field:civil-status", "class:ordinary", "take"};
    maker.visit("wait", [&](Kiosk& kiosk) { touch_all(kiosk, to_wait); });
    maker.visit("slip", [&](Kiosk& kiosk) {
        touch_all(kiosk, to_wait);
        kiosk.fsm.answered(issued_answer(1), kiosk.now);
    });
    auto office = touch_office();
    office.mutable_kiosk()->set_presence_after_us(45 * a_minute_us);
    office.mutable_kiosk()->set_presence_grace_us(15 * a_minute_us);
    maker.visit("slip-presence", touch_snapshot(office), [&](Kiosk& kiosk) {
        touch_all(kiosk, to_wait);
        kiosk.fsm.answered(issued_answer(1), kiosk.now);
    });
    maker.visit("slip-unsure", [&](Kiosk& kiosk) {
        touch_all(kiosk, to_wait);
        kiosk.fsm.answered(issued_answer(1, v1::SLIP_REPORT_UNKNOWN), kiosk.now);
    });
    maker.visit("slip-failed", [&](Kiosk& kiosk) {
        touch_all(kiosk, to_wait);
        kiosk.fsm.answered(issued_answer(1, v1::SLIP_REPORT_FAILED), kiosk.now);
        kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0}, kiosk.now);
    });
    maker.visit("refused", [&](Kiosk& kiosk) {
        touch_all(kiosk, to_wait);
        spool::Answer answer;
        answer.request = 1;
        answer.error = "person_has_number";
        answer.params = {{"number", "H004"}};
        kiosk.fsm.answered(answer, kiosk.now);
    });
    maker.visit("no-answer", [&](Kiosk& kiosk) {
        touch_all(kiosk, to_wait);
        spool::Answer answer;
        answer.request = 1;
        answer.error = "no_answer";
        kiosk.fsm.answered(answer, kiosk.now);
    });
    maker.visit("checking-in", [](Kiosk& kiosk) { kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77"); });
    maker.visit("checked-in-waiting", [](Kiosk& kiosk) {
        kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");
        kiosk.fsm.answered(checked_in_answer(v1::CHECK_IN_OUTCOME_WAITING), kiosk.now);
    });
    maker.visit("checked-in-called", [](Kiosk& kiosk) {
        kiosk.scan("https://luot.example/t/3f9a1c55d0e24b77");
        kiosk.fsm.answered(checked_in_answer(v1::CHECK_IN_OUTCOME_CALLED), kiosk.now);
    });
}

inline void add_faults(PageMaker& maker) {
    maker.visit("away", [](Kiosk& kiosk) {
        kiosk.fsm.link_changed(false, kiosk.now);
        kiosk.pass(touch::limits::away_after);
    });
    maker.visit("printer-paper-end", [](Kiosk& kiosk) { kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_END, {}, 0}, kiosk.now); });
    maker.visit("printer-fault", [](Kiosk& kiosk) { kiosk.fsm.printer({v1::PRINTER_STATE_FAULT, {}, 0}, kiosk.now); });
    maker.visit("closed-morning", [](Kiosk& kiosk) { kiosk.fsm.wake({monday, 400}, kiosk.now); });
    maker.visit("closed-evening", [](Kiosk& kiosk) { kiosk.fsm.wake({monday, 1'100}, kiosk.now); });
    maker.visit("told-not-yet", [](Kiosk& kiosk) { kiosk.touch("field:residence"); });
    maker.visit("scan-unknown", [](Kiosk& kiosk) { kiosk.scan("WIFI:S:hall;T:WPA;P:secret;;"); });
}

// Before anybody has told it which office it stands in.
inline void add_start(PageMaker& maker) {
    touch::TouchFsm fsm({}, all_words(), {});
    fsm.wake({monday, 420}, touch::Instant{0});
    fsm.link_changed(false, touch::Instant{0});
    maker.add("connecting", fsm.page());
}

inline void add_technician(PageMaker& maker, const std::string& language) {
    const auto to_corner = [](Kiosk& kiosk) {
        for (int i = 0; i < touch::limits::corner_touches; ++i) kiosk.fsm.touch("corner", kiosk.now);
    };
    // The corner forgets the language: whoever comes through it chooses it there.
    maker.visit("pin", [&](Kiosk& kiosk) {
        to_corner(kiosk);
        for (const char* digit : {"1", "2", "3"}) kiosk.touch(std::string("key:") + digit);
    });
    maker.visit("languages", [&](Kiosk& kiosk) {
        to_corner(kiosk);
        for (const char* digit : {"1", "2", "3", "4"}) kiosk.touch(std::string("key:") + digit);
        kiosk.touch("enter");
        kiosk.fsm.pin_checked(true, kiosk.now);
        touch_all(kiosk, {"languages", "language:" + language, "languages"});
    });
    maker.visit("technician", [&](Kiosk& kiosk) {
        kiosk.fsm.printer({v1::PRINTER_STATE_PAPER_LOW, 5'000, 1'204}, kiosk.now);
        to_corner(kiosk);
        for (const char* digit : {"1", "2", "3", "4"}) kiosk.touch(std::string("key:") + digit);
        kiosk.touch("enter");
        kiosk.fsm.pin_checked(true, kiosk.now);
        touch_all(kiosk, {"languages", "language:" + language});
        kiosk.touch("test");
        kiosk.fsm.technician_told("test_printed", kiosk.now);
    });
}

inline std::vector<PageCase> all_pages(const char* language, const touch::Look& look) {
    PageMaker maker(language, look);
    maker.visit("home", [](Kiosk&) {});
    maker.visit("card-young", with_cards(v1::CARD_USE_OFFERED),
                [](Kiosk& kiosk) { kiosk.scan("001090054321|0|X|15081990|Nu|A|10052021"); });
    maker.visit("home-12", many_fields(12), [](Kiosk&) {});
    maker.visit("home-36", many_fields(36), [](Kiosk& kiosk) { kiosk.touch("later"); });
    auto troubled = touch_snapshot();
    status_of(troubled, "civil-status").set_past_closing(true);
    status_of(troubled, "civil-status").mutable_expected()->set_low_us(75 * a_minute_us);
    status_of(troubled, "civil-status").mutable_expected()->set_high_us(110 * a_minute_us);
    status_of(troubled, "results").set_waiting(2);
    status_of(troubled, "results").clear_expected();
    status_of(troubled, "land").set_places_left(0);
    status_of(troubled, "certification").set_closed(true);
    troubled.mutable_day()->set_notice("Sáng nay quầy 2 tạm dừng từ 10:00 đến 10:30 để bảo trì thiết bị.");
    maker.visit("home-troubled", troubled, [](Kiosk&) {});
    maker.visit("classes", [](Kiosk& kiosk) { kiosk.touch("field:civil-status"); });
    maker.visit("confirm", [](Kiosk& kiosk) { touch_all(kiosk, {"search", "key:k", "key:e", "key:t", "found:0", "class:elderly"}); });
    maker.visit("confirm-late", troubled, [](Kiosk& kiosk) {
        touch_all(kiosk, {"field:civil-status", "class:ordinary"});
        kiosk.pass(touch::limits::idle - touch::Instant{12'000});
    });
    maker.visit("search", [](Kiosk& kiosk) { kiosk.touch("search"); });
    maker.visit("search-found", [](Kiosk& kiosk) { touch_all(kiosk, {"search", "key:d", "key:a", "key:n", "key:g"}); });
    maker.visit("search-nothing", [](Kiosk& kiosk) { touch_all(kiosk, {"search", "key:x", "key:q"}); });
    maker.visit("help", [](Kiosk& kiosk) { touch_all(kiosk, {"help", "look:spoken"}); });
    maker.visit("card-elderly", with_cards(v1::CARD_USE_OFFERED),
                [](Kiosk& kiosk) { kiosk.scan("001061012345|0|X|02031961|Nam|A|10052021"); });
    maker.visit("card-home", with_cards(v1::CARD_USE_OFFERED), [](Kiosk& kiosk) {
        kiosk.scan("001061012345|0|X|02031961|Nam|A|10052021");
        kiosk.touch("go_on");
    });
    maker.visit("card-classes", with_cards(v1::CARD_USE_OFFERED), [](Kiosk& kiosk) {
        kiosk.scan("001061012345|0|X|02031961|Nam|A|10052021");
        touch_all(kiosk, {"go_on", "field:civil-status"});
    });
    maker.visit("card-needed", with_cards(v1::CARD_USE_REQUIRED), [](Kiosk& kiosk) { kiosk.touch("field:land"); });
    add_start(maker);
    add_outcomes(maker);
    add_faults(maker);
    add_technician(maker, language);
    return maker.take();
}

}  // namespace luot::testing
