#include "touch/scan_reader.hpp"

#include <algorithm>

namespace luot::touch {

void wipe(void* memory, std::size_t bytes) {
    auto* byte = static_cast<volatile unsigned char*>(memory);
    for (std::size_t i = 0; i < bytes; ++i) byte[i] = 0;
}

void ScanReader::clear() {
    wipe(buffer_.data(), size_);
    size_ = 0;
    too_long_ = false;
}

// Longer than a scanner's least is what a scanner wrote without Enter: it is nobody's typing, and may be a card.
std::string ScanReader::take_typed() {
    std::string text;
    if (size_ < scanned_letters_min && !too_long_) text.assign(buffer_.data(), size_);
    clear();
    return text;
}

void ScanReader::typed(std::string_view text, Instant now) {
    last_ = now;
    if (text.size() > buffer_.size() - size_) {
        clear();
        too_long_ = true;  // until it pauses or ends
    }
    if (too_long_) return;
    std::copy(text.begin(), text.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += text.size();
}

ScanReader::Line ScanReader::entered() {
    Line line;
    if (size_ >= scanned_letters_min) {
        line.scanned = {buffer_.data(), size_};
        return line;
    }
    line.typed = take_typed();
    return line;
}

std::string ScanReader::wake(Instant now) {
    if ((size_ == 0 && !too_long_) || now - last_ <= scanner_pause_max) return {};
    return take_typed();
}

std::optional<Instant> ScanReader::deadline() const {
    if (size_ == 0 && !too_long_) return std::nullopt;
    return last_ + scanner_pause_max + Instant{1};
}

}  // namespace luot::touch
