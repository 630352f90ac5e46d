// A panel of dots over UDP: frames at an even pace while something moves, the same frame again now and then while nothing does.
#include <algorithm>
#include <boost/asio/ip/host_name.hpp>
#include <boost/asio/ip/multicast.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "led/artnet.hpp"
#include "led/ddp.hpp"
#include "led/e131.hpp"
#include "led/limits.hpp"
#include "led_matrix/matrix.hpp"
#include "outputs/output.hpp"
#include "outputs/steady.hpp"

namespace luot::outputs {
namespace {

namespace asio = boost::asio;
namespace limits = led::limits;
using asio::ip::udp;
using boost::system::error_code;
using Protocol = PixelTarget::Protocol;

constexpr std::int64_t us_a_ms = 1'000;
constexpr std::int64_t frame_us = 1'000'000 / limits::frames_a_second;

std::chrono::steady_clock::time_point instant(std::int64_t us) {
    return std::chrono::steady_clock::time_point(std::chrono::microseconds(us));
}

// E1.31 wants a number that is this sender's alone and stays: of this machine and this output (FNV-1a, as a UUID of the custom version 8).
std::array<std::uint8_t, 16> sender_id(const std::string& address) {
    error_code ignored;  // without a name the address alone makes it
    const std::string whole = asio::ip::host_name(ignored) + '\n' + address;
    std::array<std::uint8_t, 16> id{};
    std::uint64_t hash = 14'695'981'039'346'656'037ULL;
    for (std::size_t i = 0; i < id.size(); ++i) {
        for (const char c : whole) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
        hash ^= i + 1;
        id[i] = static_cast<std::uint8_t>(hash >> 32U);
    }
    id[6] = static_cast<std::uint8_t>((id[6] & 0x0FU) | 0x80U);
    id[8] = static_cast<std::uint8_t>((id[8] & 0x3FU) | 0x80U);
    return id;
}

class PixelOutput : public Output, public std::enable_shared_from_this<PixelOutput> {
  public:
    PixelOutput(const asio::any_io_executor& executor, std::string address, const PixelTarget& target, std::function<void()> changed)
        : Output(address, std::move(changed)),
          target_(target),
          matrix_(target.panel, target.colours),
          ddp_(),
          e131_({sender_id(address), "display-board", target.priority, target.universe}),
          artnet_(target.universe, target.sync),
          socket_(executor),
          resolver_(executor),
          timer_(executor) {}

    void start() override { open(); }

    void show(const board::Picture& picture) override {
        picture_ = picture;
        if (!ready_ || stopped_) return;
        wait_until(std::max(frame_at_us_ + frame_us, steady_us()));
    }

    void stop() override {
        if (stopped_) return;
        stopped_ = true;
        timer_.cancel();
        resolver_.cancel();
        if (ready_) send_dark();
        error_code ignored;  // nothing is lost with it
        socket_.close(ignored);
    }

  private:
    bool multicast() const { return target_.host.empty(); }
    std::string where() const { return (multicast() ? "multicast" : target_.host) + ":" + std::to_string(target_.port); }

    void open() {
        if (multicast()) {
            receiver_ = udp::endpoint(udp::v4(), target_.port);
            return opened();
        }
        resolver_.async_resolve(target_.host, std::to_string(target_.port),
                                [self = shared_from_this()](const error_code& error, const udp::resolver::results_type& found) {
                                    if (self->stopped_) return;
                                    if (error) return self->fail("cannot find " + self->target_.host + ": " + error.message());
                                    self->receiver_ = found.begin()->endpoint();
                                    self->opened();
                                });
    }

    void opened() {
        error_code error;
        socket_.close(error);
        socket_.open(receiver_.protocol(), error);
        if (!error) socket_.non_blocking(true, error);
        if (!error) socket_.set_option(asio::socket_base::broadcast(true), error);
        if (!error && multicast() && !target_.network.empty()) {
            socket_.set_option(asio::ip::multicast::outbound_interface(asio::ip::make_address_v4(target_.network)), error);
        }
        // A connected socket is told when nobody listens.
        if (!error && !multicast()) socket_.connect(receiver_, error);
        if (error) return fail("cannot send to " + where() + ": " + error.message());
        ready_ = true;
        frames_well_ = 0;
        opened_us_ = steady_us();
        wait_until(opened_us_);
    }

