#include "wire/outbox.hpp"

#include <cstdlib>
#include <utility>

namespace luot::wire {

Outbox::Added Outbox::add(const v1::Command& command, Token token, std::int64_t not_after_us) {
    if (command.ByteSizeLong() > limits::command_bytes_max) return Added::too_long;
    if (waiting_.size() >= limits::waiting_max) return Added::full;
    waiting_.push_back(Entry{token, command, not_after_us});
    return Added::queued;
}

v1::Request Outbox::request(std::uint64_t no, const Entry& entry) const {
    v1::Request out;
    out.set_no(no);
    out.set_acked_through(acked_through());
    *out.mutable_command() = entry.command;
    out.set_not_after_us(entry.not_after_us);
    return out;
}

std::optional<v1::Request> Outbox::next(std::uint64_t unacknowledged) {
    if (held_) return std::nullopt;
    if (!repeat_.empty()) {
        const auto no = *repeat_.begin();
        repeat_.erase(repeat_.begin());
        return request(no, sent_.at(no));
    }
    if (waiting_.empty() || last_no_ - acked_through() >= unacknowledged) return std::nullopt;
    const auto no = ++last_no_;
    const auto& entry = sent_.emplace(no, std::move(waiting_.front())).first->second;
    waiting_.pop_front();
    return request(no, entry);
}

void Outbox::repeat_all() {
    held_ = false;
    for (const auto& [no, entry] : sent_) repeat_.insert(no);
}

bool Outbox::hold(std::uint64_t no) {
    if (!sent_.contains(no)) return false;
    repeat_.insert(no);
    held_ = true;
    return true;
}

std::optional<Token> Outbox::answered(std::uint64_t no) {
    const auto found = sent_.find(no);
    if (found == sent_.end()) return std::nullopt;
    const auto token = found->second.token;
    sent_.erase(found);
    repeat_.erase(no);
    return token;
}

std::vector<Token> Outbox::take_sent() {
    std::vector<Token> tokens;
    for (const auto& [no, entry] : sent_) tokens.push_back(entry.token);
    sent_.clear();
    repeat_.clear();
    held_ = false;
    return tokens;
}

std::vector<Token> Outbox::take_waiting() {
    std::vector<Token> tokens;
    for (const auto& entry : waiting_) tokens.push_back(entry.token);
    waiting_.clear();
    return tokens;
}

void Outbox::begin_session() {
    // A number of the old session under the new one would be a second try under another number.
    if (!sent_.empty()) std::abort();
    last_no_ = 0;
}

}  // namespace luot::wire
