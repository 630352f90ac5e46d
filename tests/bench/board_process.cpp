#include "bench/board_process.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/failure.hpp"
#include "bench/processor_time.hpp"
#include "bench/server_process.hpp"

namespace luot::bench {

BoardProcess::BoardProcess(const std::filesystem::path& binary, const std::filesystem::path& folder, std::uint16_t server_port,
                           const std::string& video)
    : log_(folder / "board.log"), picture_(folder / "board.png") {
    if (!std::filesystem::exists(binary))
        throw Failure("there is no board at " + binary.string() + ": build display-board beside this program");
    const std::string server = "127.0.0.1:" + std::to_string(server_port);
    const std::string log = log_.string();
    const std::string picture = picture_.string();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // should the bench be killed, its board goes too
        ::setenv("SDL_VIDEODRIVER", video.c_str(), 1);
        ::setenv("SDL_AUDIODRIVER", "dummy", 1);
        const int said = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (said >= 0) {
            ::dup2(said, STDOUT_FILENO);
            ::dup2(said, STDERR_FILENO);
        }
        ::execl(binary.c_str(), "display-board", "--server", server.c_str(), "--board", "board-1", "--screenshot", picture.c_str(),
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    if (pid_ < 0) throw Failure(std::string("fork: ") + std::strerror(errno));
}

BoardProcess::~BoardProcess() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

double BoardProcess::cpu_seconds() const {
    const auto seconds = cpu_seconds_of(pid_);
    if (!seconds) throw Failure("the board does not run; its log ends with: " + last_of(log_));
    return *seconds;
}

void BoardProcess::wait_for_picture() const {
    constexpr int tries = 2'000;
    for (int i = 0; i < tries; ++i) {
        if (std::filesystem::exists(picture_)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw Failure("the board drew nothing in 20 s; its log ends with: " + last_of(log_));
}

}  // namespace luot::bench
