#include "server_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/asio/buffer.hpp>

namespace luot::crash {

namespace {

// The first business day of every run; its Monday morning.
constexpr const char* begins = "2026-03-02T07:00";

[[noreturn]] void become(const std::vector<std::string>& words, int output, int log) {
    // Should the test be killed, its server goes too.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

int opened(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
    return descriptor;
}

pid_t forked() {
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    return pid;
}

int waited_for(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
    }
    return status;
}

}  // namespace

ServerProcess::ServerProcess(boost::asio::io_context& context, const ServerFiles& files, double speed, Events events)
    : events_(std::move(events)), output_(context) {
    // The clock is kept in the data folder: a later start goes on from it, whatever it is told here.
    const std::vector<std::string> words{files.binary.string(),
                                         "--office",
                                         files.office().string(),
                                         "--data",
                                         files.data().string(),
                                         "--listen",
                                         "127.0.0.1:0",
                                         "--http",
                                         "127.0.0.1:0",
                                         "--speed",
                                         std::to_string(speed),
                                         "--start",
                                         begins};
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    const int log = opened(files.log());
    pid_ = forked();
    if (pid_ == 0) become(words, pipe[1], log);
    ::close(pipe[1]);
    ::close(log);
    output_.assign(pipe[0]);
    read();
}

ServerProcess::~ServerProcess() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
}

void ServerProcess::read() {
    output_.async_read_some(boost::asio::buffer(bytes_), [this](const boost::system::error_code& error, std::size_t count) {
        if (error == boost::asio::error::operation_aborted) return;
        if (error) {
            const auto tell = events_.ended;  // may destroy this
            return tell();
        }
        line_.append(bytes_.data(), count);
        unsigned port = 0;
        // "listening 127.0.0.1:PORT http 127.0.0.1:PORT"
        if (line_.ends_with('\n') && std::sscanf(line_.c_str(), "listening 127.0.0.1:%5u http", &port) == 1) {
            line_.clear();
            events_.listening(static_cast<std::uint16_t>(port));
        }
        read();
    });
}

void ServerProcess::kill() {
    ::kill(pid_, SIGKILL);
}

void ServerProcess::terminate() {
    ::kill(pid_, SIGTERM);
}

ServerProcess::End ServerProcess::wait() {
    const int status = waited_for(std::exchange(pid_, -1));
    if (WIFSIGNALED(status)) return {WTERMSIG(status), 0};
    return {0, WEXITSTATUS(status)};
}

int run_program(const std::vector<std::string>& words, const std::filesystem::path& output) {
    const int file = opened(output);
    const pid_t pid = forked();
    if (pid == 0) become(words, file, file);
    ::close(file);
    const int status = waited_for(pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace luot::crash
