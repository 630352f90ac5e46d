#include "soak/program_hall.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <future>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "bench/socket.hpp"
#include "board_app/board_program.hpp"
#include "board_view/load_layouts.hpp"
#include "frame/frame.hpp"
#include "frame/version.hpp"
#include "soak/kept_texts.hpp"
#include "soak/live_bytes.hpp"
#include "words/load.hpp"

namespace luot::soak {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(20);
// What moves on the board moves in real time, however fast the office is: pictures that give way to others are there until then.
constexpr auto at_rest_after = std::chrono::milliseconds(2'500);

}  // namespace

struct ProgramHall::Impl {
    explicit Impl(double with_speed) : speed(with_speed) {
        spdlog::set_level(spdlog::level::warn);
        board_app::Options options;
        options.host = "127.0.0.1";
        options.port = std::to_string(listener.port());
        options.board = "board-1";
        options.headless = true;
        options.width = 640;
        options.height = 360;
        board_app::Sinks sinks;
        sinks.said = [this](const std::string& line) { ended += is_end(line) ? 1U : 0U; };
        program.emplace(context, std::move(options), fonts, words, layouts, board_app::make_silent_speaker(), std::move(sinks), nullptr);
        program->start();
        thread = std::thread([this] { context.run(); });
    }
    ~Impl() {
        boost::asio::post(context, [this] {
            program->stop();
            context.stop();
        });
        thread.join();
    }

    // --- The server

    void tell(const v1::Envelope& envelope) {
        std::string bytes;
        frame::append(bytes, envelope.SerializeAsString());
        board->write_all(bytes);
    }

    // Answers the board until then. Whatever it says while its connection is being taken down is nobody's.
    void answer_until(Clock::time_point until) {
        while (board) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
            pollfd waiting{board->descriptor(), POLLIN, 0};
            if (::poll(&waiting, 1, std::max(static_cast<int>(left.count()), 0)) != 1) return;
            char piece[8'192];
            decoder->feed({piece, board->read_some(piece, sizeof piece, true)});
            while (const auto next = decoder->next()) {
                v1::Envelope envelope;
                if (!envelope.ParseFromString(std::string(*next))) throw std::runtime_error("the board said what is no envelope");
                answer(envelope);
            }
        }
        std::this_thread::sleep_until(until);
    }

    void answer(const v1::Envelope& said) {
        v1::Envelope reply;
        if (said.has_ping()) reply.mutable_pong()->set_stamp(said.ping().stamp());
        if (said.has_voice_report()) {
            reply.mutable_voice_turn()->set_zone(said.voice_report().zone());
            reply.mutable_voice_turn()->set_yours(true);
            reply.mutable_voice_turn()->set_said_through(said.voice_report().said_through());
        }
        if (said.has_device_report()) ++reports;
        if (said.has_hello()) greeted = true;
        if (reply.message_case() != v1::Envelope::MESSAGE_NOT_SET) tell(reply);
    }

    void take_board() {
        pollfd waiting{listener.descriptor(), POLLIN, 0};
        constexpr int ms = static_cast<int>(std::chrono::milliseconds(patience).count());
        if (::poll(&waiting, 1, ms) != 1) throw std::runtime_error("the board does not come back");
        board.emplace(listener.accepted());
        decoder.emplace(frame::from_device_bytes_max);
        greeted = false;
        const auto end = Clock::now() + patience;
        while (!greeted && Clock::now() < end) answer_until(Clock::now() + std::chrono::milliseconds(5));
        if (!greeted) throw std::runtime_error("the board does not say hello");
    }

    // --- What happens

    void wait_for(std::int64_t office_us) {
        if (began_us == 0) {
            began_us = office_us;
            began = Clock::now();
        }
        const std::chrono::duration<double, std::micro> real(static_cast<double>(office_us - began_us) / speed);
        answer_until(began + std::chrono::duration_cast<Clock::duration>(real));
    }

    void tell_of(v1::Welcome welcome) {
        take_board();
        welcome.set_speed(speed);
        welcome.set_major(frame::protocol_major);
        welcome.mutable_limits()->set_frame_bytes(256 * 1024);
        welcome.mutable_limits()->set_unacknowledged(64);
        welcome.mutable_limits()->set_ping_ms(5'000);
        welcome.mutable_limits()->set_dead_ms(12'000);
        v1::Envelope envelope;
        *envelope.mutable_welcome() = std::move(welcome);
        tell(envelope);
    }
    void tell_of(const v1::Snapshot& snapshot) {
        v1::Envelope envelope;
        *envelope.mutable_snapshot() = snapshot;
        tell(envelope);
    }
    void tell_of(const v1::Event& event) {
        v1::Envelope envelope;
        *envelope.mutable_event() = event;
        tell(envelope);
    }
    void tell_of(const Lost&) { board.reset(); }

    double speed;
    std::int64_t began_us = 0;
    Clock::time_point began;
    bench::Socket listener = bench::Socket::listening();
    std::optional<bench::Socket> board;
    std::optional<frame::Decoder> decoder;
    bool greeted = false;
    std::uint64_t reports = 0;
    std::atomic<std::uint64_t> ended = 0;
    boost::asio::io_context context{1};
    screen::Fonts fonts;
    words::Words words = words::load_words({}).value().words;
    board_view::Layouts layouts = board_view::load_layouts({}).value();
    std::optional<board_app::BoardProgram> program;
    std::thread thread;
};

ProgramHall::ProgramHall(double speed) : impl_(std::make_unique<Impl>(speed)) {}

ProgramHall::~ProgramHall() = default;

void ProgramHall::play(const std::vector<Happening>& day, std::int64_t office_us) {
    for (const auto& happening : day) {
        impl_->wait_for(happening.at_us);
        std::visit([this](const auto& told) { impl_->tell_of(told); }, happening.told);
    }
    impl_->wait_for(office_us);
}

std::size_t ProgramHall::live_bytes() {
    impl_->answer_until(Clock::now() + at_rest_after);
    std::promise<std::size_t> measured;
    boost::asio::post(impl_->context, [&] {
        keep_the_same_texts(impl_->fonts);
        measured.set_value(soak::live_bytes());
    });
    return measured.get_future().get();
}

std::uint64_t ProgramHall::reports() const {
    return impl_->reports;
}

std::uint64_t ProgramHall::ended() const {
    return impl_->ended;
}

}  // namespace luot::soak
