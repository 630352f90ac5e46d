#include "simulation/device.hpp"

#include <functional>
#include <utility>

namespace luot::simulation {

std::size_t digest_of(const std::string& envelope) {
    return std::hash<std::string>{}(envelope);
}

Device::Device(World& world, Network& network, v1::Role role, std::string name, bool no_pushes)
    : world_(world), network_(network), role_(role), name_(std::move(name)), dice_(world.dice_of(name_)), no_pushes_(no_pushes) {}

Device::~Device() {
    if (life_) *life_ = false;
    if (line_) line_->leave(Side::device);
}

void Device::switch_on() {
    switch_off();
    life_ = std::make_shared<bool>(true);
    had_seq_ = 0;
    fsm_ = std::make_unique<wire::ClientFsm>(wire::Identity{role_, name_, {}, no_pushes_}, dice_.next());
    fsm_->start(instant());
    run();
}

void Device::switch_off() {
    if (!fsm_) return;
    *life_ = false;
    hang_up(0);
    fsm_.reset();
    forgotten_ += waiting_.size();
    waiting_.clear();
    frozen_ = false;
}

void Device::freeze(Time until) {
    if (!fsm_ || frozen_) return;
    frozen_ = true;
    world_.at(until, [life = life_, this] {
        if (!*life) return;
        frozen_ = false;
        if (line_) line_->listen_again(Side::device);
        fsm_->wake(instant());
        run();
    });
}

void Device::lose_line(Time late) {
    if (!fsm_ || !line_) return;
    hang_up(late);
    fsm_->disconnected(instant(), "the line was lost");
    run();
}

void Device::close_half() {
    if (line_) line_->finish(Side::device);
}

void Device::hang_up(Time late) {
    ++dialling_;
    if (!line_) return;
    line_->leave(Side::device);
    line_->finish(Side::device, late);
    line_.reset();
}

bool Device::submit(const v1::Command& command, OnReply on_reply, std::int64_t not_after_us) {
    if (!fsm_ || frozen_) return false;
    const wire::Token token = ++last_token_;
    waiting_[token] = Waiting{command, std::move(on_reply), not_after_us};
    if (fsm_->submit(command, token, not_after_us) != wire::ClientFsm::Submitted::queued) {
        waiting_.erase(token);
        return false;
    }
    run();
    return true;
}

void Device::heard(std::string_view bytes) {
    fsm_->received(bytes, instant());
    run();
}

void Device::ended() {
    hang_up(0);
    fsm_->disconnected(instant(), "the connection was closed");
    run();
}

// Not from within itself: what is done may ask for more.
void Device::run() {
    if (running_) return;
    running_ = true;
    const auto life = life_;
    while (*life) {
        auto action = fsm_->next();
        if (!action) break;
        std::visit([this](const auto& what) { carry_out(what); }, *action);
    }
    running_ = false;
}

void Device::carry_out(wire::Connect) {
    network_.dial(name_, [life = life_, this, attempt = ++dialling_](std::shared_ptr<Line> line) {
        if (!*life || attempt != dialling_) {
            if (line) line->finish(Side::device);
            return;
        }
        if (line) {
            line_ = std::move(line);
            line_run_ = server_run();
            line_->connect(Side::device, *this);
            fsm_->connected(instant());
        } else {
            fsm_->disconnected(instant(), "nobody answers");
        }
        run();
    });
}

void Device::carry_out(const wire::Send& send) {
    note_asked(send.bytes);
    if (line_) line_->say(Side::device, send.bytes);
}

std::int64_t Device::office_us() const {
    if (welcomed_us_ == 0) return 0;
    return welcomed_us_ + static_cast<std::int64_t>(static_cast<double>(world_.now() - welcomed_at_) * speed_);
}

// Whatever came of it: an answer may never be heard.
void Device::note_asked(std::string_view frames) {
    constexpr std::size_t header_bytes = 4;
    while (frames.size() >= header_bytes) {
        std::size_t length = 0;
        for (std::size_t at = 0; at < header_bytes; ++at) length = length << 8U | static_cast<unsigned char>(frames[at]);
        const std::string_view body = frames.substr(header_bytes, length);
        frames.remove_prefix(header_bytes + body.size());
        v1::Envelope envelope;
        if (!envelope.ParseFromArray(body.data(), static_cast<int>(body.size())) || !envelope.has_request()) continue;
        asked_.push_back(Asked{epoch_, fsm_->session(), envelope.request()});
    }
}

void Device::carry_out(wire::Close) {
    hang_up(0);
}

void Device::carry_out(const wire::ArmTimer& timer) {
    ++timer_;
    if (!timer.at) return;
    world_.at(timer.at->count() * millisecond, [life = life_, this, which = timer_] {
        if (!*life || which != timer_ || frozen_) return;
        fsm_->wake(instant());
        run();
    });
}

void Device::carry_out(const wire::WelcomeCame& came) {
    epoch_ = came.welcome.epoch();
    welcomed_us_ = came.welcome.at_us();
    welcomed_at_ = world_.now();
    speed_ = came.welcome.speed();
    just_welcomed_ = true;
    welcomed(came.welcome);
}

void Device::has(std::uint64_t seq) {
    had_seq_ = seq;
    had_epoch_ = epoch_;
    had_run_ = line_run_;
    just_welcomed_ = false;
}

void Device::carry_out(const wire::SnapshotCame& came) {
    pushes_.push_back(ToldPush{true, epoch_, came.snapshot.seq(), 0});
    if (just_welcomed_ && had_seq_ != 0 && had_epoch_ == epoch_ && had_run_ == line_run_)
        told_anew_.push_back(ToldAnew{epoch_, had_seq_, came.snapshot.seq()});
    has(came.snapshot.seq());
    shown(came.snapshot);
}

void Device::carry_out(const wire::EventCame& came) {
    v1::Envelope envelope;
    *envelope.mutable_event() = came.event;
    pushes_.push_back(ToldPush{false, epoch_, came.event.seq(), digest_of(envelope.SerializeAsString())});
    has(came.event.seq());
    happened(came.event);
}

void Device::carry_out(const wire::ReplyCame& came) {
    auto found = waiting_.find(came.token);
    if (found == waiting_.end()) throw Violation("answers", name_ + " was answered a command twice");
    const Waiting asked = std::move(found->second);
    waiting_.erase(found);
    replies_.push_back(ToldReply{epoch_, fsm_->session(), asked.command, asked.not_after_us, came.reply, world_.now()});
    if (world_.keeps_timeline())
        world_.note(name_, "asked " + asked.command.ShortDebugString() + " and heard " + came.reply.ShortDebugString());
    if (on_told) on_told(*this, replies_.back());
    if (asked.on_reply) asked.on_reply(came.reply);
}

void Device::carry_out(const wire::StateChanged& changed) {
    if (world_.keeps_timeline())
        world_.note(name_, std::string("link ") + (changed.state == wire::LinkState::live ? "live" : "lost") + ": " + changed.why);
    link(changed.state == wire::LinkState::live);
}

}  // namespace luot::simulation
