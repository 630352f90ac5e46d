// The voice at work, from the server's pushes to the samples that a loudspeaker gets: with a clock of the test's own, and measured.
#include "board_app/speaking.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <fstream>
#include <random>

#include "sound/clip_file.hpp"
#include "sound/clip_library.hpp"
#include "temporary_folder.hpp"
#include "tones.hpp"
#include "voice/chime.hpp"
#include "voice/level.hpp"
#include "words_of/shipped.hpp"

namespace luot::board_app {
namespace {

using sound::TemporaryFolder;
using voice::testing::share_of_tone;
using voice::testing::tone;

constexpr std::int64_t ms_us = 1'000;
constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t began_us = 100 * second_us;  // of the steady clock
constexpr std::int64_t office_began_us = 1'700'000'000 * second_us;

// Makes a take when it is asked for the first time: no thread.
class PromptStudio final : public voice::Studio {
  public:
    explicit PromptStudio(const std::filesystem::path& folder) : library_(folder) {}
    void expect(std::vector<voice::Item> items) override { expected_ += items.size(); }
    void record(const voice::Plan& plan) override { wanted_ = plan; }
    std::optional<voice::Take> take() override {
        if (!wanted_ || silent) return std::nullopt;
        const voice::Plan plan = *std::exchange(wanted_, std::nullopt);
        return voice::take_of(plan, [this](const voice::Item& item) { return library_.clip(item); });
    }
    std::vector<std::string> troubles() const override { return library_.troubles(); }
    std::size_t expected() const { return expected_; }
    bool silent = false;

  private:
    sound::ClipLibrary library_;
    std::optional<voice::Plan> wanted_;
    std::size_t expected_ = 0;
};

// A hall with counters 1 to 9, and a server that gives this board the turn as soon as it says that it is able.
struct Hall {
    explicit Hall(Speaker& with_speaker, const std::filesystem::path& voices = {}, double with_speed = 1)
        : studio(voices),
          speed(with_speed),
          speaking(model, testing::shipped_words(), "board-1", with_speaker, studio,
                   {[this](const std::string& line) { lines.push_back(boost::json::parse(line).as_object()); },
                    [this](const v1::VoiceReport& report) { reports.push_back(report); }}) {
        auto& office = *snapshot.mutable_office();
        office.add_languages("vi");
        office.add_languages("en");
        office.mutable_voice()->set_chime(true);
        office.mutable_voice()->set_times(1);
        office.mutable_voice()->set_gap_ms(600);
        for (std::uint64_t id = 1; id <= 9; ++id) office.add_counters()->set_id(id);
        auto& service = *office.add_services();
        service.set_code("civil-status");
        service.mutable_range()->set_prefix("H");
        snapshot.set_seq(10);
        snapshot.set_at_us(office_began_us);
    }

    std::int64_t office_us() const { return office_began_us + static_cast<std::int64_t>(static_cast<double>(now_us - began_us) * speed); }

    void connect(std::uint64_t epoch = 1) {
        v1::Welcome welcome;
        welcome.set_epoch(epoch);
        welcome.set_seq(seq);
        welcome.set_at_us(office_us());
        welcome.set_speed(speed);
        model.on_link(true, now_us);
        model.on_welcome(welcome, now_us);
        speaking.on_welcome(welcome, now_us);
        if (!model.ready()) model.on_snapshot(snapshot, now_us);
        confirmed_us = now_us;
        run();
    }

    void run() {
        next_us = speaking.run(now_us, now_us - confirmed_us);
        CHECK(next_us > now_us);
        if (!gives_turn || reports.empty()) return;
        const auto& last = reports.back();
        if (!last.able() && turn) return say_turn(false);
        if (last.able()) said_through = std::max(said_through, last.said_through());
        if (last.able() && !turn) say_turn(true);
    }

    void say_turn(bool yours, const std::string& zone = "hall") {
        turn = yours;
        v1::VoiceTurn told;
        told.set_zone(zone);
        told.set_yours(yours);
        told.set_said_through(said_through);
        speaking.on_turn(told);
        next_us = now_us + 1;
    }

