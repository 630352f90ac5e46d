#include "board_app/loudspeaker.hpp"

#include <algorithm>
#include <utility>

namespace luot::board_app {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t try_again_first_us = second_us;
constexpr std::int64_t try_again_most_us = 30 * second_us;
// A device that takes nothing for so long is gone, whatever the system says of it.
constexpr std::int64_t stuck_after_us = 2 * second_us;

class Loudspeaker final : public Speaker {
  public:
    explicit Loudspeaker(std::unique_ptr<AudioPort> port) : port_(std::move(port)) { port_->open(); }

    bool able() const override { return state_ == State::open; }
    std::string trouble() const override { return able() ? std::string() : trouble_; }
    bool wants_samples() const override { return true; }
    std::int64_t latency_us() const override { return latency_us_; }

    void begin(voice::Pcm samples, std::int64_t, std::int64_t steady_us) override {
        playing_ = true;
        left_ = samples.size();
        moved_at_us_ = steady_us;
        empty_at_us_.reset();
        if (!port_->queue(samples)) lose("the sound device takes no sound", steady_us);
    }

    Play run(std::int64_t steady_us) override {
        look_after(steady_us);
        if (std::exchange(broke_, false)) {
            playing_ = false;
            return Play::broke;
        }
        if (!playing_) return Play::idle;
        const std::size_t queued = port_->queued();
        if (queued != left_) moved_at_us_ = steady_us;
        left_ = queued;
        if (queued > 0) return Play::playing;
        // What the device has taken is heard a little later.
        if (!empty_at_us_) empty_at_us_ = steady_us;
        if (steady_us - *empty_at_us_ < latency_us_) return Play::playing;
        playing_ = false;
        return Play::ended;
    }

  private:
    enum class State : std::uint8_t { opening, open, away };

    void look_after(std::int64_t steady_us) {
        if (state_ == State::opening) {
            const auto opened = port_->take_opened();
            if (!opened) return;
            if (!opened->failure.empty()) return lose(opened->failure, steady_us);
            state_ = State::open;
            latency_us_ = opened->latency_us;
            wait_us_ = try_again_first_us;
        }
        if (state_ == State::open && !port_->alive()) return lose("the sound device is gone", steady_us);
        if (state_ == State::open && playing_ && left_ > 0 && steady_us - moved_at_us_ >= stuck_after_us && port_->queued() == left_)
            return lose("the sound device is stuck", steady_us);
        if (state_ == State::away && steady_us >= again_at_us_) {
            state_ = State::opening;
            port_->open();
        }
    }

    void lose(const std::string& why, std::int64_t steady_us) {
        trouble_ = why;
        broke_ = playing_;
        playing_ = false;
        if (state_ == State::open) port_->clear();
        state_ = State::away;
        again_at_us_ = steady_us + wait_us_;
        wait_us_ = std::min(2 * wait_us_, try_again_most_us);
    }

    std::unique_ptr<AudioPort> port_;
    State state_ = State::opening;
    std::string trouble_ = "the sound device is being opened";
    std::int64_t wait_us_ = try_again_first_us;
    std::int64_t again_at_us_ = 0;
    std::int64_t latency_us_ = 0;
    bool playing_ = false;
    bool broke_ = false;
    std::size_t left_ = 0;
    std::int64_t moved_at_us_ = 0;
    std::optional<std::int64_t> empty_at_us_;
};

}  // namespace

std::unique_ptr<Speaker> make_loudspeaker(std::unique_ptr<AudioPort> port) {
    return std::make_unique<Loudspeaker>(std::move(port));
}

std::unique_ptr<Speaker> make_loudspeaker(const std::string& device) {
    return make_loudspeaker(make_sdl_port(device));
}

}  // namespace luot::board_app
