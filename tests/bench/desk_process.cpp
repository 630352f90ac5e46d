#include "bench/desk_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/failure.hpp"
#include "bench/office.hpp"
#include "bench/processor_time.hpp"
#include "bench/server_process.hpp"

namespace luot::bench {

namespace {

constexpr int page_within_ms = 20'000;

}  // namespace

DeskProcess::DeskProcess(const std::filesystem::path& binary, const std::filesystem::path& folder, std::uint16_t server_port,
                         std::uint64_t counter, Shown shown)
    : log_(folder / "desk.log") {
    if (!std::filesystem::exists(binary))
        throw Failure("there is no counter at " + binary.string() + ": build counter-client beside this program");
    const std::string server = "127.0.0.1:" + std::to_string(server_port);
    const std::string number = std::to_string(counter);
    const std::string clerk = clerk_code(counter);
    const std::string settings = (folder / ("desk-" + number + ".toml")).string();
    const std::string log = log_.string();
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw Failure(std::string("pipe: ") + std::strerror(errno));
    out_ = ends[0];
    begun_ = std::chrono::steady_clock::now();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // should the bench be killed, its counter goes too
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        ::setenv("SDL_AUDIODRIVER", "dummy", 1);
        const int said = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (said >= 0) ::dup2(said, STDERR_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        if (shown == Shown::window) {
            ::execl(binary.c_str(), "counter-client", "--server", server.c_str(), "--counter", number.c_str(), "--clerk", clerk.c_str(),
                    "--settings", settings.c_str(), static_cast<char*>(nullptr));
        } else {
            ::execl(binary.c_str(), "counter-client", "--server", server.c_str(), "--counter", number.c_str(), "--clerk", clerk.c_str(),
                    "--settings", settings.c_str(), "--offscreen", static_cast<char*>(nullptr));
        }
        ::_exit(127);
    }
    ::close(ends[1]);
    if (pid_ < 0) {
        const int why = errno;
        ::close(out_);
        throw Failure(std::string("fork: ") + std::strerror(why));
    }
}

DeskProcess::~DeskProcess() {
    ::close(out_);
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

double DeskProcess::cpu_seconds() const {
    const auto seconds = cpu_seconds_of(pid_);
    if (!seconds) throw Failure("the counter does not run; its log ends with: " + last_of(log_));
    return *seconds;
}

std::chrono::microseconds DeskProcess::wait_for_page_with(const std::string& text) {
    while (heard_.find(text) == std::string::npos) {
        pollfd wait{out_, POLLIN, 0};
        std::array<char, 16'384> piece{};
        const ssize_t count = ::poll(&wait, 1, page_within_ms) == 1 ? ::read(out_, piece.data(), piece.size()) : 0;
        if (count <= 0) throw Failure("the counter does not show " + text + "; its log ends with: " + last_of(log_));
        heard_.append(piece.data(), static_cast<std::size_t>(count));
    }
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_);
}

}  // namespace luot::bench
