// Printers that are files: bytes one job after another, or a picture for each slip.
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "escpos/encode.hpp"
#include "screen/canvas.hpp"
#include "transport/printer.hpp"

namespace luot::transport {

namespace {

Outcome storage_failure(std::string detail) {
    return {Result::failed, Trouble::storage, std::move(detail), false};
}

// Appends all or nothing: half a job in the file would spoil the next one.
Outcome append_job(const std::filesystem::path& file, const escpos::Bytes& bytes) {
    std::error_code error;
    const bool existed = std::filesystem::exists(file, error);
    const auto size_before = existed ? std::filesystem::file_size(file, error) : 0;
    if (error) return storage_failure("cannot look at " + file.string() + ": " + error.message());
    std::ofstream output(file, std::ios::binary | std::ios::app);
    if (!output) return storage_failure("cannot open " + file.string() + " for writing");
    output.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    output.close();
    if (!output) {
        std::filesystem::resize_file(file, size_before, error);
        return storage_failure("cannot write " + file.string() + (error ? ", and half a job stays in it: " + error.message() : ""));
    }
    return {Result::printed, Trouble::none, {}, false};
}

// A printer that is done when the call is: what such printers have in common.
class StoragePrinter : public Printer {
  public:
    StoragePrinter(const boost::asio::any_io_executor& executor, const Limits& limits)
        : shared_(std::make_shared<Shared>(executor)), executor_(executor), try_again_after_(limits.watch_every) {}
    ~StoragePrinter() override { end(); }
    StoragePrinter(const StoragePrinter&) = delete;
    StoragePrinter& operator=(const StoragePrinter&) = delete;

    void print(Job job, std::function<void(Outcome)> on_done) override {
        auto outcome = shared_->stopped ? Outcome{Result::failed, Trouble::stopped, "the program ended before the slip was written", false}
                                        : save(job);
        boost::asio::post(executor_,
                          [shared = shared_, after = try_again_after_, outcome = std::move(outcome), on_done = std::move(on_done)] {
                              const bool works = outcome.result == Result::printed;
                              if (outcome.trouble != Trouble::stopped)
                                  shared->publish({works ? Condition::ready : Condition::fault, outcome.detail});
                              if (!works && !shared->stopped) try_again(shared, after);
                              on_done(outcome);
                          });
    }
    void stop() override { end(); }
    void watch(std::function<void(const State&)> on_state) override {
        shared_->on_state = std::move(on_state);
        boost::asio::post(executor_, [shared = shared_] { shared->publish(shared->state.value_or(State{Condition::ready, {}})); });
    }
    std::optional<State> state() const override { return shared_->state; }

  protected:
    virtual Outcome save(const Job& job) = 0;

  private:
    struct Shared {
        explicit Shared(const boost::asio::any_io_executor& executor) : again(executor) {}
        void publish(const State& is) {
            const bool news = is != said;
            state = is;
            if (stopped || !on_state || !news) return;
            said = is;
            on_state(is);
        }
        bool stopped = false;
        std::optional<State> state;
        std::optional<State> said;
        std::function<void(const State&)> on_state;
        boost::asio::steady_timer again;
    };

    void end() {
        shared_->stopped = true;
        shared_->again.cancel();
    }

    // A disk that was full may have room by now; only the next slip tells, and none is asked for while the state is a fault.
    static void try_again(const std::shared_ptr<Shared>& shared, std::chrono::milliseconds after) {
        shared->again.expires_after(after);
        shared->again.async_wait([shared](const boost::system::error_code& cancelled) {
            if (!cancelled) shared->publish({Condition::ready, {}});
        });
    }

    std::shared_ptr<Shared> shared_;
    boost::asio::any_io_executor executor_;
    std::chrono::milliseconds try_again_after_;
};

class FilePrinter : public StoragePrinter {
  public:
    FilePrinter(const boost::asio::any_io_executor& executor, std::string file, const Options& options)
        : StoragePrinter(executor, options.limits), file_(std::move(file)), profile_(options.profile) {}

  private:
    Outcome save(const Job& job) override { return append_job(file_, escpos::encode_slip(job.picture, profile_).bytes); }

    std::filesystem::path file_;
    escpos::Profile profile_;
};

// A name that is a file's name everywhere; letters beyond ASCII stay, ticket numbers have them.
std::string file_name(const std::string& name) {
    std::string safe;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                           byte == '-' || byte == '.';
        safe += plain ? c : '_';
    }
    if (safe.empty() || safe.front() == '.') safe.insert(0, "_");
    return safe;
}

class PngPrinter : public StoragePrinter {
  public:
    PngPrinter(const boost::asio::any_io_executor& executor, std::string folder, const Limits& limits)
        : StoragePrinter(executor, limits), folder_(std::move(folder)) {}

  private:
    Outcome save(const Job& job) override {
        std::error_code error;
        std::filesystem::create_directories(folder_, error);
        if (error) return storage_failure("cannot make the folder " + folder_.string() + ": " + error.message());
        if (job.picture.height() == 0) return storage_failure("an empty slip");
        screen::Canvas canvas(fonts_, job.picture.width(), job.picture.height(), screen::rgb("#FFFFFF"));
        for (int y = 0; y < job.picture.height(); ++y) {
            for (int x = 0; x < job.picture.width(); ++x) {
                if (job.picture.dot(x, y)) canvas.fill({x, y, 1, 1}, screen::rgb("#000000"));
            }
        }
        const auto saved = canvas.save_png(free_name(job.name));
        return saved ? Outcome{Result::printed, Trouble::none, {}, false} : storage_failure(saved.error().reason);
    }

    // A slip that is printed again gets a name of its own; the hundredth takes the last one's place.
    std::filesystem::path free_name(const std::string& name) const {
        std::filesystem::path file;
        for (int copy = 1; copy <= 99; ++copy) {
            file = folder_ / (file_name(name) + (copy == 1 ? "" : "-" + std::to_string(copy)) + ".png");
            std::error_code ignored;  // a folder that cannot be read cannot be written: save_png() says so
            if (!std::filesystem::exists(file, ignored)) break;
        }
        return file;
    }

    std::filesystem::path folder_;
    screen::Fonts fonts_;  // a canvas has to have them; no text is drawn here
};

}  // namespace

std::unique_ptr<Printer> create_file_printer(const boost::asio::any_io_executor& executor, const Address& address, const Options& options) {
    return std::make_unique<FilePrinter>(executor, address.path, options);
}

std::unique_ptr<Printer> create_png_printer(const boost::asio::any_io_executor& executor, const Address& address, const Options& options) {
    return std::make_unique<PngPrinter>(executor, address.path, options.limits);
}

}  // namespace luot::transport
