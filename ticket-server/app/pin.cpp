#include "app/pin.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <regex>
#include <stdexcept>

#include <sodium.h>

#include "app/office_file_limits.hpp"
#include "app/secret_line.hpp"

namespace luot::app {

namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;

void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

struct Parts {
    unsigned long long memory_kib = 0, passes = 0;
    std::string salt, hash;  // in Base64
};

// One lane, 16 bytes of salt and 32 of hash are all that libsodium makes.
constexpr std::size_t hash_bytes = 32;
std::optional<Parts> parts_of(const std::string& line) {
    static const std::regex form(R"(\$argon2id\$v=19\$m=([0-9]{1,10}),t=([0-9]{1,10}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43}))");
    std::smatch parts;
    if (line.size() >= crypto_pwhash_argon2id_STRBYTES || !std::regex_match(line, parts, form)) return std::nullopt;
    return Parts{std::stoull(parts[1]), std::stoull(parts[2]), parts[3], parts[4]};
}

template <std::size_t Bytes>
bool from_base64(const std::string& text, std::array<unsigned char, Bytes>& to) {
    std::size_t length = 0;
    const int failed = sodium_base642bin(to.data(), to.size(), text.data(), text.size(), nullptr, &length, nullptr,
                                         sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    return failed == 0 && length == to.size();
}

}  // namespace

bool is_pin(std::string_view pin) {
    return pin.size() >= limits::pin_digits_least && pin.size() <= limits::pin_digits &&
           std::all_of(pin.begin(), pin.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::string make_pin_hash(std::string_view pin) {
    start_sodium();
    std::array<char, crypto_pwhash_argon2id_STRBYTES> hash{};
    if (crypto_pwhash_argon2id_str(hash.data(), pin.data(), pin.size(), passes, memory_bytes) != 0)
        throw std::runtime_error("there is no memory to work out the PIN's line");
    return hash.data();
}

PinHashForm form_of_pin_hash(const std::string& hash) {
    start_sodium();
    const auto parts = parts_of(hash);
    if (!parts) return PinHashForm::other;
    if (parts->memory_kib > limits::pin_work_kib / std::max(parts->passes, 1ULL)) return PinHashForm::costly;
    // libsodium's own check of the form is the last word, once the cost is known to be small.
    return crypto_pwhash_argon2id_str_needs_rehash(hash.c_str(), parts->passes, static_cast<std::size_t>(parts->memory_kib) * 1024) == 0
               ? PinHashForm::good
               : PinHashForm::other;
}

// Not by crypto_pwhash_argon2id_str_verify(), which says the same of another PIN and of a want of memory.
PinMatch check_pin(const std::string& hash, std::string_view pin) {
    const auto parts = parts_of(hash);
    std::array<unsigned char, crypto_pwhash_argon2id_SALTBYTES> salt{};
    std::array<unsigned char, hash_bytes> kept{}, made{};
    if (!parts || !from_base64(parts->salt, salt) || !from_base64(parts->hash, kept)) return PinMatch::wrong;
    const int failed = crypto_pwhash_argon2id(made.data(), made.size(), pin.data(), pin.size(), salt.data(), parts->passes,
                                              static_cast<std::size_t>(parts->memory_kib) * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
    if (failed != 0) return PinMatch::no_memory;
    return sodium_memcmp(kept.data(), made.data(), made.size()) == 0 ? PinMatch::right : PinMatch::wrong;
}

int run_pin(std::istream& in, std::ostream& out, std::ostream& err) {
    const std::string digits = std::to_string(limits::pin_digits_least) + " to " + std::to_string(limits::pin_digits);
    std::string pin = read_secret_line(in, err, "PIN, " + digits + " digits");
    if (!is_pin(pin)) {
        err << "ticket-server pin: a PIN has " << digits << " digits and nothing else; it is read from standard input\n";
        return 1;
    }
    out << "pin = \"" << make_pin_hash(pin) << "\"\n" << std::flush;
    sodium_memzero(pin.data(), pin.size());
    return out ? 0 : 1;
}

}  // namespace luot::app
