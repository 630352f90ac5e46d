#include "bench/server_process.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/failure.hpp"
#include "bench/office.hpp"
#include "bench/processor_time.hpp"
#include "bench/socket.hpp"

namespace luot::bench {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// A start that takes longer is none; so is an end.
constexpr auto start_within = 60s;
constexpr auto stop_within = 10s;

[[noreturn]] void become_server(const ServerFiles& files, int out) {
    // Should the bench be killed, its server goes too.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int log = ::open((files.folder / "server.log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    ::dup2(out, STDOUT_FILENO);
    if (log >= 0) ::dup2(log, STDERR_FILENO);
    const std::string office = (files.folder / "bench.toml").string();
    const std::string data = files.data().string();
    ::execl(files.binary.c_str(), "ticket-server", "--office", office.c_str(), "--data", data.c_str(), "--listen", "127.0.0.1:0", "--http",
            "127.0.0.1:0", static_cast<char*>(nullptr));
    const std::string why = "cannot run " + files.binary.string() + ": " + std::strerror(errno) + "\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, why.data(), why.size());
    ::_exit(127);
}

// "listening 127.0.0.1:PORT http 127.0.0.1:PORT"
bool parse_ports(const std::string& line, std::uint16_t& port, std::uint16_t& http_port) {
    unsigned first = 0;
    unsigned second = 0;
    if (std::sscanf(line.c_str(), "listening 127.0.0.1:%5u http 127.0.0.1:%5u", &first, &second) != 2) return false;
    if (first == 0 || first > 65'535 || second == 0 || second > 65'535) return false;
    port = static_cast<std::uint16_t>(first);
    http_port = static_cast<std::uint16_t>(second);
    return true;
}

Socket asked_for(const char* page, std::uint16_t http_port) {
    Socket socket = Socket::connected(http_port);
    socket.write_all(std::string("GET ") + page + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    return socket;
}

bool answers_ready(std::uint16_t http_port) {
    const Socket socket = asked_for("/readyz", http_port);
    std::array<char, 12> status{};
    socket.read_exactly(status.data(), status.size());
    return std::string_view(status.data(), status.size()).ends_with(" 200");
}

}  // namespace

std::string last_of(const std::filesystem::path& log) {
    std::ifstream in(log);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    constexpr std::size_t shown = 600;
    return text.size() <= shown ? text : "..." + text.substr(text.size() - shown);
}

ServerProcess::ServerProcess(const ServerFiles& files) : log_(files.folder / "server.log") {
    if (!std::filesystem::exists(files.binary))
        throw Failure("there is no server at " + files.binary.string() + ": build it, or say where it is with --server-binary");
    std::ofstream(files.folder / "bench.toml") << office_text();
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw Failure(std::string("pipe: ") + std::strerror(errno));
    begun_ = Clock::now();
    pid_ = ::fork();
    if (pid_ == 0) become_server(files, pipe[1]);
    ::close(pipe[1]);
    if (pid_ < 0) {
        ::close(pipe[0]);
        throw Failure(std::string("fork: ") + std::strerror(errno));
    }
    read_ports(pipe[0]);
}

void ServerProcess::read_ports(int descriptor) {
    std::string line;
    const auto until = Clock::now() + start_within;
    while (!line.ends_with('\n')) {
        pollfd wait{descriptor, POLLIN, 0};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        char letter = 0;
        const bool has_more = left > 0ms && ::poll(&wait, 1, static_cast<int>(left.count())) == 1 && ::read(descriptor, &letter, 1) == 1;
        if (!has_more) break;
        line.push_back(letter);
    }
    ::close(descriptor);
    if (!parse_ports(line, port_, http_port_)) fail("the server did not say where it listens");
}

ServerProcess::~ServerProcess() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void ServerProcess::fail(const std::string& what) const {
    // The destructor of a half-made object does not run.
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    throw Failure(what + "; its log ends with: " + last_of(log_));
}

std::chrono::microseconds ServerProcess::wait_ready() {
    while (!answers_ready(http_port_)) {
        if (Clock::now() - begun_ > start_within) throw Failure("the server never became ready; its log ends with: " + last_of(log_));
        std::this_thread::sleep_for(1ms);
    }
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun_);
}

ServerMemory ServerProcess::memory() const {
    std::ifstream in("/proc/" + std::to_string(pid_) + "/status");
    ServerMemory memory;
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::string name;
        std::size_t kib = 0;
        if (!(words >> name >> kib)) continue;
        if (name == "VmRSS:") memory.resident_kib = kib;
        if (name == "VmHWM:") memory.peak_kib = kib;
    }
    if (memory.resident_kib == 0) throw Failure("the system does not say how much memory the server has");
    return memory;
}

double ServerProcess::cpu_seconds() const {
    return cpu_seconds_of(pid_).value_or(0);
}

double ServerProcess::commit_seconds() const {
    constexpr std::string_view name = "\nluot_commit_seconds_sum ";
    const Socket socket = asked_for("/metrics", http_port_);
    std::string page;
    std::array<char, 4'096> piece{};
    const auto has_line = [&] {
        const std::size_t at = page.find(name);
        return at != std::string::npos && page.find('\n', at + 1) != std::string::npos;
    };
    while (!has_line()) page.append(piece.data(), socket.read_some(piece.data(), piece.size(), true));
    return std::stod(page.substr(page.find(name) + name.size()));
}

void ServerProcess::stop() {
    ::kill(pid_, SIGTERM);
    const auto until = Clock::now() + stop_within;
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        if (Clock::now() > until) throw Failure("the server did not stop within 10 s");
        std::this_thread::sleep_for(2ms);
    }
    pid_ = -1;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw Failure("the server did not end well; its log ends with: " + last_of(log_));
}

}  // namespace luot::bench
