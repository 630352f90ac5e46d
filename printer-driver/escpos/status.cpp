#include "escpos/status.hpp"

namespace luot::escpos {

namespace {

bool has(std::uint8_t byte, unsigned bits) {
    return (byte & bits) != 0;
}

PrinterStatus read_automatic(const std::array<std::uint8_t, 4>& block) {
    PrinterStatus status;
    status.offline = has(block[0], 0x08);
    status.cover_open = has(block[0], 0x20);
    status.cutter_error = has(block[1], 0x08);
    status.unrecoverable = has(block[1], 0x20);
    status.error = has(block[1], 0x40);
    status.paper_near_end = has(block[2], 0x03);
    status.paper_end = has(block[2], 0x0C);
    return status;
}

}  // namespace

std::array<std::uint8_t, 3> status_query(StatusKind kind) {
    return {0x10, 0x04, static_cast<std::uint8_t>(kind)};
}

std::array<std::uint8_t, 3> automatic_status_on() {
    return {0x1D, 0x61, 0x0E};
}

void read_answer(StatusKind kind, std::uint8_t answer, PrinterStatus& into) {
    switch (kind) {
        case StatusKind::printer:
            into.offline = has(answer, 0x08);
            return;
        case StatusKind::offline_cause:
            into.cover_open = has(answer, 0x04);
            into.stopped_on_paper_end = has(answer, 0x20);
            into.error = has(answer, 0x40);
            return;
        case StatusKind::error_cause:
            into.cutter_error = has(answer, 0x08);
            into.unrecoverable = has(answer, 0x20);
            return;
        case StatusKind::paper:
            into.paper_near_end = has(answer, 0x0C);
            into.paper_end = has(answer, 0x60);
            return;
    }
}

// 37 25 00, whose last two would be answers by themselves. What breaks off is noise, and the byte that broke it is read for itself.
bool AnswerReader::in_drop_answer(std::uint8_t byte) {
    constexpr std::array<std::uint8_t, 3> answer{0x37, 0x25, 0x00};
    if (byte == answer[drop_answer_size_] && block_size_ == 0) {
        if (++drop_answer_size_ < answer.size()) return true;
        drop_answer_size_ = 0;
        ++dropped_;
        return true;
    }
    noise_ += drop_answer_size_;
    drop_answer_size_ = 0;
    return false;
}

std::optional<Answer> AnswerReader::next(std::uint8_t byte) {
    if (in_drop_answer(byte)) return std::nullopt;
    constexpr std::uint8_t xon = 0x11, xoff = 0x13;
    constexpr unsigned follows_mask = 0x90;  // bits 4 and 7 are zero in every byte of a block but the first
    if (block_size_ > 0 && (byte & follows_mask) == 0) {
        block_[block_size_++] = byte;
        if (block_size_ < block_.size()) return std::nullopt;
        block_size_ = 0;
        return AutomaticStatus{read_automatic(block_)};
    }
    noise_ += block_size_;  // a block that broke off says nothing
    block_size_ = 0;
    if ((byte & 0x93U) == 0x10U) {
        block_[0] = byte;
        block_size_ = 1;
        return std::nullopt;
    }
    if (is_status_answer(byte)) return StatusAnswer{byte};
    if ((byte & follows_mask) == 0) return DoneAnswer{has(byte, 0x0C), has(byte, 0x03)};
    if (byte != xon && byte != xoff) ++noise_;
    return std::nullopt;
}

}  // namespace luot::escpos
