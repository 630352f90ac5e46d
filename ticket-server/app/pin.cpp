#include "app/pin.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <istream>
#include <ostream>
#include <regex>
#include <stdexcept>

#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include "app/office_file_limits.hpp"

namespace luot::app {

namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;

void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

// Nothing is shown of what is typed while this lives; where `in` is no terminal it does nothing.
class Unseen {
  public:
    Unseen() : terminal_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!terminal_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen() {
        if (terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;
    bool terminal() const { return terminal_; }

  private:
    termios before_{};
    bool terminal_;
};

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
    // One lane is all that libsodium makes; its own check of the form is the last word, once the cost is known to be small.
    static const std::regex form(R"(\$argon2id\$v=19\$m=([0-9]{1,10}),t=([0-9]{1,10}),p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43})");
    std::smatch parts;
    if (hash.size() >= crypto_pwhash_argon2id_STRBYTES || !std::regex_match(hash, parts, form)) return PinHashForm::other;
    const auto memory_kib = std::stoull(parts[1]), made_passes = std::stoull(parts[2]);
    if (memory_kib > limits::pin_work_kib / std::max(made_passes, 1ULL)) return PinHashForm::costly;
    return crypto_pwhash_argon2id_str_needs_rehash(hash.c_str(), made_passes, static_cast<std::size_t>(memory_kib) * 1024) == 0
               ? PinHashForm::good
               : PinHashForm::other;
}

PinMatch check_pin(const std::string& hash, std::string_view pin) {
    errno = 0;
    if (crypto_pwhash_argon2id_str_verify(hash.c_str(), pin.data(), pin.size()) == 0) return PinMatch::right;
    // It says EINVAL where the PIN was worked out and is another one; what else can go wrong with a good line is memory.
    return errno == EINVAL ? PinMatch::wrong : PinMatch::no_memory;
}

int run_pin(std::istream& in, std::ostream& out, std::ostream& err) {
    const std::string digits = std::to_string(limits::pin_digits_least) + " to " + std::to_string(limits::pin_digits);
    std::string pin;
    {
        const Unseen unseen;
        if (unseen.terminal()) err << "PIN, " << digits << " digits: " << std::flush;
        std::getline(in, pin);
        if (unseen.terminal()) err << '\n';
    }
    if (!pin.empty() && pin.back() == '\r') pin.pop_back();
    if (!is_pin(pin)) {
        err << "ticket-server pin: a PIN has " << digits << " digits and nothing else; it is read from standard input\n";
        return 1;
    }
    out << "pin = \"" << make_pin_hash(pin) << "\"\n" << std::flush;
    sodium_memzero(pin.data(), pin.size());
    return out ? 0 : 1;
}

}  // namespace luot::app
