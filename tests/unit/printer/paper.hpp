// Reads ESC/POS back into what would lie in the tray: the tests' own idea of a printer, sharing nothing with the encoder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luot::testing {

class Paper {
  public:
    // One byte of the job. A status query returns its number, to be answered; "done" queries return 100.
    std::optional<int> feed(std::uint8_t byte) {
        pending_.push_back(byte);
        return work_off();
    }

    struct Slip {
        int width = 0;
        std::vector<std::vector<bool>> rows;  // printed dots; blank rows for feeds
        bool cut = false;
    };
    const std::vector<Slip>& slips() const { return slips_; }  // cut ones
    const Slip& hanging() const { return hanging_; }           // printed and not cut
    const std::vector<std::string>& commands() const { return commands_; }
    bool in_command() const { return !pending_.empty(); }
    int bands = 0;
    int band_rows_most = 0;

  private:
    std::optional<int> work_off() {
        const auto at = [&](std::size_t i) { return pending_[i]; };
        const auto size = pending_.size();
        if (size < 2) {
            if (at(0) != 0x1B && at(0) != 0x1D && at(0) != 0x10) done("unknown");
            return std::nullopt;
        }
        if (at(0) == 0x1B && at(1) == 0x40) return done("init");
        if (at(0) == 0x1B && at(1) == 0x4A) {
            if (size < 3) return std::nullopt;
            for (int i = 0; i < at(2); ++i) hanging_.rows.emplace_back(static_cast<std::size_t>(hanging_.width), false);
            return done("feed");
        }
        if (at(0) == 0x1D && at(1) == 0x56) {
            if (size < 4) return std::nullopt;
            hanging_.cut = true;
            slips_.push_back(std::move(hanging_));
            hanging_ = {};
            return done("cut");
        }
        if (at(0) == 0x1D && at(1) == 0x72) {
            if (size < 3) return std::nullopt;
            done("done?");
            return 100;
        }
        if (at(0) == 0x10 && (at(1) == 0x04 || at(1) == 0x05)) {
            if (size < 3) return std::nullopt;
            const int n = at(2);
            const bool query = at(1) == 0x04;
            done(query ? "status" + std::to_string(n) : "recover");
            return query ? std::optional<int>(n) : std::nullopt;
        }
        if (at(0) == 0x1D && at(1) == 0x76) return raster();
        return done("unknown");
    }

    std::optional<int> raster() {
        if (pending_.size() < 8) return std::nullopt;
        const std::size_t row_bytes = pending_[4] + 256U * pending_[5];
        const std::size_t rows = pending_[6] + 256U * pending_[7];
        if (pending_.size() < 8 + row_bytes * rows) return std::nullopt;
        hanging_.width = static_cast<int>(row_bytes * 8);
        for (std::size_t y = 0; y < rows; ++y) {
            std::vector<bool> row;
            for (std::size_t x = 0; x < row_bytes * 8; ++x) row.push_back(((pending_[8 + y * row_bytes + x / 8] >> (7 - x % 8)) & 1) != 0);
            hanging_.rows.push_back(std::move(row));
        }
        ++bands;
        band_rows_most = std::max(band_rows_most, static_cast<int>(rows));
        return done("raster");
    }

    std::optional<int> done(std::string command) {
        commands_.push_back(std::move(command));
        pending_.clear();
        return std::nullopt;
    }

    std::vector<std::uint8_t> pending_;
    Slip hanging_;
    std::vector<Slip> slips_;
    std::vector<std::string> commands_;
};

}  // namespace luot::testing
