#include "virtual_printer/paper.hpp"

#include <algorithm>
#include <utility>

namespace luot::testing {

namespace {

std::deque<std::vector<bool>> rows_of(const std::vector<std::uint8_t>& bytes, std::size_t header, std::size_t row_bytes) {
    std::deque<std::vector<bool>> rows;
    for (std::size_t at = header; row_bytes > 0 && at + row_bytes <= bytes.size(); at += row_bytes) {
        std::vector<bool> row;
        row.reserve(row_bytes * 8);
        for (std::size_t x = 0; x < row_bytes * 8; ++x) row.push_back(((bytes[at + x / 8] >> (7 - x % 8)) & 1) != 0);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::optional<Command> Paper::feed(std::uint8_t byte) {
    auto command = reader_.next(byte);
    if (!command) return std::nullopt;
    begin(*command);
    while (at_work()) step();
    return command;
}

void Paper::begin(const Command& command) {
    commands_.push_back(command.name);
    const auto& bytes = command.bytes;
    if (command.name == "init") {
        stored_.clear();
    } else if (command.name == "feed") {
        rows_.assign(bytes[2], std::vector<bool>(static_cast<std::size_t>(hanging_.width), false));
    } else if (command.name == "cut") {
        cuts_ = true;
    } else if (command.name == "raster") {
        rows_ = rows_of(bytes, 8, bytes[4] + 256U * bytes[5]);
        band_rows_most_ = std::max(band_rows_most_, static_cast<int>(rows_.size()));
    } else if (command.name == "store") {
        stored_ = rows_of(bytes, 15, (bytes[11] + 256U * bytes[12] + 7U) / 8U);
        band_rows_most_ = std::max(band_rows_most_, static_cast<int>(stored_.size()));
    } else if (command.name == "print") {
        rows_ = std::exchange(stored_, {});
    }
}

void Paper::step() {
    if (!rows_.empty()) {
        hanging_.width = std::max(hanging_.width, static_cast<int>(rows_.front().size()));
        hanging_.rows.push_back(std::move(rows_.front()));
        rows_.pop_front();
        return;
    }
    if (!cuts_) return;
    cuts_ = false;
    hanging_.cut = true;
    slips_.push_back(std::exchange(hanging_, {}));
}

void Paper::drop_work() {
    rows_.clear();
    stored_.clear();
    cuts_ = false;
}

void Paper::tear_off() {
    if (!hanging_.rows.empty()) torn_.push_back(std::exchange(hanging_, {}));
}

}  // namespace luot::testing
