#include "server/note_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <sstream>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/files.hpp"

namespace luot::server {

namespace {

constexpr std::size_t record_bytes = 1'024;
constexpr std::size_t digest_bytes = 32;
// Twice as many as a day may have (net/limits.hpp): a longer file is none of ours.
constexpr std::size_t records_max = 4'096;

using Digest = std::array<char, digest_bytes>;

Digest digest_of(const std::string& record) {
    Digest digest{};
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<const unsigned char*>(record.data()) + digest_bytes, record.size() - digest_bytes, nullptr, 0);
    return digest;
}

template <class Integer>
void append(std::string& to, Integer value) {
    std::array<char, sizeof value> bytes{};
    std::memcpy(bytes.data(), &value, bytes.size());
    to.append(bytes.data(), bytes.size());
}

template <class Integer>
Integer take(std::string_view& from) {
    Integer value{};
    std::memcpy(&value, from.data(), sizeof value);
    from.remove_prefix(sizeof value);
    return value;
}

std::string header(const NoteDay& day) {
    std::string record = "luot notes 1 " + std::to_string(day.day.days) + " " + std::to_string(day.epoch) + "\n";
    record.resize(record_bytes, '\0');
    return record;
}

bool is_header(const std::string& record) {
    std::istringstream words(record.substr(0, record.find('\n')));
    std::string luot, notes, version;
    NoteDay day;
    words >> luot >> notes >> version >> day.day.days >> day.epoch;
    return !words.fail() && record == header(day);
}

std::string record_of(const net::TicketNote& note, std::uint64_t version) {
    std::string record(digest_bytes, '\0');
    append(record, version);
    append(record, note.ticket.value);
    append(record, note.counter.value);
    append(record, note.at_us);
    append(record, static_cast<std::uint16_t>(note.clerk.value.size()));
    append(record, static_cast<std::uint16_t>(note.text.size()));
    record += note.clerk.value + note.text;
    if (record.size() > record_bytes) return {};
    record.resize(record_bytes, '\0');
    const Digest digest = digest_of(record);
    std::copy(digest.begin(), digest.end(), record.begin());
    return record;
}

struct Kept {
    std::uint64_t version = 0;
    net::TicketNote note;
};

std::optional<Kept> read_record(const std::string& record) {
    const Digest digest = digest_of(record);
    if (!std::equal(digest.begin(), digest.end(), record.begin())) return std::nullopt;
    std::string_view rest = std::string_view(record).substr(digest_bytes);
    Kept kept;
    kept.version = take<std::uint64_t>(rest);
    kept.note.ticket = core::TicketId(take<std::uint64_t>(rest));
    kept.note.counter = core::CounterId(take<std::uint64_t>(rest));
    kept.note.at_us = take<core::TimeUs>(rest);
    const std::size_t clerk = take<std::uint16_t>(rest), text = take<std::uint16_t>(rest);
    if (clerk + text > rest.size()) return std::nullopt;
    kept.note.clerk = core::ClerkCode(std::string(rest.substr(0, clerk)));
    kept.note.text = rest.substr(clerk, text);
    return kept;
}

bool all_zeros(const std::string& record) {
    return record.find_first_not_of('\0') == std::string::npos;
}

std::string synced_folder(const std::filesystem::path& path) {
    const auto synced = store::sync_folder(path.parent_path());
    return synced ? std::string() : synced.error().what;
}

}  // namespace

NoteFile::~NoteFile() {
    close();
}

void NoteFile::close() {
    if (file_ >= 0) ::close(file_);
    file_ = -1;
    records_.clear();
    free_.clear();
    unwiped_.clear();
    end_ = 1;
}

std::vector<net::TicketNote> NoteFile::load(const NoteDay& day, std::string& trouble) {
    trouble.clear();
    close();
    const int file = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) {
        if (errno != ENOENT) trouble = std::strerror(errno);
        return {};
    }
    file_ = file;
    day_ = day;
    std::string record(record_bytes, '\0');
    const auto read = [&](std::size_t index) {
        return ::pread(file_, record.data(), record_bytes, static_cast<off_t>(index * record_bytes)) == static_cast<ssize_t>(record_bytes);
    };
    const bool has_header = read(0);
    if (!has_header || record != header(day)) {
        const bool of_another_day = has_header && is_header(record);
        trouble = remove();
        if (trouble.empty() && !of_another_day) trouble = "it is damaged and was removed";
        return {};
    }
    std::map<core::TicketId, Kept> newest;
    std::map<std::size_t, core::TicketId> unwanted;
    std::size_t damaged = 0;
    for (end_ = 1; end_ < records_max && read(end_); ++end_) {
        if (all_zeros(record)) {
            free_.insert(end_);
            continue;
        }
        auto kept = read_record(record);
        if (!kept) {
            ++damaged;
            unwanted[end_] = {};
            continue;
        }
        version_ = std::max(version_, kept->version);
        const core::TicketId ticket = kept->note.ticket;
        const auto before = newest.find(ticket);
        const bool wins = before == newest.end() || before->second.version < kept->version;
        if (!wins) unwanted[end_] = ticket;
        if (!wins) continue;
        if (before != newest.end()) unwanted[records_.at(ticket)] = ticket;
        records_[ticket] = end_;
        newest[ticket] = std::move(*kept);
    }
    struct stat status {};
    const bool whole = ::fstat(file_, &status) == 0 && static_cast<std::size_t>(status.st_size) == end_ * record_bytes;
    if (!whole) {
        ++damaged;  // its end was cut, or is none of ours
        if (::ftruncate(file_, static_cast<off_t>(end_ * record_bytes)) != 0) trouble = std::strerror(errno);
    }
    for (const auto& [each, ticket] : unwanted) {
        const std::string unwiped = wipe(each, ticket);
        if (!unwiped.empty()) trouble = unwiped;
    }
    if (damaged > 0 && trouble.empty()) trouble = "parts of it are damaged and were removed: " + std::to_string(damaged);
    std::vector<net::TicketNote> notes;
    for (auto& [ticket, kept] : newest) notes.push_back(std::move(kept.note));
    return notes;
}

