#include "web/phone/phone_pages.hpp"

#include <deque>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "core/permissions.hpp"
#include "hall.hpp"

using namespace luot;
using namespace luot::web;
using test::Hall;

namespace {

// The pages before a small office whose core decides at once, and answers when it is let.
struct Office {
    explicit Office(phone::Limits limits = {}, const core::Office& office = test::phone_office(), bool audited = false)
        : hall(office), pages(house(audited), test::phone_site(), limits) {
        pages.add_to(router);
        answer = router.answerer();
    }

    phone::House house(bool audited) {
        phone::House made;
        made.told = [this]() -> const core::State& { return hall.driver.state; };
        made.now = [this] { return hall.now(); };
        made.real_us = [this] { return real_us; };
        made.submit = [this](const core::Command& command, std::function<void(const engine::Reply&)> on_reply) {
            if (!accepting) return false;
            CHECK(core::may(core::Role::phone, command));
            commands.push_back(command);
            decided.emplace_back([this, command, on_reply = std::move(on_reply)] {
                engine::Reply reply;
                const auto result = hall.driver.run(command, core::Role::phone, "phone");
                if (result) reply.outcome = core::Answer();
                if (!result) reply.outcome = result.error();
                if (lost) reply.outcome = engine::Unavailable();
                on_reply(reply);
            });
            return true;
        };
        if (audited) made.audit = &notes;
        return made;
    }

    // The page, once everything was decided.
    Page ask(Method method, const std::string& path, const std::string& body = {}, std::map<std::string, std::string> headers = {}) {
        auto page = begin(method, path, body, std::move(headers));
        while (!decided.empty()) decide();
        REQUIRE(page->has_value());
        return std::move(**page);
    }
    std::shared_ptr<std::optional<Page>> begin(Method method, const std::string& path, const std::string& body = {},
                                               std::map<std::string, std::string> headers = {}) {
        Question question;
        question.method = method;
        question.path = path.substr(0, path.find('?'));
        if (path.find('?') != std::string::npos) question.query = path.substr(path.find('?') + 1);
        question.peer = "10.0.0.7";
        question.headers = std::move(headers);
        if (method == Method::post) question.headers.try_emplace("content-type", "application/json");
        question.headers.try_emplace("host", "luot.example");
        question.body = body;
        auto page = std::make_shared<std::optional<Page>>();
        answer(question, [page](Page made) {
            CHECK_FALSE(page->has_value());
            *page = std::move(made);
        });
        return page;
    }
    void decide() {
        const auto next = std::move(decided.front());
        decided.pop_front();
        next();
    }
    Page get(const std::string& path, std::map<std::string, std::string> headers = {}) {
        return ask(Method::get, path, {}, std::move(headers));
    }
    Page post(const std::string& path, const std::string& body = "{}", std::map<std::string, std::string> headers = {}) {
        return ask(Method::post, path, body, std::move(headers));
    }
    std::string visits(const std::string& number) const { return "/api/v1/visits/" + hall.token(number); }

