// The stream: what is sent, when, and that it resumes. Time and the alarm are made up.
#include "web/live/live_feed.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include <random>

using namespace luot;
using namespace luot::web;
using namespace luot::web::live;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

class FakeAlarm final : public engine::Alarm {
  public:
    struct Set {
        std::chrono::microseconds after{-1};  // below 0: not set
        std::function<void()> ring;
    };
    explicit FakeAlarm(Set& set) : set_(set) {}
    void set(std::chrono::microseconds after, std::function<void()> ring) override { set_ = {after, std::move(ring)}; }
    void cancel() override { set_ = {}; }

  private:
    Set& set_;
};

// A document of two sections and the clock.
struct Hall {
    std::shared_ptr<LiveFeed> feed(const std::string& boot = "b1") {
        return LiveFeed::make(
            boot,
            [this] {
                ++made;
                return Sections{{"now", json::object{{"at_us", now.count()}, {"local", "x"}, {"day", day}}},
                                {"counters", counters},
                                {"fields", fields}};
            },
            std::make_unique<FakeAlarm>(alarm), [this] { return now; });
    }
    // Rings if it is set, at its time.
    void ring() {
        REQUIRE(alarm.after >= 0us);
        now += std::chrono::duration_cast<std::chrono::milliseconds>(alarm.after);
        const auto ring = std::exchange(alarm, {}).ring;
        ring();
    }
    std::chrono::milliseconds now{1'000'000};
    FakeAlarm::Set alarm;
    int made = 0;
    std::string day = "2026-03-02";
    int counters = 1, fields = 1;
};

struct Heard {
    std::string id;
    json::object data;
    std::string sections() const {
        std::string all;
        for (const auto& member : data) all += (all.empty() ? "" : " ") + std::string(member.key());
        return all;
    }
};

Heard parse(const std::string& piece) {
    REQUIRE(piece.starts_with("id: "));
    REQUIRE(piece.ends_with("\n\n"));
    Heard heard;
    heard.id = piece.substr(4, piece.find('\n') - 4);
    const std::string event = "\nevent: live\ndata: ";
    REQUIRE(piece.substr(piece.find('\n'), event.size()) == event);
    const std::string data = piece.substr(piece.find('\n') + event.size());
    REQUIRE(data.find('\n') == data.size() - 2);
    heard.data = json::parse(data).as_object();
    return heard;
}

// What a page does: keeps the last of each section.
struct Viewer {
    explicit Viewer(std::shared_ptr<Stream> of) : stream(std::move(of)) {
        REQUIRE(stream != nullptr);
        stream->set_wake([this] { ++woken; });
        read();
    }
    std::string read() {
        std::string sections;
        while (const auto piece = stream->next()) {
            const Heard heard = parse(*piece);
            id = heard.id;
            for (const auto& member : heard.data) page[member.key()] = member.value();
            sections = heard.sections();
            ++pieces;
        }
        return sections;
    }
    std::shared_ptr<Stream> stream;
    std::string id;
    json::object page;
    int pieces = 0, woken = 0;
};

}  // namespace

TEST_CASE("a newcomer is sent everything and then what changes") {
    Hall hall;
    const auto feed = hall.feed();
    Viewer viewer(feed->watch(""));
    CHECK(viewer.id == "b1-1");
    CHECK(viewer.page.size() == 3);
    CHECK(viewer.read().empty());

    hall.counters = 2;
    feed->changed();
    CHECK(viewer.woken == 0);  // not from within a change
    hall.ring();
    CHECK(viewer.woken == 1);
    CHECK(viewer.read() == "now counters");
    CHECK(viewer.id == "b1-2");
    CHECK(viewer.page.at("counters") == 2);
}

TEST_CASE("however much happens two pieces a second are sent at most") {
    Hall hall;
    const auto feed = hall.feed();
    Viewer viewer(feed->watch(""));
    const auto began = hall.now;
    viewer.pieces = 0;
    for (int each = 0; each < 100; ++each) {
        hall.counters = each;
        for (int event = 0; event < 50; ++event) feed->changed();
        hall.ring();
        viewer.read();
    }
    CHECK(viewer.page.at("counters") == 99);
    CHECK(viewer.pieces <= 2 * std::chrono::duration_cast<std::chrono::seconds>(hall.now - began).count());
    CHECK(viewer.pieces > 90);
}

TEST_CASE("nobody looks while nobody watches") {
    Hall hall;
    const auto feed = hall.feed();
    for (int each = 0; each < 100; ++each) feed->changed();
    CHECK(hall.made == 0);
    CHECK(hall.alarm.after < 0us);
    { Viewer viewer(feed->watch("")); }
    CHECK(hall.alarm.after < 0us);
    CHECK(feed->viewers() == 0);
    feed->changed();
    CHECK(hall.alarm.after < 0us);
    CHECK(hall.made == 1);
}

