// The signs of a chain, as far as they understand what is written: each knows its address and its make's telegram, keeps what was said
// last, and takes nothing whose checksum is wrong. Written from the makes' descriptions, one by one; shares no code with the profiles.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace luot::testing {

enum class SignMake : std::uint8_t { ascii_dollar, ascii_stx_xor, binary_sum8 };
std::optional<SignMake> sign_make(std::string_view profile);

class SignReceiver {
  public:
    explicit SignReceiver(SignMake make) : make_(make) {}

    // True where a sign was told something (it may be what it shows).
    bool take(std::span<const std::uint8_t> bytes);

    // By address, as the sign has it: "012", " 41"; nothing but spaces where it is dark.
    const std::map<int, std::string>& signs() const { return signs_; }
    std::size_t telegrams() const { return telegrams_; }
    std::size_t wrong() const { return wrong_; }  // bytes that belonged to no telegram
    void forget() { signs_.clear(); }             // the power was off: all are dark

  private:
    std::size_t take_one();

    SignMake make_;
    std::string waiting_;
    std::map<int, std::string> signs_;
    std::size_t telegrams_ = 0;
    std::size_t wrong_ = 0;
};

}  // namespace luot::testing
