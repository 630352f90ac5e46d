#include "app/office_clock_anchor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <locale>
#include <sstream>

namespace luot::app {
namespace {

constexpr const char* file_name = "clock-anchor";
constexpr const char* heading = "luot-clock-anchor-1";
constexpr std::size_t file_bytes_max = 256;
constexpr core::TimeUs time_us_max = 253'402'300'800 * core::second_us;  // the year 10000

class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

  private:
    int value_;
};

ClockError failed(const std::filesystem::path& path, const char* doing) {
    return ClockError{path.string() + ": " + doing + ": " + std::strerror(errno)};
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::string format_clock_anchor(const ClockAnchor& anchor) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(17);
    out << heading << "\nwall_us " << anchor.wall_us << "\noffice_us " << anchor.office_us << "\nspeed " << anchor.speed << '\n';
    return out.str();
}

std::optional<ClockAnchor> parse_clock_anchor(const std::string& text) {
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    std::string head, wall, office, speed;
    ClockAnchor anchor;
    in >> head >> wall >> anchor.wall_us >> office >> anchor.office_us >> speed >> anchor.speed;
    if (!in || head != heading || wall != "wall_us" || office != "office_us" || speed != "speed") return std::nullopt;
    if (anchor.wall_us < 0 || anchor.wall_us > time_us_max || anchor.office_us < 0 || anchor.office_us > time_us_max) return std::nullopt;
    if (!(anchor.speed >= clock_speed_min && anchor.speed <= clock_speed_max)) return std::nullopt;
    if (format_clock_anchor(anchor) != text) return std::nullopt;
    return anchor;
}

boost::system::result<std::optional<ClockAnchor>, ClockError> read_clock_anchor(const std::filesystem::path& data) {
    const std::filesystem::path path = data / file_name;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        if (error) return ClockError{path.string() + ": " + error.message()};
        return std::optional<ClockAnchor>();
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(file_bytes_max, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || (!file.is_open())) return ClockError{path.string() + ": cannot be read"};
    text.resize(static_cast<std::size_t>(file.gcount()));
    const auto anchor = parse_clock_anchor(text);
    if (!anchor) {
        return ClockError{
            path.string() +
            ": is not a clock anchor; put the file back as it was, or remove it to let office time follow the machine's clock"};
    }
    return std::optional<ClockAnchor>(anchor);
}

boost::system::result<void, ClockError> write_clock_anchor(const std::filesystem::path& data, const ClockAnchor& anchor) {
    const std::filesystem::path path = data / file_name;
    std::filesystem::path fresh = path;
    fresh += ".new";
    {
        const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (file.get() < 0) return failed(fresh, "open");
        if (!write_all(file.get(), format_clock_anchor(anchor))) return failed(fresh, "write");
        if (::fsync(file.get()) != 0) return failed(fresh, "fsync");
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) return failed(path, "rename");
    const Descriptor folder(::open(data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0) return failed(data, "open");
    if (::fsync(folder.get()) != 0) return failed(data, "fsync");
    return {};
}

}  // namespace luot::app
