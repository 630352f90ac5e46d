#include "wire/stdin_lines.hpp"

#include <array>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <iostream>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

namespace luot::wire {
namespace {

// Nothing at the end of input.
std::optional<std::string> read_line() {
    std::array<char, 4096> line{};
    std::cin.getline(line.data(), static_cast<std::streamsize>(line.size()));
    if (std::cin.eof() && std::cin.gcount() == 0) return std::nullopt;
    if (std::cin.bad()) return std::nullopt;
    if (std::cin.fail() && !std::cin.eof()) {
        std::cin.clear();
        std::cin.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return std::string(line.data());
}

}  // namespace

struct StdinLines::Shared {
    boost::asio::any_io_executor executor;
    std::function<void(const std::string&)> on_line;
    std::function<void()> on_end;
    std::mutex mutex;
    std::condition_variable wanted_changed;
    bool wanted = false;
    bool closed = false;

    // Until the end of input, or until nobody wants lines any more.
    static void read(const std::shared_ptr<Shared>& shared) {
        bool more = true;
        while (more) {
            {
                std::unique_lock lock(shared->mutex);
                shared->wanted_changed.wait(lock, [&] { return shared->wanted || shared->closed; });
                if (shared->closed) return;
                shared->wanted = false;
            }
            const auto line = read_line();
            more = line.has_value();
            const std::lock_guard lock(shared->mutex);
            if (shared->closed) return;
            boost::asio::post(shared->executor, [shared, line] {
                {
                    const std::lock_guard inner(shared->mutex);
                    if (shared->closed) return;
                }
                if (line) {
                    shared->on_line(*line);
                } else {
                    shared->on_end();
                }
            });
        }
    }
};

StdinLines::StdinLines(boost::asio::any_io_executor executor, std::function<void(const std::string&)> on_line, std::function<void()> on_end)
    : shared_(std::make_shared<Shared>()) {
    shared_->executor = std::move(executor);
    shared_->on_line = std::move(on_line);
    shared_->on_end = std::move(on_end);
    std::thread([shared = shared_] { Shared::read(shared); }).detach();
}

StdinLines::~StdinLines() {
    const std::lock_guard lock(shared_->mutex);
    shared_->closed = true;
    shared_->executor = {};  // what it stands for is about to go
    shared_->wanted_changed.notify_all();
}

void StdinLines::next() {
    const std::lock_guard lock(shared_->mutex);
    shared_->wanted = true;
    shared_->wanted_changed.notify_all();
}

}  // namespace luot::wire
