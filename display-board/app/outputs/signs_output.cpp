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
#include "outputs/steady.hpp"

namespace luot::outputs {
namespace {

namespace asio = boost::asio;
namespace limits = led::limits;
using boost::system::error_code;

class SignsOutput : public Output, public std::enable_shared_from_this<SignsOutput> {
  public:
    SignsOutput(const asio::any_io_executor& executor, std::string address, const SignsTarget& target, std::function<void()> changed)
        : Output(std::move(address), std::move(changed)),
          target_(target),
          chain_(target.profile, target.baud),
          executor_(executor),
          pace_(executor),
          watchdog_(executor),
          end_timer_(executor) {
        if (!target_.test) return;
        // Signs are hung up before there is an office.
        chain_.test();
        for (const auto& [counter, at] : target_.addresses) chain_.show(at, "");
    }

    void start() override { open(); }

    void show(const board::Picture& picture) override {
        if (stopped_) return;
        const bool known = picture.phase != board::Phase::connecting;
        if (known) left_out_.clear();
        std::set<int> shown;
        for (const auto& card : picture.counters) {
            const int address = address_of(card.counter);
            if (address == no_address) continue;
            if (chain_.show(address, picture.dark ? std::string() : card.number)) {
                shown.insert(address);
            } else {
                left_out_.insert(card.counter);
            }
        }
        // A counter that the office has no more shows nothing more. While nothing is known of the office, signs stay as they are.
        if (known) {
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
        if (!open_) return end();
        chain_.darken();
        end_timer_.expires_after(limits::signs_dark_most);
        end_timer_.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error) self->end();
        });
        step();
    }
    bool going_dark() const override { return stopped_ && !ended_; }

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
        if (!left_out_.empty()) {
            constexpr std::size_t named_most = 8;
            detail += left_out_.size() == 1 ? "; counter " : "; counters ";
            std::size_t named = 0;
            for (const std::uint64_t counter : left_out_) {
                if (named == named_most) break;
                detail += (named++ == 0 ? "" : ", ") + std::to_string(counter);
            }
            if (left_out_.size() > named) detail += " and " + std::to_string(left_out_.size() - named) + " more";
            detail += left_out_.size() == 1 ? " has no address on this chain" : " have no address on this chain";
        }
        tell(true, std::move(detail));
    }

    void end() {
        ended_ = true;
        pace_.cancel();
        watchdog_.cancel();
        end_timer_.cancel();
        if (line_) line_->close();
    }

    void open() {
        line_ = make_byte_line(executor_, target_);
        // A converter that is switched off answers nothing.
        watch_over();
        line_->open([self = shared_from_this(), line = line_](const error_code& error) {
            if (self->line_ != line || self->ended_) return;
            self->watchdog_.cancel();
            if (error) return self->lose("cannot open " + self->where() + ": " + error.message());
            self->open_ = true;
            self->again_after_ = limits::reopen_first;
            self->chain_.rewrite();
            line->watch([self, line](const error_code& gone) {
                if (self->line_ == line && !self->ended_) self->lose(self->where() + " is gone: " + gone.message());
            });
            self->tell_working();
            self->step();
        });
    }

    void watch_over() {
        watchdog_.expires_after(limits::write_stall);
        watchdog_.async_wait([self = shared_from_this(), line = line_](const error_code& error) {
            if (error || self->line_ != line || self->ended_) return;
            self->lose(self->where() + (self->open_ ? " takes nothing" : " does not answer"));
        });
    }

    // Closed, and opened again after a while; each time that fails after twice as long.
    void lose(const std::string& why) {
        if (stopped_) return end();
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
        const std::int64_t now_us = steady_us();
        // What the line has taken is on its way for a while yet.
        if (stopped_ && chain_.all_told() && chain_.line_free_in_us(now_us) == 0) return end();
        auto next = chain_.next(now_us);
        if (!next.telegram) {
            // At least one: a timer of nothing would spin.
            pace_.expires_after(std::chrono::microseconds(std::max<std::int64_t>(next.again_in_us, 1)));
            pace_.async_wait([self = shared_from_this(), line = line_](const error_code& error) {
                if (!error && !self->ended_ && self->line_ == line) self->step();
            });
            return;
        }
        pace_.cancel();
        writing_ = true;
        watch_over();
        line_->write(*std::move(next.telegram), [self = shared_from_this(), line = line_](const error_code& error) {
            if (self->line_ != line || self->ended_) return;
            self->writing_ = false;
            self->watchdog_.cancel();
            if (error) return self->lose(self->where() + " is gone: " + error.message());
            self->chain_.written(steady_us());
            self->step();
        });
    }

    SignsTarget target_;
    led::SignChain chain_;
    asio::any_io_executor executor_;
    asio::steady_timer pace_;
    asio::steady_timer watchdog_;
    asio::steady_timer end_timer_;  // going dark takes no longer
    std::shared_ptr<ByteLine> line_;
    std::set<int> shown_;
    std::set<std::uint64_t> left_out_;  // counters whose address the profile has not
    std::chrono::milliseconds again_after_ = limits::reopen_first;
    bool open_ = false;
    bool writing_ = false;
    bool stopped_ = false;  // nothing more but blanks
    bool ended_ = false;    // nor these
};

}  // namespace

std::shared_ptr<Output> make_signs_output(const asio::any_io_executor& executor, std::string address, const SignsTarget& target,
                                          std::function<void()> changed) {
    return std::make_shared<SignsOutput>(executor, std::move(address), target, std::move(changed));
}

}  // namespace luot::outputs
