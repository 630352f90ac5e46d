#include "bench/kiosk_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/failure.hpp"
#include "bench/server_process.hpp"

namespace luot::bench {

namespace {

constexpr int answer_within_ms = 20'000;

std::array<int, 2> pipe_ends() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw Failure(std::string("pipe: ") + std::strerror(errno));
    return ends;
}

}  // namespace

KioskProcess::KioskProcess(const std::filesystem::path& binary, const std::filesystem::path& folder, std::uint16_t server_port,
                           const std::string& printer_port)
    : log_(folder / "kiosk.log") {
    if (!std::filesystem::exists(binary))
        throw Failure("there is no kiosk at " + binary.string() + ": build printer-driver beside this program");
    const auto to_kiosk = pipe_ends();
    const auto from_kiosk = pipe_ends();
    const std::string server = "127.0.0.1:" + std::to_string(server_port);
    const std::string printer = "tcp://127.0.0.1:" + printer_port;
    const std::string log = log_.string();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // should the bench be killed, its kiosk goes too
        ::dup2(to_kiosk[0], STDIN_FILENO);
        ::dup2(from_kiosk[1], STDOUT_FILENO);
        const int said = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (said >= 0) ::dup2(said, STDERR_FILENO);
        ::execl(binary.c_str(), "printer-driver", "--server", server.c_str(), "--kiosk", "kiosk-1", "--printer", printer.c_str(),
                "--headless", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(to_kiosk[0]);
    ::close(from_kiosk[1]);
    in_ = to_kiosk[1];
    out_ = from_kiosk[0];
    if (pid_ < 0) {
        const int why = errno;
        ::close(in_);
        ::close(out_);
        throw Failure(std::string("fork: ") + std::strerror(why));
    }
}

KioskProcess::~KioskProcess() {
    ::close(in_);
    ::close(out_);
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void KioskProcess::say(const std::string& line) const {
    const std::string whole = line + "\n";
    if (::write(in_, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        throw Failure("the kiosk does not listen; its log ends with: " + last_of(log_));
}

std::string KioskProcess::answer() {
    std::size_t end = heard_.find('\n');
    while (end == std::string::npos) {
        pollfd wait{out_, POLLIN, 0};
        std::array<char, 4'096> piece{};
        const ssize_t count = ::poll(&wait, 1, answer_within_ms) == 1 ? ::read(out_, piece.data(), piece.size()) : 0;
        if (count <= 0) throw Failure("the kiosk says nothing; its log ends with: " + last_of(log_));
        heard_.append(piece.data(), static_cast<std::size_t>(count));
        end = heard_.find('\n');
    }
    std::string line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    return line;
}

}  // namespace luot::bench
