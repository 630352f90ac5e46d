#include "printer_app/pin_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "touch/limits.hpp"

namespace luot::printer_app {

void throw_exception_from_error(const BadPin& bad, const boost::source_location&) {
    throw std::runtime_error(bad.reason);
}

boost::system::result<void, BadPin> PinFile::write(const std::filesystem::path& file, const std::string& pin) {
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < touch::limits::pin_digits_min || pin.size() > touch::limits::pin_digits_max) {
        return BadPin{"a PIN is " + std::to_string(touch::limits::pin_digits_min) + " to " + std::to_string(touch::limits::pin_digits_max) +
                      " digits"};
    }
    if (sodium_init() < 0) return BadPin{"libsodium does not start"};
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) !=
        0) {
        return BadPin{"there is no memory for hashing the PIN"};
    }
    auto temporary = file;
    temporary += ".part";
    std::error_code error;
    std::filesystem::remove(temporary, error);
    {
        std::ofstream out(temporary, std::ios::trunc);
        // Before there is anything in it to be read.
        if (out) std::filesystem::permissions(temporary, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
        out << hash.data() << '\n';
        out.flush();
        if (!out || error) return BadPin{"cannot write " + temporary.string()};
    }
    std::filesystem::rename(temporary, file, error);
    if (error) return BadPin{"cannot write " + file.string() + ": " + error.message()};
    return {};
}

boost::system::result<PinFile, BadPin> PinFile::read(const std::filesystem::path& file) {
    if (sodium_init() < 0) return BadPin{"libsodium does not start"};
    std::ifstream in(file);
    if (!in) return BadPin{"cannot read " + file.string() + "; `printer-driver technician-pin FILE` makes one"};
    std::array<char, crypto_pwhash_STRBYTES> line{};
    in.getline(line.data(), line.size());
    const std::string hash(line.data());
    // Anything else would be refused for every PIN, and nobody would know why.
    if (!hash.starts_with(crypto_pwhash_STRPREFIX) ||
        crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) < 0) {
        return BadPin{file.string() + " holds no PIN; `printer-driver technician-pin FILE` makes one"};
    }
    return PinFile(hash);
}

bool PinFile::is(const std::string& pin) const {
    return crypto_pwhash_str_verify(hash_.c_str(), pin.data(), pin.size()) == 0;
}

}  // namespace luot::printer_app
