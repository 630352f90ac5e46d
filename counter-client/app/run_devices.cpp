#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "counter_app/run.hpp"
#include "message_json/message_json.hpp"
#include "wire/client_link.hpp"

namespace luot::counter_app {
namespace {

// A device's name as part of a file's: what is not a letter, a digit or one of "-_." of ASCII becomes an underscore.
std::string file_name_of(const std::string& device) {
    std::string name = device;
    for (char& c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!plain) c = '_';
    }
    return name + ".png";
}

class Roll : public wire::LinkHandler {
  public:
    Roll(boost::asio::io_context& context, const Options& options)
        : context_(context), options_(options), timeout_(context), link_(context.get_executor(), as_supervisor(options), *this) {}

    // Why it failed; empty: it did not.
    const std::string& failure() const { return failure_; }

    void call() {
        timeout_.expires_after(options_.timeout);
        timeout_.async_wait([this](const boost::system::error_code& error) {
            if (!error) end("no answer within " + std::to_string(options_.timeout.count()) + " ms");
        });
        link_.start();
        context_.run();
    }

    void on_snapshot(const v1::Snapshot&) override { link_.ping(); }
    void on_device_status(const v1::DeviceStatus& status) override {
        news_ = true;
        devices_[{status.role(), status.device()}] = status;
    }
    // The server tells of many devices in several portions, each before its answer: after an answer without any, all have come.
    void on_pong() override {
        if (std::exchange(news_, false)) return link_.ping();
        for (auto& [key, status] : devices_) print(status);
        end("");
    }
    void on_state(wire::LinkState state, const std::string& why) override {
        if (state == wire::LinkState::refused) end("the server refused: " + why);
    }

  private:
    static wire::LinkOptions as_supervisor(const Options& options) {
        wire::LinkOptions link = link_options(options);
        link.role = v1::ROLE_SUPERVISOR;
        link.device = "devices";
        return link;
    }

    void print(v1::DeviceStatus& status) {
        const std::string picture = std::move(*status.mutable_report()->mutable_board()->mutable_thumbnail());
        if (status.role() != v1::ROLE_BOARD) status.mutable_report()->clear_board();
        boost::json::object line = message_json::to_json(status);
        if (status.report().has_board()) line["report"].as_object()["board"].as_object().erase("thumbnail");
        if (!options_.pictures.empty() && !picture.empty()) line["picture"] = save(file_name_of(status.device()), picture);
        std::cout << boost::json::serialize(line) << std::endl;
    }

    std::string save(const std::string& name, const std::string& picture) {
        const auto path = std::filesystem::path(options_.pictures) / name;
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file.write(picture.data(), static_cast<std::streamsize>(picture.size()));
        file.close();
        if (!file && failure_.empty()) failure_ = "cannot write " + path.string();
        return path.string();
    }

    void end(const std::string& failure) {
        if (failure_.empty()) failure_ = failure;
        timeout_.cancel();
        link_.stop();
        context_.stop();
    }

    boost::asio::io_context& context_;
    const Options& options_;
    boost::asio::steady_timer timeout_;
    std::map<std::pair<v1::Role, std::string>, v1::DeviceStatus> devices_;
    bool news_ = false;
    std::string failure_;
    wire::ClientLink link_;
};

}  // namespace

int run_devices(const Options& options) {
    if (!options.pictures.empty() && !std::filesystem::is_directory(options.pictures)) {
        std::cerr << "counter-client: there is no folder " << options.pictures << '\n';
        return exit_usage;
    }
    boost::asio::io_context context(1);
    Roll roll(context, options);
    roll.call();
    if (roll.failure().empty()) return exit_done;
    std::cerr << "counter-client: " << roll.failure() << '\n';
    return exit_refused;
}

}  // namespace luot::counter_app