    // Time passes; the server is heard all along.
    void pass(std::int64_t us, bool heard = true) {
        const std::int64_t until = now_us + us;
        while (now_us < until) {
            now_us = std::min(std::max(next_us, now_us + 1), until);
            if (heard) confirmed_us = now_us;
            run();
        }
    }

    std::uint64_t call(const std::string& number, std::uint64_t counter, std::uint32_t calls = 1) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(office_us());
        const std::uint64_t ticket = ticket_of(number);
        status(event, counter, ticket, v1::TICKET_STATE_CALLED);
        auto& made = *event.add_changes()->mutable_call();
        made.set_seq(seq);
        made.set_at_us(event.at_us());
        made.set_ticket(ticket);
        made.set_number(number);
        made.set_service("civil-status");
        made.set_counter(counter);
        made.set_calls(calls);
        push(event);
        return seq;
    }
    void counter_has(std::uint64_t counter, const std::string& number, v1::TicketState state) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(office_us());
        status(event, counter, number.empty() ? 0 : ticket_of(number), state);
        push(event);
    }
    void notice(const std::string& text, bool urgent) {
        v1::Event event;
        event.set_seq(++seq);
        event.set_at_us(office_us());
        auto& day = *event.add_changes()->mutable_day();
        day.set_notice(text);
        day.set_notice_urgent(urgent);
        day.set_notice_seq(seq);
        day.set_notice_at_us(event.at_us());
        push(event);
    }

    void status(v1::Event& event, std::uint64_t counter, std::uint64_t ticket, v1::TicketState state) {
        auto& desk = *event.add_changes()->mutable_counter();
        desk.set_counter(counter);
        desk.set_state(v1::COUNTER_STATE_OPEN);
        desk.set_ticket(ticket);
        desk.set_ticket_state(state);
    }
    void push(const v1::Event& event) {
        model.on_event(event, now_us);
        run();
    }
    std::uint64_t ticket_of(const std::string& number) { return tickets.emplace(number, 1'000 + tickets.size()).first->second; }

    // The numbers of the lines of this kind, in order.
    std::string all(const char* kind) const {
        std::string found;
        for (const auto& line : lines) {
            if (!line.contains(kind)) continue;
            const char* key = std::string(kind) == "announce" ? "number" : kind;
            found += (found.empty() ? "" : " ") + std::string(line.at(key).as_string());
        }
        return found;
    }
    std::vector<boost::json::object> of(const char* kind) const {
        std::vector<boost::json::object> found;
        for (const auto& line : lines) {
            if (line.contains(kind)) found.push_back(line);
        }
        return found;
    }

    board::BoardModel model;
    PromptStudio studio;
    double speed;
    std::int64_t now_us = began_us;
    std::int64_t confirmed_us = began_us;
    std::int64_t next_us = began_us;
    std::uint64_t seq = 10;
    v1::Snapshot snapshot;
    std::map<std::string, std::uint64_t> tickets;
    std::vector<boost::json::object> lines;
    std::vector<v1::VoiceReport> reports;
    bool gives_turn = true;
    bool turn = false;
    std::uint64_t said_through = 0;
    Speaking speaking;
};

// Keeps what it is given, and breaks when it is told to.
class Ear final : public Speaker {
  public:
    bool able() const override { return is_able; }
    std::string trouble() const override { return is_able ? "" : "no ear"; }
    bool wants_samples() const override { return true; }
    std::int64_t latency_us() const override { return 0; }
    void begin(voice::Pcm samples, std::int64_t lasts_us, std::int64_t steady_us) override {
        CHECK_FALSE(over_us);
        CHECK(is_able);
        heard.push_back(std::move(samples));
        began.push_back(steady_us);
        over_us = steady_us + lasts_us;
    }
    Play run(std::int64_t steady_us) override {
        if (!over_us) return Play::idle;
        if (!is_able) {
            over_us.reset();
            return Play::broke;
        }
        if (steady_us < *over_us) return Play::playing;
        over_us.reset();
        return Play::ended;
    }
    bool is_able = true;
    std::vector<voice::Pcm> heard;
    std::vector<std::int64_t> began;
    std::optional<std::int64_t> over_us;
};

// Stretches of sound between silences of `gap_ms` and more.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<Stretch> stretches(const voice::Pcm& sound, std::int64_t gap_ms) {
    std::vector<Stretch> found;
    const std::size_t gap = voice::samples_of_ms(gap_ms);
    for (std::size_t i = 0; i < sound.size(); ++i) {
        if (sound[i] == 0) continue;
        if (found.empty() || i - found.back().end >= gap) found.push_back({i, i});
        found.back().end = i + 1;
    }
    return found;
}

// A voice folder of pure tones: what is heard says which clip was played. Pitches apart by a twelfth of an octave or more.
const std::map<std::string, double>& pitches() {
    static const std::map<std::string, double> known = [] {
        std::map<std::string, double> made;
        double hz = 400;
        for (const char* name : {"call.before", "next.before", "letter.H",  "digit.0",   "digit.1",   "digit.2",   "digit.3",   "digit.4",
                                 "digit.5",     "digit.6",     "digit.7",   "digit.8",   "digit.9",   "counter.1", "counter.2", "counter.3",
                                 "counter.4",   "counter.5",   "counter.6", "counter.7", "counter.8", "counter.9"}) {
            made[name] = hz;
            hz *= 1.08;
        }
        return made;
    }();
    return known;
}
constexpr std::int64_t tone_ms = 150;

void make_tones(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "vi");
    REQUIRE(sound::write_wav(folder / "chime.wav", tone(300, 200)).has_value());
    for (const auto& [name, hz] : pitches()) REQUIRE(sound::write_wav(folder / "vi" / (name + ".wav"), tone(hz, tone_ms)).has_value());
}

