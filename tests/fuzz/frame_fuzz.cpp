// The frame decoder, fed in pieces cut anywhere, against the format read straight off the whole input.
#include <string>
#include <vector>

#include "frame/frame.hpp"
#include "fuzz.hpp"

using namespace luot;

namespace {

struct Expected {
    std::vector<std::string> frames;
    frame::Error error = frame::Error::none;
};

Expected read_off(std::string_view bytes, std::size_t frame_bytes_max) {
    Expected expected;
    while (bytes.size() >= 4) {
        const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
        const std::size_t length = at(0) * 0x1000000 + at(1) * 0x10000 + at(2) * 0x100 + at(3);
        if (length == 0) expected.error = frame::Error::empty;
        if (length > frame_bytes_max) expected.error = frame::Error::too_long;
        if (expected.error != frame::Error::none || bytes.size() < 4 + length) break;
        expected.frames.emplace_back(bytes.substr(4, length));
        bytes.remove_prefix(4 + length);
    }
    return expected;
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    Choices choices(input);
    const std::size_t frame_bytes_max = 1 + choices.below(600);
    const std::string_view stream = choices.rest();
    const Expected expected = read_off(stream, frame_bytes_max);

    frame::Decoder decoder(frame_bytes_max);
    std::vector<std::string> frames;
    Choices pieces(stream);  // the bytes themselves say where they are cut
    Choices sizes(input);
    while (!pieces.over()) {
        decoder.feed(pieces.take(1 + sizes.below(48)));
        while (const auto frame = decoder.next()) frames.emplace_back(*frame);
        require(decoder.error() == frame::Error::none || !decoder.next(), "after an error nothing has a meaning");
    }
    require(frames == expected.frames, "the same frames come out however the bytes are cut");
    require(decoder.error() == expected.error, "the same error comes out however the bytes are cut");

    std::string again;
    for (const auto& frame : frames) frame::append(again, frame);
    require(stream.starts_with(again), "frames written again are the bytes that they were read from");
}
