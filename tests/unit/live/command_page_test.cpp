// Commands from the page, on a real engine behind which the journal does as told, with an audit that remembers.
#include "web/live/command_page.hpp"

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include "engine_fakes/fakes.hpp"

using namespace luot;
using namespace luot::web;
using namespace luot::web::live;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

// Notes at once, once the executor has done what is ready; or not at all.
class MemoryAudit final : public Audit {
  public:
    explicit MemoryAudit(boost::asio::io_context& context) : context_(context) {}
    void note(AuditEntry entry, Noted noted) override {
        entries.push_back(std::move(entry));
        boost::asio::post(context_, [noted = std::move(noted)] { noted(true); });
    }
    void begin(AuditEntry entry, Begun begun) override {
        if (full) return boost::asio::post(context_, [begun = std::move(begun)] { begun(std::nullopt); });
        entry.outcome = "asked";
        entries.push_back(std::move(entry));
        boost::asio::post(context_, [begun = std::move(begun), id = static_cast<std::int64_t>(entries.size())] { begun(id); });
    }
    void end(std::int64_t id, std::string outcome, Noted noted) override {
        entries.at(static_cast<std::size_t>(id - 1)).outcome = std::move(outcome);
        boost::asio::post(context_, [noted = std::move(noted)] { noted(true); });
    }
    std::vector<AuditEntry> entries;
    bool full = false;

  private:
    boost::asio::io_context& context_;
};

// A few commands by name: the real mapping is map's, which web does not see.
std::variant<core::Command, BadCommand> parse(const std::string& text) {
    const json::object body = json::parse(text).as_object();
    const core::ServiceCode land("land");
    if (const auto* limit = body.if_contains("limitService")) return core::LimitService{land, limit->at("closed").as_bool(), {}};
    if (body.contains("notice")) return core::SetNotice{body.at("notice").as_string().c_str(), false};
    if (body.contains("assign")) return core::AssignCounter{core::CounterId(1), {}, {land}};
    if (body.contains("issue")) return fakes::issue();
    if (body.contains("urgent"))
        return core::SetUrgent{core::TicketId(body.at("urgent").to_number<std::uint64_t>()), core::ReasonCode("emergency")};
    if (body.contains("cancel")) return core::Cancel{core::TicketId(body.at("cancel").to_number<std::uint64_t>()), false, {}};
    if (const auto* reprint = body.if_contains("reprint"))
        return core::Reprint{core::TicketId(reprint->at("ticket").to_number<std::uint64_t>())};
    if (body.contains("endDay")) return core::EndDay{};
    if (body.contains("callNext")) return core::CallNext{fakes::desk(), {}};
    if (body.contains("confirmClock")) return core::ConfirmClock{};
    return BadCommand{"no verb"};
}

struct Hall {
    Hall() {
        engine::ServiceOptions options;
        options.back_off = engine::BackOff{1ms, 4ms};
        service = std::make_unique<engine::Service>(context.get_executor(), core::State{}, journal, codec, moments, entropy, options);
        core::Configure configure;
        configure.office = fakes::office();
        configure.digest = "one";
        bool configured = false;
        service->submit(configure, core::Origin{}, [&](const engine::Reply&) { configured = true; });
        until([&] { return configured; });
        service->start();
        until([&] { return service->told().day_open; });
        page = CommandPage::make(*service, audit, parse);
    }
    ~Hall() { journal.let_go(); }
    template <class Done>
    void until(Done done) {
        const auto give_up = std::chrono::steady_clock::now() + 30s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            context.restart();
            context.run_one_for(5ms);
        }
    }
    // Asked; the answer comes with until().
    std::shared_ptr<std::optional<Page>> begin(const std::string& body, Access role = Access::supervisor, const std::string& who = "thuy") {
        Question question;
        question.method = Method::post;
        question.body = body;
        question.peer = "10.0.0.7";
        const Visitor visitor{who, role, false, ""};
        auto answered = std::make_shared<std::optional<Page>>();
        page->answer(Asked{question, {}, visitor}, [answered](Page answer) {
            REQUIRE(!*answered);
            *answered = std::move(answer);
        });
        return answered;
    }
    Page ask(const std::string& body, Access role = Access::supervisor, const std::string& who = "thuy") {
        const auto answered = begin(body, role, who);
        until([&] { return answered->has_value(); });
        return **answered;
    }

    boost::asio::io_context context;
    fakes::Codec codec;
    fakes::Journal journal;
    fakes::Moments moments;
    fakes::Entropy entropy;
    MemoryAudit audit{context};
    std::unique_ptr<engine::Service> service;
    std::shared_ptr<CommandPage> page;
};

