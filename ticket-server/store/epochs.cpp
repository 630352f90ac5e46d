#include "store/epochs.hpp"

#include <charconv>
#include <string>

#include "store/files.hpp"
#include "store/limits.hpp"

namespace luot::store {

namespace {

constexpr std::string_view first_line = "luot restores 1";

std::string line_of(const RestoreRecord& record) {
    return "epoch " + std::to_string(record.epoch) + " day " + std::to_string(record.day.days) + " seq " + std::to_string(record.last_seq) +
           (record.begun ? " begun" : " pending");
}

std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view taken = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return taken;
}

template <class Integer>
bool read_field(std::string_view& line, std::string_view name, Integer& value) {
    if (take_until(line, ' ') != name) return false;
    const std::string_view digits = take_until(line, ' ');
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
}

std::optional<RestoreRecord> record_of(std::string_view line) {
    RestoreRecord record;
    const bool read = read_field(line, "epoch", record.epoch) && read_field(line, "day", record.day.days) &&
                      read_field(line, "seq", record.last_seq) && (line == "begun" || line == "pending");
    if (!read) return std::nullopt;
    record.begun = line == "begun";
    return record;
}

Result<void> write_records(const std::filesystem::path& folder, const std::vector<RestoreRecord>& records) {
    std::string text(first_line);
    text += '\n';
    for (const RestoreRecord& record : records) text += line_of(record) + '\n';
    return write_whole(restores_file(folder), text);
}

}  // namespace

Result<std::vector<RestoreRecord>> restore_records(const std::filesystem::path& folder) {
    const std::filesystem::path file = restores_file(folder);
    const Result<std::string> text = read_whole(file, limits::restores_file_bytes_max);
    if (!text) return text.error();
    std::vector<RestoreRecord> records;
    std::string_view rest = *text;
    if (rest.empty()) return records;
    const auto garbled = [&](std::size_t line) {
        return Failure{file.string() + ", line " + std::to_string(line) + ": not what a restore writes"};
    };
    // Every line ends, the last one too: a file that was cut shows.
    if (rest.back() != '\n' || take_until(rest, '\n') != first_line) return garbled(1);
    for (std::size_t line = 2; !rest.empty(); ++line) {
        const std::optional<RestoreRecord> record = record_of(take_until(rest, '\n'));
        if (!record) return garbled(line);
        records.push_back(*record);
    }
    return records;
}

Result<void> add_restore_record(const std::filesystem::path& folder, const RestoreRecord& record) {
    Result<std::vector<RestoreRecord>> records = restore_records(folder);
    if (!records) return records.error();
    records->push_back(record);
    return write_records(folder, *records);
}

Result<std::optional<PendingEpoch>> pending_epoch(const std::filesystem::path& folder) {
    const Result<std::vector<RestoreRecord>> records = restore_records(folder);
    if (!records) return records.error();
    if (records->empty() || records->back().begun) return std::optional<PendingEpoch>();
    PendingEpoch pending{records->back().epoch, 0};
    for (const RestoreRecord& record : *records)
        if (record.day == records->back().day) ++pending.restores_of_day;
    return std::optional(pending);
}

Result<void> epoch_begun(const std::filesystem::path& folder, std::uint64_t epoch) {
    Result<std::vector<RestoreRecord>> records = restore_records(folder);
    if (!records) return records.error();
    bool changed = false;
    for (RestoreRecord& record : *records) {
        if (record.begun || record.epoch > epoch) continue;
        record.begun = true;
        changed = true;
    }
    return changed ? write_records(folder, *records) : Result<void>();
}

}  // namespace luot::store
