#include "sound/studio.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "sound/clip_library.hpp"
#include "words/load.hpp"

namespace luot::sound {
namespace {

class ThreadStudio final : public voice::Studio {
  public:
    ThreadStudio(const std::filesystem::path& voices, std::function<void()> on_take)
        : library_(voices), on_take_(std::move(on_take)), thread_([this] { work(); }) {}
    ~ThreadStudio() override {
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    ThreadStudio(const ThreadStudio&) = delete;
    ThreadStudio& operator=(const ThreadStudio&) = delete;

    void expect(std::vector<voice::Item> items) override {
        {
            const std::lock_guard lock(mutex_);
            for (auto& item : items) {
                if (expected_.size() == limits::expected_max) break;
                if (item.kind != voice::Item::Kind::silence) expected_.push_back(std::move(item));
            }
        }
        wake_.notify_one();
    }

    void record(const voice::Plan& plan) override {
        {
            const std::lock_guard lock(mutex_);
            wanted_ = plan;
            made_.reset();
        }
        wake_.notify_one();
    }

    std::optional<voice::Take> take() override {
        const std::lock_guard lock(mutex_);
        return std::exchange(made_, std::nullopt);
    }

    std::vector<std::string> troubles() const override {
        const std::lock_guard lock(mutex_);
        return troubles_;
    }

  private:
    // A take goes before whatever is expected, and expected clips are made one by one, so that a call begins at once.
    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return over_ || wanted_ || !expected_.empty(); });
            if (over_) return;
            if (wanted_) {
                const voice::Plan plan = *std::exchange(wanted_, std::nullopt);
                lock.unlock();
                voice::Take take = take_of(plan);
                lock.lock();
                troubles_ = library_.troubles();
                if (!failure_.empty()) troubles_.push_back(failure_);
                if (wanted_) continue;  // this one is forgotten
                made_ = std::move(take);
                lock.unlock();
                on_take_();
                lock.lock();
                continue;
            }
            const voice::Item item = std::move(expected_.front());
            expected_.pop_front();
            lock.unlock();
            clip(item);
            lock.lock();
            troubles_ = library_.troubles();
            if (!failure_.empty()) troubles_.push_back(failure_);
        }
    }

    // Whatever is in a folder, the board goes on: what throws (memory that is not there, a library's bug) is a clip that is lacking.
    std::shared_ptr<const voice::Pcm> clip(const voice::Item& item) {
        try {
            return library_.clip(item);
        } catch (const std::exception& error) {
            failure_ = "cannot make \"" + item.text + "\": " + error.what();
            return nullptr;
        }
    }
    voice::Take take_of(const voice::Plan& plan) {
        failure_.clear();
        try {
            return voice::take_of(plan, [this](const voice::Item& item) { return clip(item); });
        } catch (const std::exception& error) {
            failure_ = std::string("cannot make an announcement: ") + error.what();
            voice::Take nothing;
            nothing.lacking = true;
            return nothing;
        }
    }

    ClipLibrary library_;  // the thread's
    std::string failure_;  // likewise
    const std::function<void()> on_take_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<voice::Item> expected_;
    std::optional<voice::Plan> wanted_;
    std::optional<voice::Take> made_;
    std::vector<std::string> troubles_;
    bool over_ = false;
    std::thread thread_;
};

}  // namespace

std::filesystem::path voices_folder(const std::string& given) {
    return given.empty() ? words::default_folder().parent_path() / "voices" : std::filesystem::path(given);
}

std::unique_ptr<voice::Studio> make_studio(const std::filesystem::path& voices, std::function<void()> on_take) {
    return std::make_unique<ThreadStudio>(voices, std::move(on_take));
}

}  // namespace luot::sound
