#include <doctest/doctest.h>

#include <deque>
#include <string>

#include "net/session_fsm.hpp"
#include "server/enrolment.hpp"

using namespace luot;

namespace {

// Keeps nothing, and says so when it is told to.
struct CountingKeeper final : web::Keeper {
    void keep(std::vector<access::Deed> deeds, Kept kept) override {
        asked.push_back(std::move(deeds));
        waiting.push_back(std::move(kept));
    }
    void read_audit(std::int64_t, std::int64_t, AuditRead) override {}
    bool check_password(std::string, std::string, Checked) override { return false; }
    bool hash_password(std::string, Hashed) override { return false; }
    std::string random(std::size_t bytes) override { return std::string(bytes, 'r'); }
    std::string digest(std::string_view bytes) const override { return std::string(bytes); }
    web::AccessMoment now() const override { return {1'000'000'000, 0, 0}; }

    void run() {
        const auto kept = std::move(waiting.front());
        waiting.pop_front();
        kept(access::Outcome::unavailable, 0);
    }

    std::deque<std::vector<access::Deed>> asked;
    std::deque<Kept> waiting;
};

net::Hello hello(core::Role role, const std::string& device, const std::string& credential) {
    net::Hello hello;
    hello.role = role;
    hello.device = core::DeviceCode{device};
    hello.credential = credential;
    return hello;
}

struct Line final : net::AdmissionMember {
    void revoked() override {}
};

}  // namespace

TEST_CASE("signs of life - devices that come back together are one entry of the queue") {
    constexpr std::size_t devices = 300;
    CountingKeeper keeper;
    server::Enrolment enrolment(true, keeper);
    access::Book book;
    for (std::size_t number = 0; number < devices; ++number)
        book.devices.push_back({access::DeviceRole::board, "board-" + std::to_string(number), "secret-" + std::to_string(number), 1, 1});
    enrolment.replace(book);
    std::deque<Line> lines(devices);
    for (std::size_t number = 0; number < devices; ++number) {
        const access::Device& board = book.devices[number];
        enrolment.admission().joined(lines[number], hello(core::Role::board, board.name, board.digest), board.digest);
    }
    REQUIRE(keeper.asked.size() == 1);
    CHECK(keeper.asked.front().size() == 1);
    keeper.run();
    REQUIRE(keeper.asked.size() == 2);
    CHECK(keeper.asked.back().size() == devices - 1);
    keeper.run();
    CHECK(keeper.waiting.empty());
    for (Line& line : lines) enrolment.admission().left(line);
    CHECK(keeper.asked.size() == 2);  // kept a moment ago
}

TEST_CASE("enrolment - the audit says which device used a code and from where") {
    CountingKeeper keeper;
    server::Enrolment enrolment(true, keeper);
    access::Book book;
    book.codes.push_back({"K7QM3F9X", access::DeviceRole::board, "board-1", 900});
    enrolment.replace(book);
    const auto wrong = hello(core::Role::board, "board-1", "code:X"), right = hello(core::Role::board, "board-1", "code:k7qm-3f9x");
    CHECK(enrolment.admission().refuses(wrong, "10.0.0.7").has_value());
    REQUIRE(!enrolment.admission().refuses(right, "10.0.0.7").has_value());
    enrolment.admission().enrol(right, "10.0.0.7", [](const auto&) {});
    REQUIRE(keeper.asked.size() == 1);
    REQUIRE(keeper.asked.front().size() == 2);
    const access::AuditRow row = std::get<access::Note>(keeper.asked.front()[1]).row;
    CHECK(row.what == "device.enrol");
    CHECK(row.peer == "10.0.0.7");
    CHECK(row.who == "device:board-1");
    CHECK(!row.anonymous);
    std::vector<web::Figure> figures;
    enrolment.add_figures(figures);
    REQUIRE(figures.size() == 1);
    CHECK(figures.front().name == "enrolment_codes_wrong_total");
    CHECK(figures.front().value == 1);
}
