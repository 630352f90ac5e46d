#include "frame/frame.hpp"

#include <cstdlib>
#include <limits>

namespace luot::frame {
namespace {

// Room that is kept for the next frames; most are far shorter.
constexpr std::size_t kept_bytes = std::size_t{16} * 1024;

std::size_t read_length(std::string_view bytes) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < header_bytes; ++i) length = length << 8 | static_cast<unsigned char>(bytes[i]);
    return length;
}

}  // namespace

std::array<char, header_bytes> header(std::size_t bytes) {
    // An empty or oversized frame of our own is a bug: the other end could only hang up on it.
    if (bytes == 0 || bytes > std::numeric_limits<std::uint32_t>::max()) std::abort();
    std::array<char, header_bytes> out{};
    for (std::size_t i = 0; i < header_bytes; ++i) out[i] = static_cast<char>(bytes >> (8 * (header_bytes - 1 - i)) & 0xff);
    return out;
}

void append(std::string& out, std::string_view payload) {
    const auto length = header(payload.size());
    out.append(length.data(), length.size());
    out.append(payload);
}

const char* to_string(Error error) {
    switch (error) {
        case Error::none:
            return "none";
        case Error::empty:
            return "a frame of length zero";
        case Error::too_long:
            return "a frame longer than allowed";
    }
    return "unknown";
}

Decoder::Decoder(std::size_t frame_bytes_max) : frame_bytes_max_(frame_bytes_max) {}

void Decoder::feed(std::string_view piece) {
    if (error_ != Error::none) return;
    buffer_.erase(0, taken_);
    taken_ = 0;
    buffer_.append(piece);
}

std::optional<std::string_view> Decoder::next() {
    if (taken_ == buffer_.size() && buffer_.capacity() > kept_bytes) {
        std::string().swap(buffer_);  // an assignment would keep the room
        taken_ = 0;
    }
    const auto rest = std::string_view(buffer_).substr(taken_);
    if (error_ != Error::none || rest.size() < header_bytes) return std::nullopt;
    const auto length = read_length(rest);
    if (length == 0) error_ = Error::empty;
    if (length > frame_bytes_max_) error_ = Error::too_long;
    if (error_ != Error::none || rest.size() - header_bytes < length) return std::nullopt;
    taken_ += header_bytes + length;
    return rest.substr(header_bytes, length);
}

}  // namespace luot::frame
