// A real office for tests of client programs: core, engine, network layer and map on 127.0.0.1, on a thread of its own, with a journal in
// memory and a clock that stands still at Monday 07:00 in Hà Nội. And the programs themselves, run as people run them.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine_fakes/fakes.hpp"
#include "map/codec.hpp"
#include "map/wire_translator.hpp"
#include "net/listener.hpp"
#include "support/folder.hpp"

namespace luot::live {

using namespace std::chrono_literals;

inline core::Service service(const std::string& code, const std::string& name, const std::string& prefix) {
    core::Service made;
    made.code = core::ServiceCode{code};
    made.name["vi"] = name;
    made.range.prefix = prefix;
    return made;
}

inline core::Choice choice(const std::string& code, const std::string& name) {
    core::Choice made;
    made.code = code;
    made.name["vi"] = name;
    return made;
}

// Counters 1 and 2 serve civil-status and help land; counter 3 the other way round. Clerks: an, binh, chi.
inline core::Office office() {
    core::Office made;
    made.code = "thu";
    made.name["vi"] = "UBND phường Thử";
    made.languages = {"vi", "en"};
    made.services = {service("civil-status", "Hộ tịch", "H"), service("land", "Đất đai", "Đ")};
    core::PriorityClass ordinary;
    ordinary.code = core::ClassCode{"ordinary"};
    core::PriorityClass elderly;
    elderly.code = core::ClassCode{"elderly"};
    elderly.priority = true;
    made.classes = {ordinary, elderly};
    for (const std::uint64_t id : {1U, 2U, 3U}) {
        core::CounterConfig counter;
        counter.id = core::CounterId{id};
        const bool land_first = id == 3;
        counter.serves = {core::ServiceCode{land_first ? "land" : "civil-status"}};
        counter.helps = {core::ServiceCode{land_first ? "civil-status" : "land"}};
        made.counters.push_back(counter);
    }
    made.pause_reasons = {choice("lunch", "Ăn trưa")};
    made.hold_reasons = {choice("form", "Điền tờ khai")};
    made.choose_reasons = {choice("frail", "Sức khỏe yếu")};
    made.cancel_reasons = {choice("mistake", "Lấy nhầm số")};
    made.outcomes = {choice("accepted", "Đã tiếp nhận")};
    made.clerks = {core::ClerkCode{"an"}, core::ClerkCode{"binh"}, core::ClerkCode{"chi"}};
    made.running_text = {{{"vi", "Người cao tuổi được ưu tiên"}}};
    return made;
}

class Office {
  public:
    explicit Office(double speed = 1) {
        service_ = std::make_unique<engine::Service>(context_.get_executor(), core::State{}, journal_, codec_, moments_, entropy_);
        core::Configure configure;
        configure.office = office();
        configure.digest = "one";
        service_->submit(configure, core::Origin{}, [](const engine::Reply&) {});
        service_->start();
        net::ListenerOptions listening;
        listening.speed = speed;
        listener_ = std::make_unique<net::Listener>(context_.get_executor(), *service_, words_, admission_, directory_, listening);
        REQUIRE(!listener_->open({boost::asio::ip::address_v4::loopback(), 0}));
        port_ = listener_->port();
        thread_ = std::thread([this] { context_.run(); });
    }
    ~Office() {
        boost::asio::post(context_, [this] { listener_->stop([this] { service_->stop([this] { context_.stop(); }); }); });
        thread_.join();
        listener_.reset();
        service_.reset();
    }
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    std::string server() const { return "127.0.0.1:" + std::to_string(port_); }

    // Done by the server's own hand, as if a clerk did it: before it returns it is durable and told.
    void command(const core::Command& command) {
        std::promise<void> done;
        boost::asio::post(context_, [&] { service_->submit(command, core::Origin{}, [&](const engine::Reply&) { done.set_value(); }); });
        REQUIRE(done.get_future().wait_for(180s) == std::future_status::ready);
    }

  private:
    boost::asio::io_context context_{1};
    fakes::Journal journal_;
    map::ProtobufCodec codec_;
    fakes::Moments moments_;
    fakes::Entropy entropy_;
    map::WireTranslator words_;
    net::TrustedNetwork admission_;
    net::SessionDirectory directory_;
    std::unique_ptr<engine::Service> service_;
    std::unique_ptr<net::Listener> listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

using testing::Folder;

inline std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

// A program of bin/ that runs: output and errors go to files of the folder. Killed where the test forgets it.
class Program {
  public:
    Program(const Folder& folder, const std::string& name, const std::vector<std::string>& arguments, const std::string& input = {})
        : out_(folder.path / (name + ".out")), err_(folder.path / (name + ".err")) {
        const auto in = folder.path / (name + ".in");
        std::ofstream(in) << input;
        const std::string program = std::filesystem::path(LUOT_BIN_DIR) / name;
        std::vector<std::string> words = arguments;
        words.insert(words.begin(), program);
        std::vector<char*> argv;
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        std::fflush(nullptr);  // the child would write what is buffered once more
        pid_ = fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            const bool fine = std::freopen(in.c_str(), "r", stdin) != nullptr && std::freopen(out_.c_str(), "w", stdout) != nullptr &&
                              std::freopen(err_.c_str(), "w", stderr) != nullptr;
            if (fine) execv(program.c_str(), argv.data());
            _exit(127);
        }
    }
    ~Program() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void terminate() const { kill(pid_, SIGTERM); }

    // The exit code; -1 when it did not end by itself, or not within three minutes.
    int wait() {
        const auto until = std::chrono::steady_clock::now() + 180s;
        int status = 0;
        while (waitpid(pid_, &status, WNOHANG) == 0) {
            if (std::chrono::steady_clock::now() > until) return -1;
            std::this_thread::sleep_for(2ms);
        }
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::string out() const { return read(out_); }
    std::string err() const { return read(err_); }

    // Waits until what it has written so far is as wanted.
    template <class Wanted>
    bool until(Wanted wanted) const {
        const auto end = std::chrono::steady_clock::now() + 180s;
        while (!wanted()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::sleep_for(5ms);
        }
        return true;
    }

  private:
    std::filesystem::path out_, err_;
    pid_t pid_ = 0;
};

}  // namespace luot::live
