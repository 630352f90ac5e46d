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
// While nothing is said, the device gets a moment of silence so often: one that takes nothing any more is known before a call needs it.
constexpr std::int64_t probe_every_us = 10 * second_us;
constexpr std::int64_t probe_ms = 20;

class Loudspeaker final : public Speaker {
  public:
    explicit Loudspeaker(std::unique_ptr<AudioPort> port) : port_(std::move(port)) { port_->open(); }

    bool able() const override { return state_ == State::open; }
    std::string trouble() const override { return able() ? std::string() : trouble_; }
    bool wants_samples() const override { return true; }
    std::int64_t latency_us() const override { return latency_us_; }

    void begin(voice::Pcm samples, std::int64_t lasts_us, std::int64_t steady_us) override {
        playing_ = true;
        over_by_us_ = steady_us + lasts_us + latency_us_ + sound_over_within_us;
        watch(port_->queued() + samples.size(), steady_us);
        empty_at_us_.reset();
        if (!port_->queue(samples)) lose("the sound device takes no sound", steady_us);
    }

    Play run(std::int64_t steady_us) override {
        look_after(steady_us);
        if (std::exchange(broke_, false)) {
            playing_ = false;
            return Play::broke;
        }
        if (!playing_) {
            probe(steady_us);
            return Play::idle;
        }
        if (left_ > 0) return Play::playing;
        // What the device has taken is heard a little later.
        if (!empty_at_us_) empty_at_us_ = steady_us;
        if (steady_us - *empty_at_us_ < latency_us_) return Play::playing;
        playing_ = false;
        wait_us_ = try_again_first_us;  // it works: whatever was wrong before is over
        return Play::ended;
    }

    void stop() override {
        if (playing_ && state_ == State::open) port_->clear();
        playing_ = broke_ = false;
        left_ = 0;
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
            watch(0, steady_us - probe_every_us);
        }
        if (state_ == State::open) look_after_open(steady_us);
        if (state_ == State::away && steady_us >= again_at_us_) {
            state_ = State::opening;
            port_->open();
        }
    }

    void look_after_open(std::int64_t steady_us) {
        if (!port_->alive()) return lose("the sound device is gone", steady_us);
        const std::size_t queued = port_->queued();
        if (queued > 0 && queued == left_ && steady_us - moved_at_us_ >= stuck_after_us)
            return lose("the sound device is stuck", steady_us);
        if (queued != left_) watch(queued, steady_us);
        // Over by now, had it been heard as it should: the program or the device stood still, and others speak by now.
        if (playing_ && left_ > 0 && steady_us >= over_by_us_) lose("the sound device was not done in time", steady_us);
    }

    void probe(std::int64_t steady_us) {
        if (state_ != State::open || left_ > 0 || steady_us - moved_at_us_ < probe_every_us) return;
        const voice::Pcm silence(voice::samples_of_ms(probe_ms));
        watch(silence.size(), steady_us);
        if (!port_->queue(silence)) lose("the sound device takes no sound", steady_us);
    }

    void watch(std::size_t left, std::int64_t steady_us) {
        left_ = left;
        moved_at_us_ = steady_us;
    }

    void lose(const std::string& why, std::int64_t steady_us) {
        trouble_ = why;
        broke_ = playing_;
        playing_ = false;
        left_ = 0;
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
    std::int64_t over_by_us_ = 0;
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
