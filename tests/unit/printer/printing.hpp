// What tests of printers share: a picture that can be told from another, quick bounds, and one job at a time.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <optional>

#include "transport/printer.hpp"
#include "virtual_printer/virtual_printer.hpp"

namespace luot::testing {

inline escpos::Bitmap striped(int width, int height, int slant = 3) {
    escpos::Bitmap picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) picture.set(x, y, (x * 7 + y * slant) % 11 < 4);
    }
    return picture;
}

// The picture from the slip's row `first` on.
inline bool shows(const Paper::Slip& slip, const escpos::Bitmap& picture, std::size_t first = 0) {
    if (slip.width != picture.width() || slip.rows.size() < first + static_cast<std::size_t>(picture.height())) return false;
    for (int y = 0; y < picture.height(); ++y) {
        const auto& row = slip.rows[first + static_cast<std::size_t>(y)];
        for (int x = 0; x < picture.width(); ++x) {
            if (row[static_cast<std::size_t>(x)] != picture.dot(x, y)) return false;
        }
    }
    return true;
}

// Wherever it stands on the slip.
inline bool has(const Paper::Slip& slip, const escpos::Bitmap& picture) {
    for (std::size_t first = 0; first + static_cast<std::size_t>(picture.height()) <= slip.rows.size(); ++first) {
        if (shows(slip, picture, first)) return true;
    }
    return false;
}

// The picture, and nothing else on the paper.
inline bool is_alone(const Paper::Slip& slip, const escpos::Bitmap& picture) {
    if (!shows(slip, picture)) return false;
    for (auto y = static_cast<std::size_t>(picture.height()); y < slip.rows.size(); ++y) {
        for (const bool dot : slip.rows[y]) {
            if (dot) return false;
        }
    }
    return true;
}

inline transport::Options quick() {
    using namespace std::chrono_literals;
    transport::Options options;
    options.profile.pace_mm_a_second = 2'500;
    options.limits = {
        .connect = 2'000ms, .status_answer = 120ms, .write_stall = 500ms, .after_slip = 100ms, .late = 400ms, .watch_every = 20ms};
    return options;
}

inline transport::Address address_of(const VirtualPrinter& printer) {
    return {transport::Address::Kind::tcp, "127.0.0.1", printer.port(), {}};
}

// Runs until `is_so`, for a while at most.
template <class Condition>
bool run_until(boost::asio::io_context& io, Condition is_so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(180);
    io.restart();
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > end) return false;
        io.run_one_for(std::chrono::milliseconds(50));
        if (io.stopped()) io.restart();
    }
    return true;
}

inline std::optional<transport::Outcome> print(boost::asio::io_context& io, transport::Printer& printer, transport::Job job) {
    std::optional<transport::Outcome> outcome;
    printer.print(std::move(job), [&](const transport::Outcome& done) { outcome = done; });
    run_until(io, [&] { return outcome.has_value(); });
    return outcome;
}

inline std::filesystem::path empty_folder(const char* name) {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

}  // namespace luot::testing
