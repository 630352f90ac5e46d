#include "server/person_keys.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <variant>

#include <fcntl.h>
#include <sodium.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/private_file.hpp"

namespace luot::server {

namespace {

constexpr std::size_t key_bytes = 32;

std::string hexadecimal(const std::string& bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    text.pop_back();
    return text;
}

// "20514 5f3a…": the business day and its key. Anything else is no key of ours, and is replaced.
std::optional<std::string> read_key(const std::filesystem::path& path, core::BusinessDay day) {
    std::ifstream file(path);
    std::int32_t days = 0;
    std::string text;
    if (!(file >> days >> text) || days != day.days || text.size() != key_bytes * 2) return std::nullopt;
    std::string key(key_bytes, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int read =
        sodium_hex2bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), text.data(), text.size(), nullptr, &length, &end);
    if (read != 0 || length != key_bytes || end != text.data() + text.size()) return std::nullopt;
    return key;
}

std::string overwrite(const std::filesystem::path& path, std::size_t size) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) return std::strerror(errno);
    const std::string zeros(size, '0');
    const bool wiped = ::write(file, zeros.data(), zeros.size()) == static_cast<ssize_t>(zeros.size()) && ::fsync(file) == 0;
    std::string trouble = wiped ? "" : std::strerror(errno);
    if (::close(file) != 0 && trouble.empty()) trouble = std::strerror(errno);
    return trouble;
}

}  // namespace

std::string PersonKeyFile::key_of(core::BusinessDay day, std::string& trouble) const {
    if (sodium_init() < 0) throw std::runtime_error("the system gives no randomness");
    trouble.clear();
    if (auto kept = read_key(path_, day)) return *kept;
    if (const std::string left = remove(); !left.empty()) trouble = left;  // no key outlives its day
    std::string key(key_bytes, '\0');
    randombytes_buf(key.data(), key.size());
    const std::string unwritten = write_private_file(path_, std::to_string(day.days) + " " + hexadecimal(key) + "\n");
    if (!unwritten.empty()) trouble = unwritten;
    return key;
}

std::string PersonKeyFile::remove() const {
    std::error_code error;
    const auto size = std::filesystem::file_size(path_, error);
    if (error == std::errc::no_such_file_or_directory) return {};
    // Where the disk writes in its place the old bytes are gone with this; where it does not, they go when the place is used again. On the
    // disk before the name goes: what is dirty of a file without a name is never written.
    const std::string unwiped = error ? error.message() : overwrite(path_, static_cast<std::size_t>(std::min<std::uintmax_t>(size, 4'096)));
    if (::unlink(path_.c_str()) != 0 && errno != ENOENT) return std::strerror(errno);
    const std::string unsynced = sync_folder(path_.parent_path());
    return unwiped.empty() ? unsynced : "removed without being overwritten: " + unwiped;
}

void PersonKeys::look_at(const core::State& told) {
    const bool wanted = told.day_open && told.office.kiosk.card != core::CardUse::none;
    std::string trouble;
    std::string key;
    if (wanted) {
        // One that could not be written is good for the day all the same.
        key = !key_.empty() && day_ == told.day ? key_ : file_.key_of(told.day, trouble);
        day_ = told.day;
    } else {
        trouble = file_.remove();
    }
    if (!trouble.empty()) spdlog::error("person.key in the data folder, the key of the day's cards: {}", trouble);
    key_ = key;
    on_key_(key);
}

void PersonKeys::on_told(const core::State& after, const core::Event& event) {
    const bool matters = std::holds_alternative<core::DayOpened>(event.body) || std::holds_alternative<core::DayClosed>(event.body) ||
                         std::holds_alternative<core::OfficeConfigured>(event.body);
    if (matters) look_at(after);
}

}  // namespace luot::server