std::string error(const Page& page) {
    return std::to_string(page.status) + " " + json::parse(page.body).at("error").at("code").as_string().c_str();
}

}  // namespace

TEST_CASE("a command is decided and durable and answered and in the audit with who gave it") {
    Hall hall;
    const Page page = hall.ask(R"({"limitService":{"closed":true}})");
    CHECK(page.status == 200);
    CHECK(hall.service->told().fields.at(core::ServiceCode("land")).closed);
    CHECK(json::parse(page.body).at("seq") == hall.service->told().seq);
    REQUIRE(hall.audit.entries.size() == 1);
    const AuditEntry& entry = hall.audit.entries[0];
    CHECK(entry.who == "thuy");
    CHECK(entry.role == "supervisor");
    CHECK(entry.peer == "10.0.0.7");
    CHECK(entry.what == "command");
    CHECK(entry.detail == R"({"limitService":{"closed":true}})");
    CHECK(entry.outcome == "done");
}

TEST_CASE("nothing is done before the audit has it and nothing at all where it cannot be noted") {
    Hall hall;
    hall.audit.full = true;
    CHECK(error(hall.ask(R"({"limitService":{"closed":true}})")) == "503 audit_unavailable");
    CHECK(!hall.service->told().fields.at(core::ServiceCode("land")).closed);
}

TEST_CASE("what is refused is answered by the core and on record") {
    Hall hall;
    CHECK(error(hall.ask(R"({"urgent":77})")) == "409 unknown_ticket");
    CHECK(hall.audit.entries.back().outcome == "unknown_ticket");
    CHECK(error(hall.ask(R"({"callNext":{}})")) == "403 not_permitted");
    CHECK(error(hall.ask(R"({"confirmClock":{}})")) == "403 not_permitted");
    CHECK(error(hall.ask(R"({"endDay":{}})", Access::viewer)) == "403 not_permitted");
    CHECK(error(hall.ask("no json")) == "400 bad_json");
    CHECK(error(hall.ask("{}")) == "400 bad_command");
    CHECK(error(hall.ask(R"({"endDay":{},"seen":1})")) == "400 bad_command");
    CHECK(error(hall.ask(R"({"endDay":{},"seen":{}})")) == "400 bad_command");
    CHECK(hall.audit.entries.size() == 8);
    for (const AuditEntry& entry : hall.audit.entries) CHECK(!entry.outcome.empty());
    CHECK(error(hall.ask(R"({"confirmClock":{}})", Access::administrator)) == "409 already_so");
}

TEST_CASE("priority is on record with the account that gave it") {
    Hall hall;
    const Page issued = hall.ask(R"({"issue":{"person":"c2VjcmV0"}})", Access::supervisor, "key:zalo");
    CHECK(json::parse(issued.body).at("number") == "H001");
    CHECK(hall.audit.entries[0].detail == R"({"issue":{}})");
    const std::string ticket = json::serialize(json::parse(issued.body).at("ticket"));
    CHECK(hall.service->told().tickets.begin()->second.issued_by.value == "web:key:zalo");

    struct Hears final : engine::Listener {
        void on_told(const core::State&, const core::Event& event) override {
            if (const auto* urgent = std::get_if<core::TicketMadeUrgent>(&event.body)) by = urgent->by.value;
        }
        std::string by;
    } hears;
    hall.service->subscribe(hears);
    CHECK(hall.ask(R"({"urgent":)" + ticket + "}").status == 200);
    hall.service->unsubscribe(hears);
    CHECK(hears.by == "web:thuy");
    CHECK(device_of(Visitor{std::string(200, 'x'), Access::viewer, false, ""}).value.size() == 64);
}