    Hall hall;
    std::int64_t real_us = 0;
    bool accepting = true;
    bool lost = false;
    std::vector<core::Command> commands;
    std::deque<std::function<void()>> decided;
    test::Notes notes{decided};
    Router router;
    phone::PhonePages pages;
    AnswerPage answer;
};

bool has(const Page& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

std::string header(const Page& page, const std::string& name) {
    for (const auto& [key, value] : page.headers)
        if (key == name) return value;
    return {};
}

std::string error_of(const Page& page) {
    const auto json = boost::json::parse(page.body);
    return std::string(json.at("error").at("code").as_string());
}

}  // namespace

TEST_CASE("phone pages the page comes with the visit in it in the language that is asked for") {
    Office office;
    const std::string number = office.hall.issue("civil-status", "elderly");
    const std::string path = "/t/" + office.hall.token(number);
    Page page = office.get(path);
    CHECK(page.status == 200);
    CHECK(page.type == "text/html; charset=utf-8");
    CHECK(has(page, "<html lang=\"vi\">"));
    CHECK(has(page, ">" + number + "</span>"));
    CHECK(has(page, "Hộ tịch · Người cao tuổi"));
    CHECK(has(page, "http-equiv=\"refresh\""));
    CHECK(has(page, "href=\"?lang=en\""));
    CHECK_FALSE(has(page, "{{"));
    CHECK(has(page, "data-gone-sentence=\"Ngày làm việc đã kết thúc"));
    CHECK(has(office.get(path + "?lang=en"), "<html lang=\"en\">"));
    page = office.get(path, {{"accept-language", "en-US,en;q=0.9"}});
    CHECK(has(page, "<html lang=\"en\">"));
    CHECK(has(page, "Civil status · Elderly"));
    CHECK(has(office.get(path + "?lang=xx"), "<html lang=\"vi\">"));
    office.hall.call();
    page = office.get(path);
    CHECK(has(page, "tone-call"));
    CHECK(has(page, "Mời đến quầy\u00a01"));
    office.hall.start();
    office.hall.finish();
    page = office.get(path);
    CHECK(has(page, "tone-over"));
    CHECK_FALSE(has(page, "http-equiv=\"refresh\""));
}

TEST_CASE("phone pages the address is nowhere in what is shown and no other visit can be found from it") {
    Office office;
    const std::string number = office.hall.issue();
    const std::string other = office.hall.issue();
    for (const std::string& path : {"/t/" + office.hall.token(number), office.visits(number)}) {
        const Page page = office.get(path);
        CHECK_FALSE(has(page, office.hall.token(number)));
        CHECK_FALSE(has(page, office.hall.token(other)));
        CHECK_FALSE(has(page, other));
        CHECK_FALSE(has(page, "\"id\":" + std::to_string(office.hall.driver.id(number).value)));
        CHECK_FALSE(has(page, "ticket"));
        CHECK_FALSE(has(page, "clerk"));
    }
}

TEST_CASE("phone pages unknown old and malformed tokens are the same answer") {
    Office office;
    const std::string number = office.hall.issue();
    const std::string dead = office.hall.token(number);
    office.hall.driver.set_time(test::monday_at(8, 0) + core::day_us);
    const Page page = office.get("/t/" + std::string(32, '0'));
    CHECK(page.status == 404);
    CHECK(has(page, "Không có số này"));
    CHECK_FALSE(has(page, "0000"));
    for (const std::string& token : {dead, std::string("x"), std::string(300, 'a'), std::string("a b"), std::string("đ")}) {
        CAPTURE(token);
        const Page same = office.get("/t/" + token);
        CHECK(same.status == 404);
        CHECK(same.body == page.body);
        CHECK(same.headers == page.headers);
        for (const char* rest : {"", "/events"}) {
            const Page data = office.get("/api/v1/visits/" + token + rest);
            CHECK(data.status == 404);
            CHECK(error_of(data) == "not_found");
        }
        for (const char* deed : {"/cancel", "/return", "/rating"}) CHECK(office.post("/api/v1/visits/" + token + deed).status == 404);
    }
    CHECK(office.commands.empty());
}

TEST_CASE("phone pages a number is cancelled once and a repeat gets the same answer") {
    Office office;
    const std::string number = office.hall.issue();
    const Page first = office.post(office.visits(number) + "/cancel");
    CHECK(first.status == 200);
    CHECK(has(first, R"("state":"cancelled")"));
    CHECK(office.hall.view(number).cancel_kind == core::CancelKind::walk_out);
    const Page again = office.post(office.visits(number) + "/cancel");
    CHECK(again.status == 200);
    CHECK(again.body == first.body);
    CHECK(office.commands.size() == 1);
}

TEST_CASE("phone pages two presses under way at once are one cancellation and two same answers") {
    Office office;
    const std::string number = office.hall.issue();
    const auto first = office.begin(Method::post, office.visits(number) + "/cancel", "{}");
    const auto second = office.begin(Method::post, office.visits(number) + "/cancel", "{}");
    CHECK_FALSE(first->has_value());
    office.decide();
    office.decide();
    CHECK(first->value().status == 200);
    CHECK(second->value().status == 200);
    CHECK(first->value().body == second->value().body);
}

TEST_CASE("phone pages what is no longer possible is refused with the reason of the core") {
    Office office;
    const std::string number = office.hall.issue();
    CHECK(error_of(office.post(office.visits(number) + "/rating", R"({"grade":5})")) == "wrong_state");
    CHECK(error_of(office.post(office.visits(number) + "/return")) == "wrong_state");
    office.hall.call();
    office.hall.start();
    const Page page = office.post(office.visits(number) + "/cancel");
    CHECK(page.status == 409);
    CHECK(error_of(page) == "wrong_state");
    const std::string voided = office.hall.issue();
    office.hall.must(core::Cancel{office.hall.driver.id(voided), true, core::ReasonCode("issued-by-mistake")}, core::Role::supervisor);
    CHECK(office.post(office.visits(voided) + "/cancel").status == 409);  // not what the citizen did
}

TEST_CASE("phone pages what can no longer be is refused before anything is noted") {
    Office office({}, test::phone_office(), true);
    const std::string number = office.hall.issue();
    office.hall.serve();
    for (int press = 0; press < 50; ++press) {
        office.real_us += 20'000'000;
        CHECK(error_of(office.post(office.visits(number) + "/cancel")) == "ticket_ended");
        CHECK(error_of(office.post(office.visits(number) + "/return")) == "ticket_ended");
    }
    CHECK(office.notes.entries.empty());
    CHECK(office.commands.empty());
    office.real_us += 20'000'000;
    CHECK(office.post(office.visits(number) + "/rating", R"({"grade":4})").status == 200);
    CHECK(office.post(office.visits(number) + "/rating", R"({"grade":4})").status == 200);
    CHECK(error_of(office.post(office.visits(number) + "/rating", R"({"grade":1})")) == "already_rated");
    REQUIRE(office.notes.entries.size() == 1);
    CHECK(office.notes.entries[0].what + " " + office.notes.entries[0].outcome == "visit.rate done");
}

TEST_CASE("phone pages what falls due first is left to the core") {
    Office office({}, test::phone_office(), true);
    const std::string number = office.hall.issue();
    office.hall.driver.now_us += core::day_us;  // nothing has closed the day yet
    CHECK(office.post(office.visits(number) + "/cancel").status == 404);
    CHECK(office.notes.entries.size() == 1);
}

TEST_CASE("phone pages citizens have their share of what is noted at once") {
    phone::Limits limits;
    limits.deeds_under_way = 2;
    Office office(limits, test::phone_office(), true);
    std::vector<std::string> paths;
    std::vector<std::shared_ptr<std::optional<Page>>> under_way;
    for (int citizen = 0; citizen < 3; ++citizen) paths.push_back(office.visits(office.hall.issue()) + "/cancel");
    for (const std::string& path : paths) under_way.push_back(office.begin(Method::post, path, "{}"));
    REQUIRE(under_way[2]->has_value());
    CHECK(under_way[2]->value().status == 503);
    CHECK(header(under_way[2]->value(), "Retry-After") == "1");
    CHECK(office.notes.entries.size() == 2);
    while (!office.decided.empty()) office.decide();
    CHECK(under_way[0]->value().status == 200);
    CHECK(under_way[1]->value().status == 200);
    CHECK(office.post(paths[2]).status == 200);
}

TEST_CASE("phone pages an opinion counts once and its repeat is the same") {
    Office office;
    const std::string number = office.hall.issue();
    office.hall.serve();
    const std::string path = office.visits(number) + "/rating";
    for (const char* body :
         {"", "[]", "{}", R"({"grade":"5"})", R"({"grade":0})", R"({"grade":6})", R"({"grade":3})", R"({"grade":4.0})"}) {
        CAPTURE(body);
        office.real_us += 60'000'000;
        CHECK(office.post(path, body).status == 400);
    }
    office.real_us += 60'000'000;
    CHECK(office.post(path, R"({"grade":4})").status == 200);
    CHECK(office.post(path, R"({"grade":4})").status == 200);
    const Page other = office.post(path, R"({"grade":1})");
    CHECK(other.status == 409);
    CHECK(error_of(other) == "already_rated");
    CHECK(office.hall.driver.ticket(number).rating == 4);
    CHECK(has(office.get(office.visits(number)), R"("rated":true)"));

    core::Office silent = test::phone_office();
    silent.desk.rating.on = false;
    Office unasked({}, silent);
    const std::string third = unasked.hall.issue();
    unasked.hall.serve();
    CHECK(error_of(unasked.post(unasked.visits(third) + "/rating", R"({"grade":4})")) == "not_asked");
}

TEST_CASE("phone pages a held number comes back and a journal that is away is said") {
    Office office;
    const std::string number = office.hall.issue();
    office.hall.call();
    office.hall.start();
    office.hall.must(core::Hold{Hall::at(1), core::ReasonCode("filling-form")});
    CHECK(office.post(office.visits(number) + "/return").status == 200);
    CHECK(office.post(office.visits(number) + "/return").status == 200);
    CHECK(office.hall.driver.ticket(number).hold_returned);

    const std::string other = office.hall.issue();
    office.accepting = false;
    Page page = office.post(office.visits(other) + "/cancel");
    CHECK(page.status == 503);
    CHECK(error_of(page) == "unavailable");
    CHECK(header(page, "Retry-After") == "1");
}

TEST_CASE("phone pages deeds come from the page itself") {
    Office office;
    const std::string number = office.hall.issue();
    const std::string path = office.visits(number) + "/cancel";
    CHECK(office.post(path, "{}", {{"content-type", "text/plain"}}).status == 415);
    CHECK(office.post(path, "{}", {{"content-type", ""}}).status == 415);
    CHECK(office.post(path, "{}", {{"sec-fetch-site", "cross-site"}}).status == 403);
    CHECK(office.post(path, "{}", {{"sec-fetch-site", "same-site"}}).status == 403);
    CHECK(office.post(path, "{}", {{"origin", "https://evil.example"}}).status == 403);
    CHECK(office.post(path, "{}", {{"origin", "null"}}).status == 403);
    CHECK(office.hall.view(number).state == core::TicketState::waiting);
    CHECK(office
              .post(path, "{}",
                    {{"content-type", "application/json; charset=utf-8"},
                     {"sec-fetch-site", "same-origin"},
                     {"origin", "https://luot.example"}})
              .status == 200);
}

TEST_CASE("phone pages who asks too often waits and honest people behind the same address do not") {
    phone::Limits limits;
    limits.token = {3, 10'000'000};
    limits.unknown = {5, 10'000'000};
    Office office(limits);
    const std::string number = office.hall.issue();
    const std::string other = office.hall.issue();
    for (int i = 0; i < 3; ++i) CHECK(office.get("/t/" + office.hall.token(number)).status == 200);
    const Page page = office.get("/t/" + office.hall.token(number));
    CHECK(page.status == 429);
    CHECK(header(page, "Retry-After") == "10");
    CHECK(has(page, "sau 10 giây"));
    CHECK(office.get(office.visits(number)).status == 429);
    CHECK(office.get("/t/" + office.hall.token(other)).status == 200);
    for (int i = 0; i < 5; ++i) CHECK(office.get("/t/guess" + std::to_string(i)).status == 404);
    CHECK(office.get("/t/guess").status == 429);
    CHECK(office.get("/api/v1/visits/guess").status == 429);
    CHECK(error_of(office.get("/api/v1/visits/guess/events")) == "too_many_requests");
    CHECK(office.get("/t/" + office.hall.token(other)).status == 200);
    office.real_us += 10'000'000;
    CHECK(office.get("/t/guess").status == 404);
    CHECK(office.get("/t/" + office.hall.token(number)).status == 200);
}

TEST_CASE("phone pages events tell the visit and are told of the call") {
    Office office;
    const std::string number = office.hall.issue();
    Page page = office.get(office.visits(number) + "/events?lang=en");
    CHECK(page.status == 200);
    CHECK(page.type == "text/event-stream");
    REQUIRE(page.stream);
    CHECK(page.stream->next().value().find("Nobody is ahead of you") != std::string::npos);
    office.hall.call();
    office.pages.streams().look(office.hall.token(number));
    CHECK(page.stream->next().value().find("Please go to counter\u00a01") != std::string::npos);
    office.hall.start();
    office.hall.finish();
    office.pages.streams().look();
    CHECK(page.stream->next().value().find(R"("final":true)") != std::string::npos);
    CHECK(page.stream->over());
}

TEST_CASE("phone pages the public page is for every website and made once a second") {
    Office office;
    Page page = office.get("/api/v1/public", {{"origin", "https://thanhxuan.example"}});
    CHECK(page.status == 200);
    CHECK(header(page, "Access-Control-Allow-Origin") == "*");
    CHECK(header(page, "Cache-Control") == "public, max-age=5");
    CHECK(has(page, R"("waiting":0)"));
    office.hall.issue();
    CHECK(office.get("/api/v1/public").body == page.body);
    office.real_us += 1'000'000;
    CHECK(has(office.get("/api/v1/public"), R"("waiting":1)"));
    page = office.get("/public");
    CHECK(has(page, "Hộ tịch"));
    CHECK(has(page, "Đang nhận số"));
    CHECK(has(page, "http-equiv=\"refresh\""));
    CHECK(header(page, "Content-Security-Policy").find("frame-ancestors *") != std::string::npos);
    CHECK(has(office.get("/public?lang=en"), "Civil status"));
}