// "chime call.before letter.H …" as it is heard.
std::string clips_heard(const voice::Pcm& sound) {
    std::string heard;
    for (const Stretch& part : stretches(sound, 30)) {
        const std::span<const std::int16_t> samples(sound.data() + part.begin, part.end - part.begin);
        std::string name = share_of_tone(samples, 300) > 0.5 ? "chime" : "?";
        for (const auto& [clip, hz] : pitches()) {
            if (share_of_tone(samples, hz) > 0.5) name = clip;
        }
        heard += (heard.empty() ? "" : " ") + name;
    }
    return heard;
}

}  // namespace

TEST_CASE("one call is said at once as the plan says and reported from its beginning to its end") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    REQUIRE(hall.reports.size() == 1);
    CHECK(hall.reports[0].zone() == "hall");
    CHECK(hall.reports[0].able());
    CHECK(hall.speaking.has_turn());
    CHECK(hall.studio.expected() >= 10 + 1 + 9);  // digits, the letter, counters
    const auto seq = hall.call("H012", 3);
    const auto called_us = hall.now_us;
    hall.pass(20 * second_us);
    REQUIRE(ear.began.size() == 1);
    CHECK(ear.began[0] - called_us < 300 * ms_us);
    REQUIRE(hall.lines.size() == 1);
    const auto& line = hall.lines[0];
    CHECK(line.at("announce") == "Mời công dân có số H không một hai đến quầy số ba.");
    CHECK(line.at("seq").to_number<std::uint64_t>() == seq);
    CHECK(line.at("number") == "H012");
    CHECK(line.at("counter") == 3);
    CHECK(line.at("calls") == 1);
    CHECK(line.at("phrases").as_array().size() == 1);
    CHECK(line.at("duration_ms").to_number<std::int64_t>() == voice::ms_of_samples(ear.heard[0].size()));
    REQUIRE(hall.reports.size() == 3);
    CHECK(hall.reports[1].speaking() == seq);
    CHECK(hall.reports[1].ends_within_ms() >= voice::ms_of_samples(ear.heard[0].size()));
    CHECK(hall.reports[1].said_through() < seq);
    CHECK(hall.reports[2].speaking() == 0);
    CHECK(hall.reports[2].said_through() == seq);
    CHECK(hall.speaking.troubles().empty());
}

