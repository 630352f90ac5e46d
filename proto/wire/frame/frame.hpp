// A frame is a 4-byte big-endian length and that many bytes; what the bytes mean is others' business. No I/O; one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luot::frame {

constexpr std::size_t header_bytes = 4;

// What a server takes from a device. A command is a few hundred bytes; the longest (200 fields given to a counter) stays under 32 KiB.
// With as many connections as there are sessions, half-received frames still fit the machine.
constexpr std::size_t from_device_bytes_max = std::size_t{256} * 1024;

// What a client takes from its server. A snapshot of the fullest day that the core allows (30,000 open tickets of some 200 bytes, and the
// office file) is about 7 MiB.
constexpr std::size_t from_server_bytes_max = std::size_t{16} * 1024 * 1024;

// The length in front of so many bytes, for those who write it and the bytes apart. 0 < bytes < 2^32.
std::array<char, header_bytes> header(std::size_t bytes);

// Appends header and bytes. 0 < payload.size() < 2^32.
void append(std::string& out, std::string_view payload);

enum class Error : std::uint8_t { none, empty, too_long };
const char* to_string(Error error);

// Whole frames out of pieces cut anywhere. Holds at most one frame and one piece, if next() is called until it has nothing before the next
// feed(): a length is believed only as far as bytes arrive for it. What a long frame took is given back behind it.
class Decoder {
  public:
    explicit Decoder(std::size_t frame_bytes_max);

    void feed(std::string_view piece);

    // The next whole frame's bytes, valid until the next feed() or next(). Nothing: more bytes are needed, or error().
    std::optional<std::string_view> next();

    // A frame of length zero or beyond the maximum, seen as soon as its length is. Final: what follows has no meaning.
    Error error() const { return error_; }

    // Memory that it holds.
    std::size_t bytes_held() const { return buffer_.capacity(); }

  private:
    std::size_t frame_bytes_max_;
    std::string buffer_;
    std::size_t taken_ = 0;  // of buffer_, by next()
    Error error_ = Error::none;
};

}  // namespace luot::frame
