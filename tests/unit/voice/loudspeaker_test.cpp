// A loudspeaker whose plug is pulled by the test.
#include "board_app/loudspeaker.hpp"

#include <doctest/doctest.h>

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "support/folder.hpp"
#include "tones.hpp"

namespace luot::board_app {
namespace {

constexpr std::int64_t ms_us = 1'000;
constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t latency_us = 60 * ms_us;

struct Socket {
    bool plugged = true;
    bool stuck = false;
    std::int64_t takes_ms = 10;  // in 10 ms
    int opened = 0;
    std::optional<AudioPort::Opened> answer;
    std::size_t queued = 0;
};

class TestPort final : public AudioPort {
  public:
    explicit TestPort(Socket& socket) : socket_(socket) {}
    void open() override {
        ++socket_.opened;
        socket_.queued = 0;
        socket_.answer = socket_.plugged ? Opened{{}, latency_us} : Opened{"no sound device: none", 0};
    }
    std::optional<Opened> take_opened() override { return std::exchange(socket_.answer, std::nullopt); }
    bool alive() override { return socket_.plugged; }
    bool queue(const voice::Pcm& samples) override {
        socket_.queued += samples.size();
        return socket_.plugged;
    }
    std::size_t queued() override { return socket_.queued; }
    void clear() override { socket_.queued = 0; }

