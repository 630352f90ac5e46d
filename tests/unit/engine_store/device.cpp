#include "device.hpp"

namespace luot::test {

Device::Device(core::Role role, std::string code, std::vector<Step> plan)
    : role_(role), code_(std::move(code)), plan_(std::make_shared<const std::vector<Step>>(std::move(plan))) {}

core::TimeUs Device::due_us() const {
    return done_ < plan_->size() ? (*plan_)[done_].due_us : core::never;
}

Device::Sent Device::send() {
    if (sent_) return *sent_;
    if (!session_) {
        sent_ = Sent{core::OpenSession{core::DeviceCode(code_), role_, {}}, core::Origin{}};
    } else {
        core::Origin origin;
        origin.session = session_;
        origin.no = ++no_;
        origin.acked_through = acked_through_;
        origin.role = role_;
        origin.device = core::DeviceCode(code_);
        sent_ = Sent{(*plan_)[done_].command(*this), origin};
    }
    return *sent_;
}

void Device::hear(const engine::Reply& reply) {
    if (std::holds_alternative<engine::Unavailable>(reply.outcome)) {
        ++unavailable;
        return;
    }
    const Sent sent = *std::exchange(sent_, std::nullopt);
    if (const auto* refusal = std::get_if<core::Refusal>(&reply.outcome)) {
        refusals.push_back({sent.command, sent.origin, *refusal, reply.seq, reply.at_us, {}});
        words.push_back(core::to_string(refusal->code));
        ++done_;
        return;
    }
    const core::Answer& answer = std::get<core::Answer>(reply.outcome);
    if (!sent.origin.session) {
        session_ = *answer.session;
        return;
    }
    answers.push_back({session_, no_, answer});
    acked_through_ = no_;
    take(answer);
    ++done_;
}

void Device::take(const core::Answer& answer) {
    std::string told = "done";
    if (answer.finished) put_aside = *answer.finished;
    if (answer.issued) {
        issued = answer.issued->ticket;
        token = answer.issued->token;
        told = "issued " + answer.issued->number;
    }
    if (answer.called) {
        called = answer.called->ticket;
        told = "called " + answer.called->number + " time " + std::to_string(answer.called->calls);
    }
    if (answer.checked_in) told = "scanned " + answer.checked_in->number + " " + to_string(answer.checked_in->state);
    words.push_back(told);
}

}  // namespace luot::test