TEST_CASE("a burst of twenty calls in a wav file - in order and apart and never clipped") {
    const TemporaryFolder folder;
    make_tones(folder.path());
    const auto file = folder.path() / "hall.wav";
    std::vector<std::string> numbers;
    std::string expected;
    {
        auto speaker = make_wav_speaker(file, began_us);
        REQUIRE(speaker.has_value());
        Hall hall(**speaker, folder.path());
        hall.connect();
        std::mt19937 dice(7);
        for (int i = 0; i < 20; ++i) {
            numbers.push_back("H" + std::to_string(100 + i));
            hall.call(numbers.back(), 1 + static_cast<std::uint64_t>(i) % 9);
            hall.counter_has(1 + static_cast<std::uint64_t>(i) % 9, numbers.back(), v1::TICKET_STATE_CALLED);
            hall.pass(static_cast<std::int64_t>(dice() % 40) * ms_us);
            // The counter's earlier call no longer stands when another is called there: the eleventh ends the second, and so on.
        }
        hall.pass(120 * second_us);
        CHECK(hall.speaking.waiting() == 0);
        // Every call has one end.
        std::map<std::uint64_t, int> ends;
        for (const auto& line : hall.lines) ++ends[line.at("seq").to_number<std::uint64_t>()];
        CHECK(ends.size() == 20);
        for (const auto& [seq, count] : ends) CHECK(count == 1);
        CHECK(hall.of("announce").size() + hall.of("merged").size() + hall.of("skipped").size() == 20);
        // What should be heard, from the lines.
        const auto clips_of = [](const boost::json::object& line, const char* key, const char* before) {
            std::string clips = before;
            for (const char c : std::string(line.at(key).as_string())) clips += c == 'H' ? " letter.H" : std::string(" digit.") + c;
            return clips + " counter." + std::to_string(line.at("counter").to_number<std::uint64_t>());
        };
        for (const auto& line : hall.lines) {
            if (line.contains("skipped")) continue;
            if (!expected.empty()) expected += ' ';
            expected += line.contains("announce") ? clips_of(line, "number", "chime call.before") : clips_of(line, "merged", "next.before");
        }
        CHECK(hall.of("merged").size() >= 4);
        // Each announcement begins behind the one before and its gap.
        std::int64_t free_us = 0;
        for (const auto& line : hall.of("announce")) {
            const auto at_us = line.at("spoken_at_us").to_number<std::int64_t>();
            CHECK(at_us >= free_us);
            free_us = at_us + (line.at("duration_ms").to_number<std::int64_t>() + 600) * ms_us;
        }
    }
    const auto bytes = std::filesystem::file_size(file);
    std::ifstream in(file, std::ios::binary);
    in.seekg(44);
    voice::Pcm sound((bytes - 44) / 2);
    in.read(reinterpret_cast<char*>(sound.data()), static_cast<std::streamsize>(bytes - 44));
    CHECK(clips_heard(sound) == expected);  // one sound at a time: two at once would be no pure tone
    CHECK(voice::peak_dbfs(sound) <= voice::ceiling_dbfs + 0.05);
    for (const Stretch& part : stretches(sound, 30)) {
        const double loud = voice::loudness_lufs(
            voice::Pcm(sound.begin() + static_cast<std::ptrdiff_t>(part.begin), sound.begin() + static_cast<std::ptrdiff_t>(part.end)));
        CHECK(std::abs(loud - voice::target_lufs) < 1.5);
    }
    const auto announcements = stretches(sound, 590);
    for (std::size_t i = 1; i < announcements.size(); ++i)
        CHECK(announcements[i].begin - announcements[i - 1].end >= voice::samples_of_ms(590));
}

TEST_CASE("what is recalled or served or finished while it waits") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.call("H001", 1);
    hall.call("H002", 2);
    hall.call("H003", 3);
    hall.call("H004", 4);
    hall.call("H002", 2, 2);                                // recalled
    hall.counter_has(3, "H003", v1::TICKET_STATE_SERVING);  // came before it was said
    hall.counter_has(4, "", v1::TICKET_STATE_UNSPECIFIED);  // missed
    CHECK(hall.model.announcements().speaking()->number == "H001");
    hall.pass(30 * second_us);
    CHECK(hall.all("announce") == "H001 H002");
    CHECK(hall.all("merged") == "H002");
    CHECK(hall.all("skipped") == "H003 H004");
    CHECK(hall.of("skipped")[0].at("reason") == "being_served");
    CHECK(hall.of("skipped")[1].at("reason") == "not_called");
    CHECK(hall.of("merged")[0].at("into") == hall.of("announce")[1].at("seq"));
    CHECK(hall.reports.back().said_through() == 15);
}

