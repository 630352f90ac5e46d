#include "virtual_printer/commands.hpp"

namespace luot::testing {

namespace {

const std::vector<std::uint8_t> drop_all{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

}  // namespace

std::optional<Command> CommandReader::next(std::uint8_t byte) {
    pending_.push_back(byte);
    switch (pending_.front()) {
        case 0x00:
            pending_.clear();  // means nothing
            return std::nullopt;
        case 0x10:
            return real_time();
        case 0x1B:
            return escape();
        case 0x1D:
            return group();
        default:
            return when(1, "unknown");
    }
}

// The command, once it has so many bytes.
std::optional<Command> CommandReader::when(std::size_t size, const std::string& name, bool in_real_time) {
    if (pending_.size() < size) return std::nullopt;
    Command command{name, std::move(pending_), in_real_time};
    pending_.clear();
    return command;
}

std::optional<Command> CommandReader::real_time() {
    if (pending_.size() < 3) return std::nullopt;
    const auto which = pending_[1];
    const auto n = pending_[2];
    if (which == 0x04 && n >= 1 && n <= 4) return when(3, "status" + std::to_string(n), true);
    if (which == 0x05 && n == 1) return when(3, "resume", true);
    if (which == 0x05 && n == 2) return when(3, "recover", true);
    if (which == 0x14 && n == 0x08) {
        if (pending_.size() == drop_all.size() && pending_ != drop_all) return when(drop_all.size(), "unknown");
        return when(drop_all.size(), "drop", true);
    }
    return when(3, "unknown");
}

std::optional<Command> CommandReader::escape() {
    if (pending_.size() < 2) return std::nullopt;
    if (pending_[1] == 0x40) return when(2, "init");
    if (pending_[1] == 0x4A) return when(3, "feed");
    return when(2, "unknown");
}

std::optional<Command> CommandReader::group() {
    if (pending_.size() < 2) return std::nullopt;
    switch (pending_[1]) {
        case 0x56:
            if (pending_.size() < 3) return std::nullopt;
            // 0 and 1 cut at once, 65 and 66 feed first by so much as one more byte says.
            return when(pending_[2] == 65 || pending_[2] == 66 ? 4 : 3, "cut");
        case 0x61:
            return when(3, "automatic");
        case 0x72:
            return when(3, "done?");
        case 0x76: {
            if (pending_.size() < 3) return std::nullopt;
            if (pending_[2] != 0x30) return when(3, "unknown");
            if (pending_.size() < 8) return std::nullopt;
            const std::size_t row_bytes = pending_[4] + 256U * pending_[5];
            const std::size_t rows = pending_[6] + 256U * pending_[7];
            return when(8 + row_bytes * rows, "raster");
        }
        case 0x28:
            return graphics();
        default:
            return when(2, "unknown");
    }
}

std::optional<Command> CommandReader::graphics() {
    if (pending_.size() < 5) return std::nullopt;
    const std::size_t size = 5U + pending_[3] + 256U * pending_[4];
    if (pending_.size() < size) return std::nullopt;
    const bool is_graphics = pending_[2] == 0x4C && size >= 7 && pending_[5] == 0x30;
    if (is_graphics && (pending_[6] == 0x32 || pending_[6] == 0x02) && size == 7) return when(size, "print");
    if (is_graphics && pending_[6] == 0x70 && size >= 15) {
        const std::size_t row_bytes = (pending_[11] + 256U * pending_[12] + 7U) / 8U;
        const std::size_t rows = pending_[13] + 256U * pending_[14];
        // One colour, no magnification, and as many bytes as the picture has: what is not so is printed by no printer.
        const bool sound = pending_[7] == 0x30 && pending_[8] == 1 && pending_[9] == 1 && pending_[10] == 0x31;
        if (sound && size == 15 + row_bytes * rows && rows >= 1 && rows <= 1'662) return when(size, "store");
    }
    return when(size, "unknown");
}

}  // namespace luot::testing
