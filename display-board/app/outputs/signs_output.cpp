// A chain of counter signs on one line: opens it, writes what the chain wants written, and begins anew when the line is lost.
#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <set>
#include <utility>

#include "led/limits.hpp"
#include "led/sign_chain.hpp"
#include "outputs/byte_line.hpp"
#include "outputs/output.hpp"

namespace luot::outputs {
namespace {

namespace asio = boost::asio;
namespace limits = led::limits;
using boost::system::error_code;

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class SignsOutput : public Output, public std::enable_shared_from_this<SignsOutput> {
  public:
    SignsOutput(const asio::any_io_executor& executor, std::string address, const SignsTarget& target, std::function<void()> changed)
        : Output(std::move(address), std::move(changed)),
          target_(target),
          chain_(target.profile, target.baud),
          executor_(executor),
          pace_(executor),
          watchdog_(executor) {
        if (target_.test) chain_.test();
    }

    void start() override { open(); }

    void show(const board::Picture& picture) override {
        if (stopped_) return;
        std::set<int> shown;
        for (const auto& card : picture.counters) {
            const int address = address_of(card.counter);
            if (address == no_address) continue;
            if (chain_.show(address, picture.dark ? std::string() : card.number)) {
                shown.insert(address);
            } else {
                left_out_ = card.counter;
            }
        }
        // A counter that the office has no more shows nothing more. While nothing is known of the office, signs stay as they are.
        if (picture.phase != board::Phase::connecting) {
            for (const int address : shown_) {
                if (!shown.contains(address)) chain_.show(address, "");
            }
            shown_ = std::move(shown);
        }
        if (open_) {
            tell_working();
            step();
        }
    }

    void stop() override {
        if (stopped_) return;
        stopped_ = true;
        pace_.cancel();
        watchdog_.cancel();
        if (line_) line_->close();
    }

  private:
    static constexpr int no_address = -1;

    int address_of(std::uint64_t counter) const {
        if (target_.addresses.empty()) return static_cast<int>(std::min<std::uint64_t>(counter, 1'000'000));
        const auto found = target_.addresses.find(counter);
        return found == target_.addresses.end() ? no_address : found->second;
    }
    std::string where() const { return target_.device.empty() ? target_.host + ":" + target_.port : target_.device; }

    void tell_working() {
        std::string detail = where() + " is open";
        if (left_out_ != 0) detail += "; counter " + std::to_string(left_out_) + " has no address on this chain";
        tell(true, std::move(detail));
    }

    void open() {
        line_ = make_byte_line(executor_, target_);
        // A converter that is switched off answers nothing.
        watch_over();
        line_->open([self = shared_from_this(), line = line_](const error_code& error) {
            if (self->line_ != line || self->stopped_) return;
            self->watchdog_.cancel();
            if (error) return self->lose("cannot open " + self->where() + ": " + error.message());
            self->open_ = true;
            self->again_after_ = limits::reopen_first;
            self->chain_.rewrite();
            line->watch([self, line](const error_code& gone) {
                if (self->line_ == line && !self->stopped_) self->lose(self->where() + " is gone: " + gone.message());
            });
            self->tell_working();
            self->step();
        });
    }

    void watch_over() {
        watchdog_.expires_after(limits::write_stall);
        watchdog_.async_wait([self = shared_from_this(), line = line_](const error_code& error) {
            if (error || self->line_ != line || self->stopped_) return;
            self->lose(self->where() + (self->open_ ? " takes nothing" : " does not answer"));
        });
    }

    // Closed, and opened again after a while; each time that fails after twice as long.
    void lose(const std::string& why) {
        tell(false, why);
        const auto lost = std::exchange(line_, nullptr);
        if (lost) lost->close();
        open_ = false;
        writing_ = false;
        watchdog_.cancel();
        pace_.expires_after(again_after_);
        again_after_ = std::min(again_after_ * 2, limits::reopen_most);
        pace_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error && !self->stopped_) self->open();
        });
    }

    void step() {
        if (!open_ || writing_) return;
        auto next = chain_.next(steady_us());
        if (!next.telegram) {
            // At least one: a timer of nothing would spin.
            pace_.expires_after(std::chrono::microseconds(std::max<std::int64_t>(next.again_in_us, 1)));
            pace_.async_wait([self = shared_from_this(), line = line_](const error_code& error) {
                if (!error && !self->stopped_ && self->line_ == line) self->step();
            });
            return;
        }
        pace_.cancel();
        writing_ = true;
        watch_over();
        line_->write(*std::move(next.telegram), [self = shared_from_this(), line = line_](const error_code& error) {
            if (self->line_ != line || self->stopped_) return;
            self->writing_ = false;
            self->watchdog_.cancel();
            if (error) return self->lose(self->where() + " is gone: " + error.message());
            self->step();
        });
    }

    SignsTarget target_;
    led::SignChain chain_;
    asio::any_io_executor executor_;
    asio::steady_timer pace_;
    asio::steady_timer watchdog_;
    std::shared_ptr<ByteLine> line_;
    std::set<int> shown_;
    std::uint64_t left_out_ = 0;  // a counter whose address the profile has not
    std::chrono::milliseconds again_after_ = limits::reopen_first;
    bool open_ = false;
    bool writing_ = false;
    bool stopped_ = false;
};

}  // namespace

std::shared_ptr<Output> make_signs_output(const asio::any_io_executor& executor, std::string address, const SignsTarget& target,
                                          std::function<void()> changed) {
    return std::make_shared<SignsOutput>(executor, std::move(address), target, std::move(changed));
}

}  // namespace luot::outputs