TEST_CASE("the picture can follow the voice through several calls in one announcement") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    for (std::uint64_t i = 1; i <= 4; ++i) hall.call("H00" + std::to_string(i), i);
    std::vector<std::string> spoken;
    for (int i = 0; i < 3'000; ++i) {
        hall.pass(10 * ms_us);
        const auto& call = hall.model.announcements().speaking();
        const std::string number = call ? call->number : "";
        if (spoken.empty() || spoken.back() != number) spoken.push_back(number);
    }
    CHECK(spoken == std::vector<std::string>{"H001", "", "H002", "H003", "H004", ""});
}

TEST_CASE("of several calls in one announcement only the one that broke off is said again") {
    Ear ear;
    Hall hall(ear);
    hall.snapshot.mutable_office()->mutable_voice()->add_languages("vi");
    hall.snapshot.mutable_office()->mutable_voice()->add_languages("en");
    hall.connect();
    for (std::uint64_t i = 1; i <= 4; ++i) hall.call("H00" + std::to_string(i), i);
    std::vector<std::uint64_t> told;
    while (hall.now_us < began_us + 60 * second_us) {
        hall.pass(10 * ms_us);
        if (told.empty() || told.back() != hall.reports.back().said_through()) told.push_back(hall.reports.back().said_through());
        const auto& call = hall.model.announcements().speaking();
        if (call && call->number == "H004" && ear.is_able && hall.lines.size() == 4) {
            hall.pass(second_us);
            ear.is_able = false;
            hall.pass(3 * second_us);
            ear.is_able = true;
        }
    }
    CHECK(told == std::vector<std::uint64_t>{0, 11, 12, 13, 14});
    CHECK(hall.all("announce") == "H001 H002 H004");
    CHECK(hall.all("merged") == "H003 H004");
    CHECK(hall.of("interrupted").size() == 1);
}

TEST_CASE("an urgent notice is said before the calls that wait and an ordinary one is not") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.call("H001", 1);
    hall.call("H002", 2);
    hall.notice("Ordinary", false);
    hall.pass(ms_us);
    hall.notice("Urgent", true);
    hall.pass(30 * second_us);
    REQUIRE(hall.lines.size() == 3);
    CHECK(hall.lines[0].at("number") == "H001");
    CHECK(hall.lines[1].at("notice") == "Urgent");
    CHECK(hall.lines[2].at("number") == "H002");
    CHECK(hall.reports.back().said_notice() == 14);
}

TEST_CASE("a device that goes away in the middle is said to be gone and the call is said again when it is back") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    const auto seq = hall.call("H001", 1);
    hall.pass(second_us);
    ear.is_able = false;
    hall.pass(second_us);
    CHECK_FALSE(hall.reports.back().able());
    CHECK(hall.reports.back().speaking() == 0);
    CHECK(hall.reports.back().said_through() < seq);
    CHECK_FALSE(hall.speaking.has_turn());
    REQUIRE(hall.speaking.troubles().size() == 1);
    CHECK(hall.of("interrupted").size() == 1);
    SUBCASE("back within a minute") {
        hall.pass(20 * second_us);
        ear.is_able = true;
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001 H001");
        CHECK(hall.reports.back().said_through() == seq);
    }
    SUBCASE("another board has said it meanwhile") {
        hall.said_through = seq;
        hall.say_turn(false);
        ear.is_able = true;
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001");
        CHECK(hall.of("skipped")[0].at("reason") == "said_by_another");
    }
    SUBCASE("back too late") {
        hall.pass(70 * second_us);
        ear.is_able = true;
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H001");
        CHECK(hall.of("skipped")[0].at("reason") == "old");
    }
}

TEST_CASE("without the turn nothing is said and what others said is not said again") {
    Ear ear;
    Hall hall(ear);
    hall.gives_turn = false;
    hall.connect();
    const auto first = hall.call("H001", 1);
    hall.call("H002", 2);
    hall.pass(10 * second_us);
    CHECK(ear.heard.empty());
    CHECK(hall.reports.size() == 1);
    hall.said_through = first;
    hall.say_turn(true);
    hall.pass(10 * second_us);
    CHECK(hall.all("announce") == "H002");
    CHECK(hall.all("skipped") == "H001");
}