  private:
    Socket& socket_;
};

// Steps of 10 ms; the device takes what it is given.
Play pass(Speaker& speaker, Socket& socket, std::int64_t& now_us, std::int64_t us) {
    Play play = Play::idle;
    for (const std::int64_t until = now_us + us; now_us < until;) {
        now_us += 10 * ms_us;
        if (socket.plugged && !socket.stuck) socket.queued -= std::min(socket.queued, voice::samples_of_ms(socket.takes_ms));
        play = speaker.run(now_us);
        if (play == Play::ended || play == Play::broke) return play;
    }
    return play;
}

}  // namespace

TEST_CASE("a sound is over when the device has taken it and what it took is heard") {
    Socket socket;
    const auto speaker = make_loudspeaker(std::make_unique<TestPort>(socket));
    std::int64_t now_us = 0;
    CHECK_FALSE(speaker->able());
    CHECK_FALSE(speaker->trouble().empty());
    CHECK(speaker->run(now_us) == Play::idle);
    CHECK(speaker->able());
    CHECK(speaker->trouble().empty());
    CHECK(speaker->latency_us() == latency_us);
    speaker->begin(voice::Pcm(voice::samples_of_ms(500), 1), 500 * ms_us, now_us);
    CHECK(pass(*speaker, socket, now_us, second_us) == Play::ended);
    CHECK(now_us >= 500 * ms_us + latency_us);
    CHECK(now_us <= 530 * ms_us + latency_us);
    CHECK(speaker->run(now_us) == Play::idle);
}

TEST_CASE("a device that is pulled out breaks the sound and is tried again ever less often") {
    Socket socket;
    const auto speaker = make_loudspeaker(std::make_unique<TestPort>(socket));
    std::int64_t now_us = 0;
    speaker->run(now_us);
    speaker->begin(voice::Pcm(voice::samples_of_ms(5'000), 1), 5 * second_us, now_us);
    CHECK(pass(*speaker, socket, now_us, second_us) == Play::playing);
    socket.plugged = false;
    CHECK(pass(*speaker, socket, now_us, second_us) == Play::broke);
    CHECK_FALSE(speaker->able());
    CHECK(speaker->trouble() == "the sound device is gone");
    socket.opened = 0;
    CHECK(pass(*speaker, socket, now_us, 32 * second_us) == Play::idle);
    CHECK(socket.opened == 5);  // after 1, 2, 4, 8 and 16 s
    CHECK(speaker->trouble() == "no sound device: none");
    pass(*speaker, socket, now_us, 3'600 * second_us);
    CHECK(socket.opened >= 5 + 3'600 / 30 - 2);
    CHECK(socket.opened <= 5 + 3'600 / 30 + 2);
    socket.plugged = true;
    pass(*speaker, socket, now_us, 31 * second_us);
    CHECK(speaker->able());
    speaker->begin(voice::Pcm(voice::samples_of_ms(100), 1), 100 * ms_us, now_us);
    CHECK(pass(*speaker, socket, now_us, second_us) == Play::ended);
}

TEST_CASE("a device that takes no sound is gone whatever the system says") {
    Socket socket;
    const auto speaker = make_loudspeaker(std::make_unique<TestPort>(socket));
    std::int64_t now_us = 0;
    speaker->run(now_us);
    socket.stuck = true;
    speaker->begin(voice::Pcm(voice::samples_of_ms(5'000), 1), 5 * second_us, now_us);
    CHECK(pass(*speaker, socket, now_us, 10 * second_us) == Play::broke);
    CHECK(now_us <= 2'100 * ms_us);
    CHECK(speaker->trouble() == "the sound device is stuck");
    socket.stuck = false;
    pass(*speaker, socket, now_us, 2 * second_us);
    CHECK(speaker->able());
    socket.plugged = false;
    speaker->begin(voice::Pcm(100, 1), ms_us, now_us);  // refused at once
    CHECK(speaker->run(now_us) == Play::broke);
}

TEST_CASE("a sound is never heard past the end that was promised") {
    Socket socket;
    const auto speaker = make_loudspeaker(std::make_unique<TestPort>(socket));
    std::int64_t now_us = 0;
    speaker->run(now_us);
    speaker->begin(voice::Pcm(voice::samples_of_ms(3'000), 1), 3 * second_us, now_us);
    SUBCASE("the device trickles") {
        socket.takes_ms = 5;
        CHECK(pass(*speaker, socket, now_us, 10 * second_us) == Play::broke);
        CHECK(now_us <= 3 * second_us + latency_us + sound_over_within_us + 10 * ms_us);
        CHECK(speaker->trouble() == "the sound device was not done in time");
    }
    SUBCASE("the program stood still") {
        CHECK(pass(*speaker, socket, now_us, 2 * second_us) == Play::playing);
        now_us += 60 * second_us;
        CHECK(speaker->run(now_us) == Play::broke);
    }
    SUBCASE("it is told to stop") {
        CHECK(pass(*speaker, socket, now_us, second_us) == Play::playing);
        speaker->stop();
        CHECK(speaker->run(now_us) == Play::idle);
        CHECK(speaker->able());
    }
    CHECK(socket.queued == 0);
}

TEST_CASE("a device that takes nothing more while nothing is said is known before the next call") {
    Socket socket;
    const auto speaker = make_loudspeaker(std::make_unique<TestPort>(socket));
    std::int64_t now_us = 0;
    speaker->run(now_us);
    CHECK(pass(*speaker, socket, now_us, 60 * second_us) == Play::idle);
    CHECK(speaker->able());
    socket.stuck = true;
    const auto stuck_at_us = now_us;
    while (speaker->able() && now_us < stuck_at_us + 60 * second_us)
        CHECK(pass(*speaker, socket, now_us, 10 * ms_us) == Play::idle);  // nothing was said, so nothing broke
    CHECK(now_us <= stuck_at_us + 13 * second_us);
    CHECK(speaker->trouble() == "the sound device is stuck");
}

TEST_CASE("a device that opens and then gets stuck is tried ever less often until it was heard") {
    Socket socket;
    socket.stuck = true;
    const auto speaker = make_loudspeaker(std::make_unique<TestPort>(socket));
    std::int64_t now_us = 0;
    while (now_us < 3'600 * second_us) {
        if (speaker->able()) speaker->begin(voice::Pcm(voice::samples_of_ms(500), 1), 500 * ms_us, now_us);
        pass(*speaker, socket, now_us, 3 * second_us);
    }
    CHECK(socket.opened >= 3'600 / 36 - 2);
    CHECK(socket.opened <= 3'600 / 30 + 6);
    socket.stuck = false;
    pass(*speaker, socket, now_us, 31 * second_us);
    REQUIRE(speaker->able());
    speaker->begin(voice::Pcm(voice::samples_of_ms(500), 1), 500 * ms_us, now_us);
    CHECK(pass(*speaker, socket, now_us, second_us) == Play::ended);
    socket.plugged = false;
    speaker->run(now_us);
    socket.plugged = true;
    pass(*speaker, socket, now_us, 1'100 * ms_us);
    CHECK(speaker->able());
}

TEST_CASE("a loudspeaker whose device hangs is let go all the same") {
    using namespace std::chrono;
    const testing::Folder folder;
    const auto pipe = folder.path / "device";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
    SDL_setenv("SDL_DISKAUDIOFILE", pipe.c_str(), 1);
    const auto began = steady_clock::now();
    const auto now_us = [&began] { return duration_cast<microseconds>(steady_clock::now() - began).count(); };
    {
        const auto speaker = make_loudspeaker("");
        while (!speaker->able() && now_us() < 180 * second_us) {
            speaker->run(now_us());
            std::this_thread::sleep_for(milliseconds(2));
        }
        REQUIRE(speaker->able());
        // As much as a pipe holds is a second's sound: nobody reads, and the device's thread hangs for good.
        speaker->begin(voice::testing::tone(1'000, 5'000), 5 * second_us, now_us());
        Play play = Play::playing;
        while (play != Play::broke && now_us() < 180 * second_us) {
            play = speaker->run(now_us());
            std::this_thread::sleep_for(milliseconds(2));
        }
        CHECK(play == Play::broke);
    }
    // What hung ends when the device comes round.
    std::array<char, 65'536> piece{};
    ssize_t got = 1;
    while (got != 0 && now_us() < 360 * second_us) {
        pollfd waiting{reader, POLLIN, 0};
        if (::poll(&waiting, 1, 1'000) == 1) got = ::read(reader, piece.data(), piece.size());
    }
    CHECK(got == 0);
    ::close(reader);
}

TEST_CASE("the loudspeaker of SDL - none and then one that keeps what it is given") {
    using namespace std::chrono;
    const testing::Folder folder;
    const auto file = folder.path / "heard.raw";
    SDL_setenv("SDL_AUDIODRIVER", "nowhere", 1);
    const auto speaker = make_loudspeaker("");
    const auto began = steady_clock::now();
    const auto now_us = [&began] { return duration_cast<microseconds>(steady_clock::now() - began).count(); };
    // Until it is so, at most for a while.
    const auto until = [&](const auto& so) {
        while (!so(speaker->run(now_us())) && now_us() < 180 * second_us) std::this_thread::sleep_for(milliseconds(2));
        return now_us() < 180 * second_us;
    };
    CHECK(until([&](Play) { return speaker->trouble().starts_with("no sound: "); }));
    CHECK_FALSE(speaker->able());
    SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
    SDL_setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
    CHECK(until([&](Play) { return speaker->able(); }));
    CHECK(speaker->trouble().empty());
    speaker->begin(voice::testing::tone(1'000, 300), 300 * ms_us, now_us());
    CHECK(until([](Play play) { return play == Play::ended; }));
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    voice::Pcm heard(bytes.size() / 2);
    std::copy_n(bytes.data(), heard.size() * 2, reinterpret_cast<char*>(heard.data()));
    while (!heard.empty() && heard.back() == 0) heard.pop_back();
    const auto first = std::find_if(heard.begin(), heard.end(), [](std::int16_t sample) { return sample != 0; });
    heard.erase(heard.begin(), first);
    CHECK(voice::ms_of_samples(heard.size()) >= 299);
    CHECK(voice::ms_of_samples(heard.size()) <= 300);
    CHECK(voice::testing::share_of_tone(heard, 1'000) > 0.99);
}

}  // namespace luot::board_app
