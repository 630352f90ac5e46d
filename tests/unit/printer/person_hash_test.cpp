#include "spool/person_hash.hpp"

#include <doctest/doctest.h>

namespace luot::spool {

namespace {

std::string hex(const std::string& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text.push_back(digits[static_cast<unsigned char>(byte) >> 4]);
        text.push_back(digits[static_cast<unsigned char>(byte) & 15]);
    }
    return text;
}

const std::string key(person_key_bytes, 'k');

}  // namespace

TEST_CASE("a card gives sixteen bytes that depend on the key and the digits alone") {
    const auto hash = person_hash("001085123456", key);
    REQUIRE(hash);
    CHECK(hash->size() == person_hash_bytes);
    CHECK(person_hash(" 001085 123456\r", key) == hash);
    CHECK(person_hash("001085123457", key) != hash);
    CHECK(person_hash("001085123456", std::string(person_key_bytes, 'l')) != hash);
    // What every kiosk of an office has to come to, whatever it is written in.
    CHECK(hex(*hash) == "6f8c5ae6c8adc4df7005836b51db6907");
}

TEST_CASE("without digits or a key there is no hash") {
    CHECK_FALSE(person_hash("", key));
    CHECK_FALSE(person_hash("Nguyễn Văn An", key));
    CHECK_FALSE(person_hash("001085123456", ""));
    CHECK_FALSE(person_hash("001085123456", std::string(31, 'k')));
}

}  // namespace luot::spool
