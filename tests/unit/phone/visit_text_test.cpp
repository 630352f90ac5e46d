#include "web/phone/visit_text.hpp"

#include "hall.hpp"

using namespace luot;
using namespace luot::web::phone;
using test::Hall;

namespace {

bool is_worded(const std::string& text) {
    return text.find("[phone.") == std::string::npos && text.find('{') == std::string::npos && text.find('}') == std::string::npos;
}

// Every state that a page can be in.
std::vector<std::pair<std::string, VisitView>> states() {
    std::vector<std::pair<std::string, VisitView>> all;
    Hall hall;
    hall.make_expectations();
    const std::string first = hall.issue();
    const std::string elder = hall.issue("civil-status", "elderly");
    all.emplace_back("expected", hall.view(first));
    all.emplace_back("elder is next", hall.view(elder));
    hall.driver.pass(7 * core::minute_us);
    all.emplace_back("any moment", hall.view(first));
    hall.driver.pass(20 * core::minute_us);
    all.emplace_back("unknown", hall.view(first));
    hall.must(core::SetUrgent{hall.driver.id(first), core::ReasonCode("emergency")}, core::Role::supervisor);
    all.emplace_back("urgent", hall.view(first));
    hall.must(core::PauseCounter{Hall::at(1), core::ReasonCode("break")});
    all.emplace_back("nobody calls", hall.view(first));
    hall.must(core::ResumeCounter{Hall::at(1)});
    hall.call();
    all.emplace_back("called", hall.view(first));
    hall.must(core::Recall{Hall::at(1)});
    all.emplace_back("recalled", hall.view(first));
    hall.must(core::Recall{Hall::at(1)});
    all.emplace_back("recalled twice", hall.view(first));
    hall.start();
    all.emplace_back("serving", hall.view(first));
    hall.must(core::Hold{Hall::at(1), core::ReasonCode("filling-form")});
    all.emplace_back("held", hall.view(first));
    hall.must(core::ReturnHold{hall.driver.id(first)});
    all.emplace_back("held and back", hall.view(first));
    hall.must(core::CloseCounter{Hall::at(1)});
    all.emplace_back("interrupted", hall.view(first));
    hall.open(1);
    hall.call();
    hall.start();
    hall.must(core::Transfer{Hall::at(1), core::ServiceCode("land"), {}, core::TransferKind::next_step, {}});
    all.emplace_back("transferred", hall.view(first));
    hall.open(3);
    hall.call(3);
    hall.start(3);
    hall.must(core::Transfer{Hall::at(3), {}, core::CounterId(1), core::TransferKind::next_step, {}});
    all.emplace_back("for one counter", hall.view(first));
    hall.call();
    hall.start();
    hall.finish();
    all.emplace_back("served", hall.view(first));
    hall.must(core::Rate{hall.driver.id(first), 4}, core::Role::phone);
    all.emplace_back("rated", hall.view(first));
    hall.call();
    hall.must(core::Requeue{Hall::at(1)});
    all.emplace_back("sent back", hall.view(elder));
    hall.call();
    hall.must(core::NoShow{Hall::at(1)});
    all.emplace_back("missed", hall.view(elder));
    hall.driver.pass(61 * core::minute_us);
    all.emplace_back("missed for good", hall.view(elder));
    VisitView over = hall.view(first);
    over.can_rate = false;
    for (const auto kind :
         {core::CancelKind::walk_out, core::CancelKind::voided, core::CancelKind::slip_failed, core::CancelKind::unclaimed}) {
        over.state = core::TicketState::cancelled;
        over.cancel_kind = kind;
        all.emplace_back("cancelled " + std::to_string(static_cast<int>(kind)), over);
    }
    over.state = core::TicketState::expired;
    all.emplace_back("expired", over);
    VisitView waiting = all.front().second;
    waiting.slip_failed = true;
    waiting.present_by = ClockTime{0, 600};
    all.emplace_back("slip and presence", waiting);
    waiting = all.front().second;
    waiting.nobody_calls = true;
    waiting.expected.reset();
    waiting.counter = core::CounterId(2);
    all.emplace_back("its counter is closed", waiting);
    return all;
}

}  // namespace

