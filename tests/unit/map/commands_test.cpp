#include <doctest/doctest.h>
#include <google/protobuf/util/json_util.h>

#include "core/limits.hpp"
#include "coverage.hpp"
#include "fill.hpp"
#include "map/command_json.hpp"
#include "map/commands.hpp"
#include "map/text.hpp"

using namespace luot;
using luot::test::Filler;
using luot::test::for_each_alternative;
using std::string_literals::operator""s;

namespace {

// Calls visit(wire, core) for each verb that a device may send, filled.
template <class Visit>
void for_each_verb(const Visit& visit) {
    for_each_alternative<core::Command>([&]<class Verb>(std::type_identity<Verb>) {
        if constexpr (requires(Verb & verb) { luot::test::members(verb); }) {
            Verb verb = Filler().make<Verb>();
            if constexpr (std::is_same_v<Verb, core::Issue>) verb.person = "sixteen bytes\0\xFF\n"s;
            if constexpr (std::is_same_v<Verb, core::CheckIn>) verb.token = "0123456789abcdef0123456789abcdef";
            const core::Command command = std::move(verb);
            const auto wire = map::command_to_wire(command);
            REQUIRE(wire);
            visit(*wire, command);
        } else {
            CHECK_FALSE(map::command_to_wire(Verb{}));  // the server's own
        }
    });
}

core::Issue issue_of(const v1::Command& command) {
    const auto read = map::command_from_wire(command);
    REQUIRE(read);
    REQUIRE(std::holds_alternative<core::Issue>(*read));
    return std::get<core::Issue>(*read);
}

bool is_refused(const v1::Command& command) {
    return !map::command_from_wire(command);
}

}  // namespace

TEST_CASE("every verb of a device arrives as it was sent") {
    int verbs = 0;
    for_each_verb([&](const v1::Command& wire, const core::Command& command) {
        CAPTURE(wire.ShortDebugString());
        CHECK(test::unset_fields(wire) == "");
        v1::Command arrived;
        REQUIRE(arrived.ParseFromString(wire.SerializeAsString()));
        const auto read = map::command_from_wire(arrived);
        REQUIRE(read);
        CHECK(read->index() == command.index());
        CHECK(map::command_to_wire(*read)->SerializeAsString() == wire.SerializeAsString());
        ++verbs;
    });
    CHECK(verbs == v1::Command::descriptor()->field_count());
}

TEST_CASE("an absent slip wish is none and an absent appointment stays absent") {
    v1::Command command;
    command.mutable_issue()->set_service("land");
    const core::Issue issue = issue_of(command);
    CHECK(issue.slip == core::SlipWish::none);
    CHECK_FALSE(issue.appointment_us);
    CHECK(issue.ticket_class.empty());
    command.mutable_issue()->set_appointment_us(0);
    CHECK(issue_of(command).appointment_us == 0);
}

TEST_CASE("the hash of a card is sixteen bytes or nothing and a token is a word") {
    v1::Command command;
    command.mutable_issue()->set_service("land");
    CHECK(issue_of(command).person.empty());
    command.mutable_issue()->set_person(std::string(16, '\xFF'));
    CHECK(issue_of(command).person == std::string(16, '\xFF'));
    for (const std::size_t bytes : {std::size_t{1}, std::size_t{15}, std::size_t{17}, std::size_t{32}}) {
        command.mutable_issue()->set_person(std::string(bytes, 'x'));
        CHECK(is_refused(command));
    }
    v1::Command scanned;
    scanned.mutable_check_in();
    CHECK_FALSE(is_refused(scanned));  // nobody's, which the office says
    scanned.mutable_check_in()->set_token(std::string(65, 'a'));
    CHECK(is_refused(scanned));
    scanned.mutable_check_in()->set_token("a\nb");
    CHECK(is_refused(scanned));
    scanned.mutable_check_in()->set_token(std::string(64, 'a'));
    CHECK_FALSE(is_refused(scanned));
}

TEST_CASE("values of enums that are not known are refused") {
    v1::Command command;
    SUBCASE("slip wish") {
        command.mutable_issue()->set_slip(static_cast<v1::SlipWish>(3));
    }
    SUBCASE("negative slip wish") {
        command.mutable_issue()->set_slip(static_cast<v1::SlipWish>(-1));
    }
    SUBCASE("slip report") {
        command.mutable_report_slip()->set_report(static_cast<v1::SlipReport>(5));
    }
    SUBCASE("no slip report") {
        command.mutable_report_slip()->set_ticket(5);
    }
    SUBCASE("transfer kind") {
        command.mutable_transfer()->mutable_at()->set_counter(1);
        command.mutable_transfer()->set_kind(static_cast<v1::TransferKind>(3));
    }
    SUBCASE("no transfer kind") {
        command.mutable_transfer()->mutable_at()->set_counter(1);
    }
    SUBCASE("no verb") {}
    CHECK(is_refused(command));
}

TEST_CASE("a counter verb that does not say who acts is refused") {
    v1::Command command;
    SUBCASE("next") {
        command.mutable_call_next();
    }
    SUBCASE("open") {
        command.mutable_open_counter()->set_take_over(true);
    }
    SUBCASE("hold") {
        command.mutable_hold()->set_reason("form");
    }
    SUBCASE("finish") {
        command.mutable_finish()->set_outcome("accepted");
    }
    CHECK(is_refused(command));
}

TEST_CASE("a verb of a later version is refused and later fields are not") {
    v1::Command command;
    REQUIRE(command.ParseFromString(std::string("\xc2\x3e\x00", 3)));  // field 1000, empty
    CHECK(is_refused(command));
    REQUIRE(command.ParseFromString(std::string("\x0a\x09\x0a\x04land\xc0\x3e\x01", 11)));  // issue{service, field 1000}
    CHECK(issue_of(command).service.value == "land");
}