TEST_CASE("who comes back is sent what changed meanwhile and nothing else") {
    Hall hall;
    const auto feed = hall.feed();
    auto viewer = std::make_unique<Viewer>(feed->watch(""));
    const std::string id = viewer->id;
    viewer.reset();
    SUBCASE("nothing: the clock alone, so that it knows it is back") {
        Viewer back(feed->watch(id));
        CHECK(back.page.size() == 1);
        CHECK(back.page.contains("now"));
        CHECK(back.id == id);
    }
    SUBCASE("one section") {
        hall.fields = 7;
        feed->changed();
        Viewer back(feed->watch(id));
        CHECK(back.page.size() == 2);
        CHECK(back.page.at("fields") == 7);
    }
    SUBCASE("all of it after a restart, or with an id that was never given") {
        const auto other = hall.feed("b2");
        for (const char* wrong : {"b1-1", "b2-9", "b2-", "b2-1x", "b2--1", "b", "", "b2-99999999999999999999999"}) {
            CAPTURE(wrong);
            CHECK(Viewer(other->watch(wrong)).page.size() == 3);
        }
    }
}

TEST_CASE("a slow reader is sent the newest and nothing in between") {
    Hall hall;
    const auto feed = hall.feed();
    Viewer quick(feed->watch("")), slow(feed->watch(""));
    for (int each = 2; each < 10; ++each) {
        hall.counters = each;
        if (each == 5) hall.fields = 5;
        feed->changed();
        hall.ring();
        quick.read();
    }
    CHECK(quick.pieces == 9);
    CHECK(slow.read() == "now counters fields");
    CHECK(slow.pieces == 2);
    CHECK(slow.page == quick.page);
}

TEST_CASE("what many are sent is serialised once") {
    Hall hall;
    const auto feed = hall.feed();
    Viewer one(feed->watch("")), other(feed->watch(""));
    hall.counters = 2;
    feed->changed();
    hall.ring();
    const auto first = one.stream->next(), second = other.stream->next();
    REQUIRE(first);
    CHECK(first == second);
    CHECK(hall.made == 2);
}

TEST_CASE("while nothing changes the clock is told now and then") {
    Hall hall;
    const auto feed = hall.feed();
    Viewer viewer(feed->watch(""));
    const auto began = hall.now;
    while (viewer.woken == 0) hall.ring();
    CHECK(hall.now - began == limits::clock_told);
    CHECK(viewer.read() == "now");
    CHECK(viewer.page.at("now").at("at_us") == hall.now.count());
    CHECK(hall.made > 10);  // thresholds pass without an event
}

TEST_CASE("a page that was left open for a week is right") {
    std::random_device device;
    const unsigned seed = device();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Hall hall;
    auto feed = hall.feed("b0");
    auto viewer = std::make_unique<Viewer>(feed->watch(""));
    for (int day = 1; day <= 7; ++day) {
        hall.day = "2026-03-0" + std::to_string(day);
        for (int event = 0; event < 200; ++event) {
            if (random() % 2 == 0) hall.counters = static_cast<int>(random() % 3);
            if (random() % 3 == 0) hall.fields = static_cast<int>(random() % 5);
            feed->changed();
            if (random() % 3 == 0) hall.ring();
            if (random() % 3 == 0) viewer->read();
            if (random() % 50 == 0) {  // its line breaks
                json::object page = viewer->page;
                const std::string id = viewer->id;
                viewer.reset();
                if (random() % 2 == 0) {  // and the server begins anew
                    feed->stop();
                    feed = hall.feed("b" + std::to_string(day) + std::to_string(event));
                }
                viewer = std::make_unique<Viewer>(feed->watch(id));
                for (const auto& member : viewer->page) page[member.key()] = member.value();
                viewer->page = page;
            }
        }
        hall.ring();
        viewer->read();
        CHECK(viewer->page.at("counters") == hall.counters);
        CHECK(viewer->page.at("fields") == hall.fields);
        CHECK(viewer->page.at("now").at("day").as_string() == hall.day);
    }
}

TEST_CASE("the document is whole and its id is where the stream goes on") {
    Hall hall;
    const auto feed = hall.feed();
    const auto document = json::parse(feed->document()).as_object();
    CHECK(document.at("id") == "b1-1");
    CHECK(document.size() == 4);
    hall.counters = 9;
    feed->changed();
    CHECK(json::parse(feed->document()).at("counters") == 9);  // an act is seen by whoever asks next
    CHECK(Viewer(feed->watch("b1-1")).page.size() == 2);
}

TEST_CASE("only so many watch and a stop ends every stream") {
    Hall hall;
    const auto feed = hall.feed();
    std::vector<std::shared_ptr<Stream>> streams;
    for (std::size_t each = 0; each < limits::viewers; ++each) streams.push_back(feed->watch(""));
    CHECK(feed->watch("") == nullptr);
    streams.pop_back();
    streams.push_back(feed->watch(""));
    REQUIRE(streams.back() != nullptr);
    // Woken, one viewer ends itself and another one.
    streams[0]->set_wake([&] { streams.erase(streams.begin(), streams.begin() + 2); });
    feed->stop();
    CHECK(feed->viewers() == limits::viewers - 2);
    for (const auto& stream : streams) CHECK((stream->over() && !stream->next()));
    CHECK(feed->watch("") == nullptr);
    CHECK(hall.alarm.after < 0us);
}
