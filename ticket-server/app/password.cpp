#include "app/password.hpp"

#include <array>
#include <stdexcept>

#include <sodium.h>

#include "app/office_file_text.hpp"
#include "app/pin.hpp"

namespace luot::app {

namespace {

// What is no UTF-8 is taken as it is.
std::string one_form(std::string_view password) {
    return composed(password).value_or(std::string(password));
}

bool hash(const std::string& password, std::array<char, crypto_pwhash_argon2id_STRBYTES>& line) {
    return crypto_pwhash_argon2id_str(line.data(), password.data(), password.size(), crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
                                      crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE) == 0;
}

}  // namespace

std::string make_password_hash(std::string_view password) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    std::array<char, crypto_pwhash_argon2id_STRBYTES> line{};
    if (!hash(one_form(password), line)) throw std::runtime_error("there is no memory to work out a password's line");
    return line.data();
}

PasswordMatch check_password(const std::string& line, std::string_view password) {
    const std::string typed = one_form(password);
    if (line.empty()) {
        std::array<char, crypto_pwhash_argon2id_STRBYTES> nobodys{};
        return hash(typed, nobodys) ? PasswordMatch::wrong : PasswordMatch::no_memory;
    }
    switch (check_pin(line, typed)) {
        case PinMatch::right:
            return PasswordMatch::right;
        case PinMatch::wrong:
            return PasswordMatch::wrong;
        case PinMatch::no_memory:
            return PasswordMatch::no_memory;
    }
    return PasswordMatch::no_memory;
}

}  // namespace luot::app