TEST_CASE("codes are bounded plain text") {
    v1::Command command;
    const auto with_service = [&](const std::string& text) {
        command.mutable_issue()->set_service(text);
        return !is_refused(command);
    };
    CHECK(with_service(std::string(core::limits::code_bytes, 'x')));
    CHECK_FALSE(with_service(std::string(core::limits::code_bytes + 1, 'x')));
    CHECK(with_service("hộ-tịch"));
    CHECK_FALSE(with_service("a\nb"));
    CHECK_FALSE(with_service(std::string("a\0b", 3)));
    CHECK_FALSE(with_service("\xff"));
    CHECK_FALSE(with_service("\x1b[2J"));

    v1::Command at;
    at.mutable_call_next()->mutable_at()->set_clerk(std::string(core::limits::code_bytes + 1, 'x'));
    CHECK(is_refused(at));
    at.mutable_call_next()->mutable_at()->set_clerk("lan");
    CHECK_FALSE(is_refused(at));
}

TEST_CASE("lists and notices and slots and grades are bounded") {
    v1::Command assign;
    for (std::size_t i = 0; i < core::limits::services; ++i) assign.mutable_assign_counter()->add_serves("s" + std::to_string(i));
    CHECK_FALSE(is_refused(assign));
    assign.mutable_assign_counter()->add_serves("one-more");
    CHECK(is_refused(assign));

    v1::Command notice;
    notice.mutable_set_notice()->set_text(std::string(500, 'x'));
    CHECK_FALSE(is_refused(notice));
    notice.mutable_set_notice()->set_text(std::string(501, 'x'));
    CHECK(is_refused(notice));
    notice.mutable_set_notice()->set_text("two\nlines");
    CHECK(is_refused(notice));
    notice.mutable_set_notice()->set_text("Máy in đang được sửa, xin quý khách chờ");
    CHECK_FALSE(is_refused(notice));

    v1::Command issue;
    issue.mutable_issue()->set_appointment_us(-1);
    CHECK(is_refused(issue));
    issue.mutable_issue()->set_appointment_us(std::numeric_limits<std::int64_t>::max());
    CHECK(is_refused(issue));

    v1::Command rate;
    rate.mutable_rate()->set_grade(255);
    CHECK_FALSE(is_refused(rate));  // the core says what a grade is
    rate.mutable_rate()->set_grade(256 + 5);
    CHECK(is_refused(rate));
}

TEST_CASE("plain text is UTF-8 without control characters") {
    const auto plain = [](std::string_view text) { return map::is_plain_text(text, 100); };
    CHECK(plain(""));
    CHECK(plain("Đất đai, ầ ỹ \xF0\x9F\x99\x82"));
    CHECK_FALSE(plain("\x7f"));
    CHECK_FALSE(plain("\xC2\x85"));          // a control character of two bytes
    CHECK_FALSE(plain("\xC0\xAF"));          // overlong
    CHECK_FALSE(plain("\xE0\x80\xAF"));      // overlong
    CHECK_FALSE(plain("\xF0\x80\x80\xAF"));  // overlong
    CHECK_FALSE(plain("\xED\xA0\x80"));      // a surrogate
    CHECK_FALSE(plain("\xF4\x90\x80\x80"));  // beyond U+10FFFF
    CHECK(plain("\xF4\x8F\xBF\xBF"));        // U+10FFFF
    CHECK_FALSE(plain("\x80"));              // a continuation alone
    CHECK_FALSE(plain("\xE1\xBA"));          // cut
    CHECK_FALSE(plain("\xF5\x80\x80\x80"));  // no such first byte
    CHECK_FALSE(map::is_plain_text("abcd", 3));
}

TEST_CASE("every verb is understood as the JSON of Protobuf") {
    for_each_verb([&](const v1::Command& wire, const core::Command& command) {
        std::string text;
        REQUIRE(google::protobuf::util::MessageToJsonString(wire, &text).ok());
        CAPTURE(text);
        const auto read = map::command_from_json(text);
        REQUIRE(std::holds_alternative<core::Command>(read));
        CHECK(std::get<core::Command>(read).index() == command.index());
        CHECK(map::command_to_wire(std::get<core::Command>(read))->SerializeAsString() == wire.SerializeAsString());
    });
}

TEST_CASE("JSON that is no command gets one clear line") {
    const auto what = [](const std::string& text) {
        const auto read = map::command_from_json(text);
        const auto* bad = std::get_if<map::BadCommandText>(&read);
        return bad == nullptr ? std::string() : bad->what;
    };
    CHECK(what(R"({"limitService":{"service":"land","closed":true}})").empty());
    CHECK(what("{}").starts_with("no verb"));
    CHECK(what("").find('\n') == std::string::npos);
    CHECK(!what("").empty());
    CHECK(!what("[]").empty());
    CHECK(!what("{\"endDay\":{},\"setNotice\":{}}").empty());
    CHECK(what(R"({"limitService":{"service":"land","colour":"red"}})").find("colour") != std::string::npos);
    CHECK(!what(R"({"openTheSafe":{}})").empty());
    CHECK(what(R"({"callNext":{}})").starts_with("callNext"));
    CHECK(what("{\"limitService\":{\"service\":\"" + std::string(core::limits::code_bytes + 1, 'x') + "\"}}").starts_with("limitService"));
    CHECK(what("{\"setNotice\":{\"text\":" + std::string(10'000, '[')).size() <= 200);
}