TEST_CASE("the audit names a ticket by the number that people see") {
    Hall hall;
    const std::string ticket = json::serialize(json::parse(hall.ask(R"({"issue":{}})").body).at("ticket"));
    hall.ask(R"({"reprint":{"ticket":)" + ticket + "}}", Access::administrator);
    CHECK(hall.audit.entries.back().detail == R"({"reprint":{"ticket":)" + ticket + R"(,"number":"H001"}})");
    CHECK(error(hall.ask(R"({"reprint":{"ticket":7777}})", Access::administrator)) == "409 unknown_ticket");
    CHECK(hall.audit.entries.back().detail == R"({"reprint":{"ticket":7777}})");
}

TEST_CASE("of two supervisors who saw the same the second is told that it changed") {
    Hall hall;
    const std::string act = R"({"assign":{},"seen":{"serves":["land"],"helps":[]}})";
    SUBCASE("one after the other") {
        CHECK(hall.ask(act).status == 200);
        const Page second = hall.ask(act, Access::supervisor, "binh");
        CHECK(error(second) == "409 changed_meanwhile");
        CHECK(json::serialize(json::parse(second.body).at("error").at("params")) == R"({"now":{"serves":[],"helps":["land"]}})");
        CHECK(hall.audit.entries.back().outcome == "changed_meanwhile");
    }
    SUBCASE("at once") {
        hall.journal.hold();
        const auto first = hall.begin(act), second = hall.begin(act, Access::supervisor, "binh");
        hall.until([&] { return second->has_value(); });
        CHECK(!first->has_value());  // not durable yet
        CHECK(error(**second) == "409 changed_meanwhile");
        hall.journal.let_go();
        hall.until([&] { return first->has_value(); });
        CHECK((*first)->status == 200);
        CHECK(hall.ask(R"({"assign":{},"seen":{"serves":[],"helps":["land"]}})").status == 200);  // nothing is left under way
    }
}

TEST_CASE("a field and a notice and a ticket may be as they were seen too") {
    Hall hall;
    CHECK(error(hall.ask(R"({"limitService":{"closed":true},"seen":{"closed":true,"quota":null}})")) == "409 changed_meanwhile");
    CHECK(hall.ask(R"({"limitService":{"closed":true},"seen":{"closed":false,"quota":null}})").status == 200);
    CHECK(hall.ask(R"({"limitService":{"closed":false}})").status == 200);
    CHECK(error(hall.ask(R"({"notice":"b","seen":{"text":"a"}})")) == "409 changed_meanwhile");
    CHECK(hall.ask(R"({"notice":"b","seen":{"text":""}})").status == 200);
    const std::string ticket = json::serialize(json::parse(hall.ask(R"({"issue":{}})").body).at("ticket"));
    CHECK(error(hall.ask(R"({"cancel":)" + ticket + R"(,"seen":{"state":"called"}})")) == "409 changed_meanwhile");
    CHECK(hall.ask(R"({"cancel":)" + ticket + R"(,"seen":{"state":"waiting"}})").status == 200);
    CHECK(error(hall.ask(R"({"cancel":7777,"seen":{"state":"waiting"}})")) == "409 changed_meanwhile");
}

TEST_CASE("while the journal fails the outcome is unknown and said to be") {
    Hall hall;
    hall.journal.script_appends({fakes::Journal::Step::fail});
    const Page page = hall.ask(R"({"endDay":{}})");
    CHECK(error(page) == "503 unavailable");
    CHECK(hall.audit.entries.back().outcome == "unavailable");
    hall.until([&] { return hall.service->health().state == engine::Health::State::serving; });
    CHECK(hall.ask(R"({"endDay":{}})").status == 200);
}