    // Not now: once more later, each time after twice as long.
    void fail(const std::string& why) {
        tell(false, why);
        ready_ = false;
        timer_.expires_after(again_after_);
        again_after_ = std::min(again_after_ * 2, limits::reopen_most);
        timer_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error && !self->stopped_) self->open();
        });
    }

    void wait_until(std::int64_t us) {
        next_us_ = us;
        timer_.expires_at(instant(us));
        timer_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error && !self->stopped_) self->frame();
        });
    }

    // Drawn for when it was due, not for when the timer came: a running line then moves one dot with every frame.
    void frame() {
        const std::int64_t now_us = steady_us();
        const std::int64_t late_us = now_us - next_us_;
        frame_at_us_ = std::max(late_us < frame_us ? next_us_ : now_us, frame_at_us_);
        const led_matrix::Dots& dots = matrix_.draw(picture_, frame_at_us_);
        led::Bytes pixels = led_matrix::wire_pixels(dots, target_.wiring, brightness());
        const std::int64_t refresh_us = target_.refresh_ms * us_a_ms;
        if (pixels != sent_ || frame_at_us_ - sent_us_ >= refresh_us) {
            send(packets_of(pixels));
            sent_ = std::move(pixels);
            sent_us_ = frame_at_us_;
        }
        if (!trouble_.empty() && now_us - opened_us_ > limits::reopen_most / std::chrono::microseconds(1)) return look_anew();
        std::int64_t due_us = sent_us_ + refresh_us;
        if (const auto changes_us = matrix_.next_us()) due_us = std::min(due_us, *changes_us);
        wait_until(std::max(due_us, frame_at_us_ + frame_us));
    }

    // Little light is still light: only darkness is dark.
    int brightness() const { return std::max(picture_.brightness * target_.brightness / 100, 1); }

    // What is in trouble for long may have another address by now.
    void look_anew() {
        ready_ = false;
        open();
    }

    led::Packets packets_of(const led::Bytes& pixels) {
        switch (target_.protocol) {
            case Protocol::ddp:
                return ddp_.frame(pixels);
            case Protocol::e131:
                return e131_.frame(pixels);
            case Protocol::artnet:
                return artnet_.frame(pixels);
            case Protocol::flaschen_taschen:
                break;
        }
        return led::flaschen_taschen_frame(pixels, target_.panel.width, target_.panel.height, target_.place);
    }

    error_code send_one(const led::Bytes& packet, std::size_t place) {
        error_code error;
        if (multicast()) {
            const auto universe = static_cast<std::uint16_t>(target_.universe + place);
            socket_.send_to(asio::buffer(packet), {asio::ip::make_address(led::e131_multicast_group(universe)), target_.port}, 0, error);
        } else {
            socket_.send(asio::buffer(packet), 0, error);
        }
        return error;
    }

    void send(const led::Packets& packets) {
        error_code trouble;
        for (std::size_t i = 0; i < packets.size(); ++i) {
            error_code error = send_one(packets[i], i);
            // This tells of an earlier packet, and the socket did not send this one.
            if (error == asio::error::connection_refused) {
                trouble = error;
                error = send_one(packets[i], i);
            }
            // A full buffer is a lost packet like others on the way: the refresh makes up for it.
            if (error && error != asio::error::would_block) trouble = error;
        }
        tell_of(trouble);
    }

    void tell_of(const error_code& trouble) {
        const std::int64_t now_us = steady_us();
        if (trouble) {
            if (trouble_.empty()) opened_us_ = now_us;
            trouble_ = trouble == asio::error::connection_refused ? "nobody listens at " + where()
                                                                  : "cannot send to " + where() + ": " + trouble.message();
            trouble_us_ = now_us;
            frames_well_ = 0;
            return tell(false, trouble_);
        }
        ++frames_well_;
        if (!trouble_.empty() && now_us - trouble_us_ < limits::trouble_over_us) return;
        // The answer to the first frame, that nobody listens, comes with the second.
        if (frames_well_ < 2) return;
        trouble_.clear();
        again_after_ = limits::reopen_first;
        tell(true, "sending to " + where());
    }

    void send_dark() {
        const led::Bytes dark(sent_.size());
        if (target_.protocol == Protocol::e131) {
            constexpr int times = 3;
            for (int i = 0; i < times; ++i) send_last(e131_.last_frame(dark));
        } else {
            send_last(packets_of(dark));
        }
    }
    void send_last(const led::Packets& packets) {
        for (std::size_t i = 0; i < packets.size(); ++i) static_cast<void>(send_one(packets[i], i));  // there is no later to make up for it
    }

    PixelTarget target_;
    board::Picture picture_;
    led_matrix::Matrix matrix_;
    led::Ddp ddp_;
    led::E131 e131_;
    led::ArtNet artnet_;
    udp::socket socket_;
    udp::resolver resolver_;
    asio::steady_timer timer_;
    udp::endpoint receiver_;
    led::Bytes sent_;
    std::int64_t sent_us_ = 0;
    std::int64_t frame_at_us_ = 0;
    std::int64_t next_us_ = 0;
    std::int64_t opened_us_ = 0;  // and since when it is in trouble
    std::int64_t trouble_us_ = 0;
    std::string trouble_;
    int frames_well_ = 0;
    std::chrono::milliseconds again_after_ = limits::reopen_first;
    bool ready_ = false;
    bool stopped_ = false;
};

}  // namespace

std::shared_ptr<Output> make_pixel_output(const asio::any_io_executor& executor, std::string address, const PixelTarget& target,
                                          std::function<void()> changed) {
    return std::make_shared<PixelOutput>(executor, std::move(address), target, std::move(changed));
}

}  // namespace luot::outputs
