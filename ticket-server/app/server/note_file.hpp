// The notes that clerks write of visits, in a file beside the journal, 0600: never in the journal, a backup or a log. It holds what there
// is now and no more: what is taken away or replaced is overwritten on the disk, and the file goes with the day.
//
// The file is records of 1,024 bytes. The first one says whose notes these are: "luot notes 1 DAY EPOCH\n", filled up with zeros. Each
// other one is free (all zeros) or a note, numbers in the machine's own order: 32 bytes BLAKE2b-256 of the rest of the record, 8 bytes each
// version (of two of one ticket the greater one counts: a replacement that a power cut left between its two steps), ticket, counter, at_us,
// 2 bytes each length of clerk and of text, clerk, text, zeros.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "net/translator.hpp"

namespace luot::server {

// Which day's notes they are. After a restore tickets' identities may be given anew.
struct NoteDay {
    core::BusinessDay day;
    std::uint64_t epoch = 0;
    bool operator==(const NoteDay&) const = default;
};

// Any one thread at a time. What a function returns is what went wrong, without a word of a note; empty: nothing.
class NoteFile {
  public:
    explicit NoteFile(const std::filesystem::path& data) : path_(data / "ticket.notes") {}
    ~NoteFile();
    NoteFile(const NoteFile&) = delete;
    NoteFile& operator=(const NoteFile&) = delete;

    // The file's notes, where it is this day's; else they are removed. Records that are damaged are too, and the file goes on without them.
    std::vector<net::TicketNote> load(const NoteDay& day, std::string& trouble);

    // On the disk when it returns. What the ticket had before is overwritten, or is left to be, see is_clean().
    std::string put(const NoteDay& day, const net::TicketNote& note);
    // All that the ticket had is overwritten on the disk. No-op where it has none. Where that fails the ticket has no note any more, but a
    // start may find it, until clean_up() or another erase() has gone well.
    std::string erase(core::TicketId ticket);
    // All of them overwritten on the disk, and the file removed. No-op where there is none.
    std::string remove();

    // Nothing is left that should have been overwritten or removed, and could not be.
    bool is_clean() const { return unwiped_.empty() && !stale_; }
    // Tries to make it so.
    std::string clean_up();

  private:
    std::string open(const NoteDay& day);
    std::string write(std::size_t record, const std::string& bytes) const;
    std::string wipe(std::size_t record, core::TicketId of);
    void close();

    std::filesystem::path path_;
    int file_ = -1;
    NoteDay day_;
    std::map<core::TicketId, std::size_t> records_;
    std::set<std::size_t> free_;
    std::map<std::size_t, core::TicketId> unwiped_;  // records of nobody's that have yet to be overwritten, and whose they were
    bool stale_ = false;                             // the whole file has yet to be removed
    std::size_t end_ = 1;                            // records behind it were never used
    std::uint64_t version_ = 0;
};

}  // namespace luot::server
