#include "web/conversation.hpp"

#include <algorithm>
#include <utility>

namespace luot::web {

namespace {

constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view comment = ":\n\n";

}  // namespace

Conversation::Conversation(const Limits& limits, const AnswerPage& answer_page, Client client)
    : limits_(limits), answer_page_(answer_page), client_(std::move(client)) {}

Conversation::~Conversation() {
    end();
}

void Conversation::received(std::string_view bytes) {
    if (phase_ == Phase::reading || phase_ == Phase::making) received_.append(bytes);
}

void Conversation::set_wake(std::function<void()> wake) {
    wake_ = std::move(wake);
    if (slot_) slot_->wake = wake_;
    if (stream_) stream_->set_wake(wake_);
}

void Conversation::end() {
    phase_ = Phase::over;
    if (slot_) slot_->wake = nullptr;
    slot_.reset();
    if (stream_) stream_->set_wake(nullptr);
    stream_.reset();
}

void Conversation::give_up() {
    if (phase_ != Phase::making || slot_->page) return;
    slot_->taken = true;
    slot_->page = refusal(503);
    kind_.last = true;
}

std::optional<std::string> Conversation::next_output() {
    if (phase_ == Phase::reading) {
        auto output = read_on();
        if (output) return output;
    }
    if (phase_ == Phase::making && slot_->page) {
        Page page = std::move(*slot_->page);
        slot_.reset();
        return answer(std::move(page));
    }
    if (phase_ == Phase::streaming) return stream_on();
    return std::nullopt;
}

// Until a request is whole; then its page is asked for. The parser gets whole heads alone: given one in pieces it takes field after field,
// and counts only the rest against its limit.
std::optional<std::string> Conversation::read_on() {
    if (!request_) {
        const auto end = received_.find(head_end, searched_);
        const std::size_t bytes = end == std::string::npos ? received_.size() : end + head_end.size();
        if (bytes > limits_.header_bytes) return refuse(431);
        if (end == std::string::npos) {
            searched_ = bytes - std::min(bytes, head_end.size() - 1);
            return std::nullopt;
        }
        auto refused = begin_request(bytes);
        if (refused) return refused;
    }
    if (received_.size() < request_->body_bytes) {
        if (std::exchange(request_->awaits_continue, false) && received_.empty()) return std::string(go_on);
        return std::nullopt;
    }
    ask();
    return std::nullopt;
}

std::optional<std::string> Conversation::begin_request(std::size_t head_bytes) {
    auto read = read_request(std::string_view(received_).substr(0, head_bytes), limits_);
    if (const auto* status = std::get_if<unsigned>(&read)) return refuse(*status);
    request_ = std::move(std::get<Request>(read));
    received_.erase(0, head_bytes);
    searched_ = 0;
    return std::nullopt;
}

void Conversation::ask() {
    Request request = std::move(*request_);
    request_.reset();
    request.question.body = received_.substr(0, request.body_bytes);
    received_.erase(0, request.body_bytes);
    request.question.peer = client_.peer;
    request.question.secure = client_.secure;
    ++asked_;
    kind_ = AnswerKind{request.minor_version, request.question.method == Method::head,
                       !request.keep_alive || asked_ >= limits_.requests_a_connection, client_.only_tls};
    phase_ = Phase::making;
    slot_ = std::make_shared<Slot>();
    slot_->wake = wake_;
    slot_->asking = true;
    answer_page_(request.question, [slot = slot_](Page page) {
        if (std::exchange(slot->taken, true)) return;
        slot->page = std::move(page);
        if (slot->wake && !slot->asking) slot->wake();
    });
    slot_->asking = false;
}

std::string Conversation::answer(Page page) {
    if (page.stream && !kind_.head) return begin_stream(std::move(page));
    phase_ = kind_.last ? Phase::over : Phase::reading;
    return answer_of(page, kind_);
}

std::string Conversation::begin_stream(Page page) {
    kind_.last = true;
    if (client_.may_stream && !client_.may_stream()) {
        phase_ = Phase::over;
        Page full = refusal(503);
        full.headers.emplace_back("Retry-After", "5");
        return answer_of(full, kind_);
    }
    phase_ = Phase::streaming;
    received_ = std::string();
    stream_ = page.stream;
    stream_->set_wake(wake_);
    return answer_of(page, kind_);
}

std::optional<std::string> Conversation::stream_on() {
    auto piece = stream_->next();
    if (piece) {
        beat_due_ = false;
        return piece;
    }
    if (stream_->over()) {
        end();
        return std::nullopt;
    }
    if (std::exchange(beat_due_, false)) return std::string(comment);
    return std::nullopt;
}

std::string Conversation::refuse(unsigned status) {
    phase_ = Phase::over;
    received_ = std::string();
    return answer_of(refusal(status), AnswerKind{1, false, true, client_.only_tls});
}

}  // namespace luot::web
