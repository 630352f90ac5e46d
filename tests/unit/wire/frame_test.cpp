#include "frame/frame.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace luot;

namespace {

constexpr std::size_t bytes_max = 300;

std::vector<std::string> take_all(frame::Decoder& decoder) {
    std::vector<std::string> frames;
    while (const auto payload = decoder.next()) frames.emplace_back(*payload);
    return frames;
}

std::string framed(const std::vector<std::string>& payloads) {
    std::string bytes;
    for (const auto& payload : payloads) frame::append(bytes, payload);
    return bytes;
}

}  // namespace

TEST_CASE("frame - the length is four bytes with the big end first") {
    std::string out = "before";
    frame::append(out, std::string(0x102, 'x'));
    CHECK(out.substr(0, 10) == std::string("before\0\0\x01\x02", 10));
    CHECK(out.size() == 6 + 4 + 0x102);
    const auto header = frame::header(0x01020304);
    CHECK(std::string(header.data(), header.size()) == "\x01\x02\x03\x04");
}

TEST_CASE("frame - any cut gives the same frames") {
    const std::vector<std::string> payloads{"a", std::string(bytes_max, 'b'), std::string("\0\0\0\x01", 4), "đ"};
    const auto bytes = framed(payloads);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        CAPTURE(cut);
        frame::Decoder decoder(bytes_max);
        decoder.feed(std::string_view(bytes).substr(0, cut));
        auto frames = take_all(decoder);
        CHECK(frames.size() < payloads.size() + (cut == bytes.size() ? 1 : 0));
        decoder.feed(std::string_view(bytes).substr(cut));
        for (auto& payload : take_all(decoder)) frames.push_back(std::move(payload));
        CHECK(frames == payloads);
        CHECK(decoder.error() == frame::Error::none);
    }
}

TEST_CASE("frame - byte by byte and all at once are the same") {
    const std::vector<std::string> payloads{"one", "two", std::string(200, '3'), "4"};
    const auto bytes = framed(payloads);
    frame::Decoder slow(bytes_max);
    std::vector<std::string> frames;
    for (const char byte : bytes) {
        slow.feed({&byte, 1});
        for (auto& payload : take_all(slow)) frames.push_back(std::move(payload));
    }
    CHECK(frames == payloads);
    frame::Decoder fast(bytes_max);
    fast.feed(bytes);
    CHECK(take_all(fast) == payloads);
}

TEST_CASE("frame - every prefix of a frame gives nothing and no error") {
    const auto bytes = framed({std::string(100, 'p')});
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        frame::Decoder decoder(bytes_max);
        decoder.feed(std::string_view(bytes).substr(0, length));
        CHECK_FALSE(decoder.next());
        CHECK(decoder.error() == frame::Error::none);
    }
}

TEST_CASE("frame - the longest frame passes and one byte more does not") {
    frame::Decoder decoder(bytes_max);
    const auto good = framed({std::string(bytes_max, 'g')});
    decoder.feed(good);
    CHECK(decoder.next()->size() == bytes_max);

    const auto header = frame::header(bytes_max + 1);
    decoder.feed({header.data(), header.size()});
    CHECK_FALSE(decoder.next());
    CHECK(decoder.error() == frame::Error::too_long);  // known from the length alone

    decoder.feed(good);
    CHECK_FALSE(decoder.next());
    CHECK(decoder.error() == frame::Error::too_long);
}

TEST_CASE("frame - what a long frame took is given back behind it") {
    frame::Decoder decoder(frame::from_device_bytes_max);
    const auto bytes = framed({std::string(frame::from_device_bytes_max, 'l')});
    for (std::size_t from = 0; from < bytes.size(); from += 8'192) {
        CHECK_FALSE(decoder.next());
        decoder.feed(std::string_view(bytes).substr(from, 8'192));
    }
    CHECK(decoder.bytes_held() >= bytes.size());
    CHECK(decoder.next()->size() == frame::from_device_bytes_max);
    CHECK_FALSE(decoder.next());
    CHECK(decoder.bytes_held() < 64);
    decoder.feed(framed({"short"}));
    CHECK(decoder.next() == "short");
}

TEST_CASE("frame - a length of zero is an error that stays") {
    frame::Decoder decoder(bytes_max);
    decoder.feed(framed({"good"}) + std::string(4, '\0') + framed({"never seen"}));
    CHECK(decoder.next() == "good");
    CHECK(decoder.error() == frame::Error::none);
    CHECK_FALSE(decoder.next());
    CHECK(decoder.error() == frame::Error::empty);
    decoder.feed(framed({"never seen either"}));
    CHECK_FALSE(decoder.next());
    CHECK(std::string(frame::to_string(decoder.error())) == "a frame of length zero");
}

TEST_CASE("frame - the largest length that four bytes can say is too long") {
    frame::Decoder decoder(frame::from_server_bytes_max);
    decoder.feed("\xff\xff\xff\xff");
    CHECK_FALSE(decoder.next());
    CHECK(decoder.error() == frame::Error::too_long);
}