std::string NoteFile::open(const NoteDay& day) {
    if (file_ >= 0 && day_ == day) return {};
    if (const std::string left = remove(); !left.empty()) return left;  // no note outlives its day
    const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return std::strerror(errno);
    file_ = file;
    day_ = day;
    std::string trouble = write(0, header(day));
    if (trouble.empty()) trouble = synced_folder(path_);
    if (trouble.empty()) return {};
    close();
    ::unlink(path_.c_str());
    return trouble;
}

std::string NoteFile::write(std::size_t record, const std::string& bytes) const {
    const auto written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(record * record_bytes));
    if (written < 0) return std::strerror(errno);
    if (static_cast<std::size_t>(written) != bytes.size()) return "the disk is full";
    return ::fdatasync(file_) == 0 ? std::string() : std::strerror(errno);
}

std::string NoteFile::wipe(std::size_t record, core::TicketId of) {
    std::string trouble = write(record, std::string(record_bytes, '\0'));
    if (trouble.empty()) {
        free_.insert(record);
        unwiped_.erase(record);
    } else {
        unwiped_[record] = of;
    }
    return trouble;
}

std::string NoteFile::put(const NoteDay& day, const net::TicketNote& note) {
    if (std::string trouble = open(day); !trouble.empty()) return trouble;
    // First: or each attempt on a disk that does not take them would leave one more.
    if (std::string trouble = clean_up(); !trouble.empty()) return trouble;
    const std::string bytes = record_of(note, ++version_);
    if (bytes.empty()) return "a note that is too long";
    if (free_.empty() && end_ >= records_max) return "it is full";
    const std::size_t record = free_.empty() ? end_ : *free_.begin();
    free_.erase(record);
    end_ = std::max(end_, record + 1);
    std::string trouble = write(record, bytes);
    if (!trouble.empty()) {
        // Part of it may stand there, and would come back with the next start.
        const std::string unwiped = wipe(record, note.ticket);
        return unwiped.empty() ? trouble : trouble + ", and what was written could not be taken back: " + unwiped;
    }
    const auto before = records_.find(note.ticket);
    if (before != records_.end()) wipe(before->second, note.ticket);  // else it is left to clean_up(): the newer one counts
    records_[note.ticket] = record;
    return {};
}

std::string NoteFile::erase(core::TicketId ticket) {
    if (const auto found = records_.find(ticket); found != records_.end()) {
        unwiped_[found->second] = ticket;
        records_.erase(found);
    }
    std::string trouble;
    const std::map<std::size_t, core::TicketId> all = unwiped_;
    for (const auto& [record, of] : all) {
        if (of != ticket) continue;
        const std::string unwiped = wipe(record, of);
        if (!unwiped.empty()) trouble = unwiped;
    }
    return trouble;
}

std::string NoteFile::clean_up() {
    if (stale_) return remove();
    std::string trouble;
    const std::map<std::size_t, core::TicketId> all = unwiped_;
    for (const auto& [record, of] : all) {
        const std::string unwiped = wipe(record, of);
        if (!unwiped.empty()) trouble = unwiped;
    }
    return trouble;
}

std::string NoteFile::remove() {
    if (file_ < 0) file_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
    stale_ = file_ < 0 && errno != ENOENT;
    if (file_ < 0) return stale_ ? std::strerror(errno) : std::string();
    struct stat status {};
    std::string unwiped;
    if (::fstat(file_, &status) != 0) unwiped = std::strerror(errno);
    // On the disk before the name goes: what is dirty of a file without a name is never written.
    const std::string zeros(record_bytes, '\0');
    const auto records = std::min<std::size_t>(static_cast<std::size_t>(status.st_size) / record_bytes + 1, records_max);
    for (std::size_t record = 0; unwiped.empty() && record < records; ++record) {
        const auto written = ::pwrite(file_, zeros.data(), zeros.size(), static_cast<off_t>(record * record_bytes));
        if (written != static_cast<ssize_t>(zeros.size())) unwiped = written < 0 ? std::strerror(errno) : "the disk is full";
    }
    if (unwiped.empty() && ::fdatasync(file_) != 0) unwiped = std::strerror(errno);
    close();
    stale_ = ::unlink(path_.c_str()) != 0 && errno != ENOENT;
    if (stale_) return std::strerror(errno);
    const std::string unsynced = synced_folder(path_);
    return unwiped.empty() ? unsynced : "removed without being overwritten: " + unwiped;
}

}  // namespace luot::server