TEST_CASE("phone text every state is worded in both languages") {
    const PhoneSite site = test::phone_site();
    const core::Office office = test::phone_office();
    const auto places = site.visit.names();
    for (const auto& [name, view] : states()) {
        for (const std::string language : {"vi", "en"}) {
            const Slots slots = visit_text(view, office, site.words.at(language), language);
            for (const auto& [place, text] : slots) {
                CAPTURE(name + " " + language + " " + place + ": " + text);
                CHECK(is_worded(text));
                CHECK((place == "back" || places.contains(place)));
            }
            CAPTURE(name + " " + language);
            CHECK(slots.at("number") == view.number);
            CHECK_FALSE(slots.at("tone").empty());
            CHECK_FALSE(slots.at("sentence").empty());
            CHECK_FALSE(slots.at("say").empty());
            CHECK_FALSE(slots.at("title").empty());
            CHECK(slots.at("cancel").empty() != view.can_cancel);
            CHECK(slots.at("question").empty() != view.can_rate);
        }
    }
}

TEST_CASE("phone text no two states read alike") {
    const PhoneSite site = test::phone_site();
    std::map<std::string, std::string> by_text;
    for (const auto& [name, view] : states()) {
        std::string whole;
        for (const auto& [place, text] : visit_text(view, test::phone_office(), site.words.at("vi"), "vi")) whole += text + '\n';
        CAPTURE(name);
        CHECK(by_text.emplace(whole, name).first->second == name);
    }
}

TEST_CASE("phone text a call names the counter in every place that is looked at") {
    const PhoneSite site = test::phone_site();
    Hall hall;
    const std::string number = hall.issue("civil-status", "elderly");
    hall.call();
    const Slots slots = visit_text(hall.view(number), test::phone_office(), site.words.at("vi"), "vi");
    CHECK(slots.at("tone") == "call");
    CHECK(slots.at("heading") == "Mời đến quầy\u00a01");
    CHECK(slots.at("say") == "Mời đến quầy\u00a01");
    CHECK(slots.at("title") == "H001 · Mời đến quầy\u00a01");
    CHECK(slots.at("field") == "Hộ tịch · Người cao tuổi");
    CHECK(slots.at("place") == "Quầy 1 – Hộ tịch");
    const Slots english = visit_text(hall.view(number), test::phone_office(), site.words.at("en"), "en");
    CHECK(english.at("heading") == "Please go to counter\u00a01");
    CHECK(english.at("field") == "Civil status · Elderly");
    CHECK(english.at("place") == "Quầy 1 – Hộ tịch");  // the office gave it no English name
}

TEST_CASE("phone text a range is minutes and the clock") {
    const PhoneSite site = test::phone_site();
    Hall hall;
    hall.make_expectations();
    hall.issue();
    const std::string number = hall.issue();
    Slots slots = visit_text(hall.view(number), test::phone_office(), site.words.at("vi"), "vi");
    CHECK(slots.at("ahead") == "1");
    CHECK(slots.at("minutes") == "5–12");
    CHECK(slots.at("strong") == "Khoảng 09:13 đến 09:20");
    hall.driver.pass(6 * core::minute_us);
    slots = visit_text(hall.view(number), test::phone_office(), site.words.at("en"), "en");
    CHECK(slots.at("minutes") == "under 6");
    CHECK(slots.at("strong") == "From now until 09:20");
    CHECK(slots.at("ahead_label") == "person ahead");
}

TEST_CASE("phone text languages follow the wish then the browser then the office") {
    const std::vector<std::string> offered{"vi", "en"};
    CHECK(choose_language(offered, "", "") == "vi");
    CHECK(choose_language(offered, "en", "vi") == "en");
    CHECK(choose_language(offered, "fr", "") == "vi");
    CHECK(choose_language(offered, "", "en-GB,en;q=0.9,vi;q=0.8") == "en");
    CHECK(choose_language(offered, "", "fr, EN;q=0.3 , vi;q=0.2") == "en");
    CHECK(choose_language(offered, "", "fr,*;q=0.5") == "vi");
    CHECK(choose_language(offered, "", "en;q=0, fr") == "vi");
    CHECK(choose_language(offered, "", ",,;q=,en;q=nonsense") == "en");
    core::Office office;
    office.languages = {"en", "km"};
    const PhoneSite site = test::phone_site();
    CHECK(offered_languages(office, site.words) == std::vector<std::string>{"en"});
    office.languages = {"km"};
    CHECK(offered_languages(office, site.words).size() == 2);
}