TEST_CASE("nothing begins on a line that may be dead and what is old by then is not said") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.pass(second_us);
    hall.pass(9 * second_us, false);
    hall.call("H001", 1);
    hall.pass(5 * second_us, false);
    CHECK(ear.heard.empty());
    SUBCASE("heard again in time") {
        hall.pass(10 * second_us);
        CHECK(hall.all("announce") == "H001");
    }
    SUBCASE("heard again after a minute") {
        hall.pass(60 * second_us, false);
        hall.pass(10 * second_us);
        CHECK(ear.heard.empty());
        CHECK(hall.of("skipped")[0].at("reason") == "old");
    }
}

TEST_CASE("a zone speaks for its counters and a board without a zone says nothing") {
    Ear ear;
    Hall hall(ear);
    auto& zone = *hall.snapshot.mutable_office()->mutable_voice()->add_zones();
    zone.set_code("yard");
    zone.add_counters(2);
    hall.gives_turn = false;
    SUBCASE("its counters") {
        hall.connect();
        CHECK(hall.reports[0].zone() == "yard");
        hall.say_turn(true, "yard");
        hall.call("H001", 1);
        hall.call("H002", 2);
        hall.pass(20 * second_us);
        CHECK(hall.all("announce") == "H002");
        CHECK(hall.lines.size() == 1);
    }
    SUBCASE("no zone") {
        hall.snapshot.mutable_office()->add_boards()->set_name("board-1");
        hall.connect();
        hall.say_turn(true, "");
        hall.call("H002", 2);
        hall.pass(70 * second_us);
        CHECK(hall.reports.empty());
        CHECK(ear.heard.empty());
        CHECK(hall.speaking.troubles().empty());
    }
}

TEST_CASE("an accelerated office passes the time that speaking takes and nothing is heard") {
    Ear ear;
    Hall hall(ear, {}, 60);
    hall.connect();
    hall.call("H001", 1);
    hall.call("H002", 2);
    hall.pass(second_us);
    CHECK(ear.heard.empty());
    const auto said = hall.of("announce");
    REQUIRE(said.size() == 2);
    const auto began = [&said](std::size_t i) { return said[i].at("spoken_at_us").to_number<std::int64_t>(); };
    const auto lasts_us = (said[0].at("duration_ms").to_number<std::int64_t>() + 600) * ms_us;
    CHECK(began(1) - began(0) >= lasts_us);
    CHECK(began(1) - began(0) < lasts_us + 2 * second_us);
}

TEST_CASE("a studio that does not answer is asked again and told of") {
    Ear ear;
    Hall hall(ear);
    hall.connect();
    hall.studio.silent = true;
    hall.call("H001", 1);
    hall.pass(15 * second_us);
    CHECK(hall.speaking.troubles().size() == 1);
    hall.studio.silent = false;
    hall.pass(15 * second_us);
    CHECK(hall.all("announce") == "H001");
    CHECK(hall.speaking.troubles().empty());
}

TEST_CASE("what --sound takes") {
    CHECK(parse_sound("none")->kind == SoundTo::Kind::none);
    CHECK(parse_sound("device")->name.empty());
    CHECK(parse_sound("device:USB")->name == "USB");
    CHECK(parse_sound("wav:hall.wav")->name == "hall.wav");
    for (const char* wrong : {"", "loud", "wav:", "wav", "device:", "none:x", "wav:/nowhere/at/all/hall.wav"}) {
        CAPTURE(wrong);
        const auto parsed = parse_sound(wrong);
        REQUIRE_FALSE(parsed.has_value());
        CHECK_FALSE(parsed.error().reason.empty());
    }
    CHECK(make_speaker(SoundTo{}, 0).has_value());
    CHECK_FALSE(make_speaker(SoundTo{SoundTo::Kind::wav, "/nowhere/at/all/hall.wav"}, 0).has_value());
}

}  // namespace luot::board_app
