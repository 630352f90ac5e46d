#include "server/note_file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "failing_disk.hpp"
#include "support/folder.hpp"

using namespace luot;
using server::NoteDay;
using server::NoteFile;

namespace {

constexpr std::size_t record_bytes = 1'024;
const NoteDay today{core::BusinessDay{20'514}, 1};

net::TicketNote note(std::uint64_t ticket, const std::string& text) {
    return net::TicketNote{core::TicketId{ticket}, text, core::CounterId{3}, core::ClerkCode{"cb-01"},
                           1'000 + static_cast<core::TimeUs>(ticket)};
}

struct Kept {
    testing::Folder folder;
    std::filesystem::path path = folder.path / "ticket.notes";

    std::string bytes() const {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void write(const std::string& text) const { std::ofstream(path, std::ios::binary | std::ios::trunc) << text; }
    std::vector<net::TicketNote> load(std::string& trouble, const NoteDay& day = today) const {
        NoteFile file(folder.path);
        return file.load(day, trouble);
    }
    std::vector<net::TicketNote> load() const {
        std::string trouble;
        auto notes = load(trouble);
        CHECK(trouble.empty());
        return notes;
    }
    void put(const std::vector<net::TicketNote>& notes) const {
        NoteFile file(folder.path);
        std::string trouble;
        file.load(today, trouble);
        for (const auto& each : notes) CHECK(file.put(today, each).empty());
    }
};

}  // namespace

TEST_CASE("notes come back as they were and nobody else may read them") {
    const Kept kept;
    const std::vector<net::TicketNote> notes{note(1, "một"), note(2, std::string(500, 'x')), note(700, "three")};
    kept.put(notes);
    CHECK(kept.load() == notes);
    CHECK((std::filesystem::status(kept.path).permissions() & std::filesystem::perms::mask) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    // The next start goes on where this one was.
    kept.put({note(3, "four")});
    CHECK(kept.load().size() == 4);
}

TEST_CASE("what is replaced or taken away does not stay in the file") {
    const Kept kept;
    NoteFile file(kept.folder.path);
    CHECK(file.put(today, note(1, "first words")).empty());
    CHECK(file.put(today, note(2, "other words")).empty());
    CHECK(file.put(today, note(1, "second words")).empty());
    CHECK(kept.bytes().find("first words") == std::string::npos);
    CHECK(kept.bytes().find("second words") != std::string::npos);
    CHECK(file.erase(core::TicketId{1}).empty());
    CHECK(file.erase(core::TicketId{1}).empty());
    CHECK(kept.bytes().find("second words") == std::string::npos);
    CHECK(kept.load() == std::vector<net::TicketNote>{note(2, "other words")});
    CHECK(file.remove().empty());
    CHECK_FALSE(std::filesystem::exists(kept.path));
    CHECK(file.remove().empty());
    CHECK(file.put(today, note(4, "after")).empty());
    CHECK(kept.load() == std::vector<net::TicketNote>{note(4, "after")});
}

TEST_CASE("room that was given back is used again") {
    const Kept kept;
    NoteFile file(kept.folder.path);
    for (std::uint64_t ticket = 1; ticket <= 50; ++ticket) {
        CHECK(file.put(today, note(ticket, "a")).empty());
        CHECK(file.put(today, note(ticket, "b")).empty());
        CHECK(file.erase(core::TicketId{ticket}).empty());
    }
    CHECK(kept.bytes().size() <= 3 * record_bytes);
}

TEST_CASE("notes of another day or of before a restore are removed") {
    for (const NoteDay& other : {NoteDay{core::BusinessDay{20'515}, 1}, NoteDay{core::BusinessDay{20'514}, 2}}) {
        const Kept kept;
        kept.put({note(1, "words")});
        std::string trouble;
        CHECK(kept.load(trouble, other).empty());
        CHECK(trouble.empty());
        CHECK_FALSE(std::filesystem::exists(kept.path));

        kept.put({note(1, "words")});
        NoteFile file(kept.folder.path);
        CHECK(file.put(other, note(2, "new")).empty());  // without having been loaded
        CHECK(kept.bytes().find("words") == std::string::npos);
    }
}

TEST_CASE("a file cut at any byte goes on with the notes that are whole") {
    const Kept kept;
    kept.put({note(1, "one"), note(2, "two"), note(3, "three")});
    const std::string whole = kept.bytes();
    REQUIRE(whole.size() == 4 * record_bytes);
    for (std::size_t cut = 0; cut <= whole.size(); cut += cut % record_bytes == 40 ? record_bytes - 50 : 1) {
        kept.write(whole.substr(0, cut));
        std::string trouble;
        const auto notes = kept.load(trouble);
        CHECK(notes.size() == (cut < record_bytes ? 0 : cut / record_bytes - 1));
        CHECK(trouble.empty() == (cut >= record_bytes && cut % record_bytes == 0));
        if (cut < record_bytes) CHECK_FALSE(std::filesystem::exists(kept.path));
        if (cut >= record_bytes) CHECK(kept.load() == notes);  // it is whole again
    }
}

TEST_CASE("a damaged note is removed with one warning and the others stay") {
    const Kept kept;
    kept.put({note(1, "one"), note(2, "two"), note(3, "three")});
    const std::string whole = kept.bytes();
    for (std::size_t at = 2 * record_bytes; at < 2 * record_bytes + 100; at += 3) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        kept.write(damaged);
        std::string trouble;
        CHECK(kept.load(trouble) == std::vector<net::TicketNote>{note(1, "one"), note(3, "three")});
        CHECK(trouble == "parts of it are damaged and were removed: 1");
        CHECK(kept.bytes().find("two") == std::string::npos);
    }
    std::string headless = whole;
    headless[3] = '!';
    kept.write(headless);
    std::string trouble;
    CHECK(kept.load(trouble).empty());
    CHECK(trouble == "it is damaged and was removed");
    CHECK_FALSE(std::filesystem::exists(kept.path));
}

TEST_CASE("of two of one ticket the later one counts") {
    const Kept kept;
    kept.put({note(1, "before")});
    const std::string before = kept.bytes();
    kept.put({note(1, "after")});
    // A power cut between the two steps of a replacement.
    std::string both = kept.bytes();
    both.replace(record_bytes, record_bytes, before.substr(record_bytes, record_bytes));
    kept.write(both);
    CHECK(kept.load() == std::vector<net::TicketNote>{note(1, "after")});
    CHECK(kept.bytes().find("before") == std::string::npos);
}

TEST_CASE("what could not be overwritten is overwritten later and never comes back") {
    const Kept kept;
    NoteFile file(kept.folder.path);
    CHECK(file.put(today, note(1, "other words")).empty());
    CHECK(file.put(today, note(2, "first words")).empty());
    CHECK(file.erase(core::TicketId{1}).empty());  // there is room before it
    {
        const testing::FilesEndAt disk(2 * record_bytes);
        CHECK(file.put(today, note(2, "second words")).empty());  // it is kept, but what was there before stays
        CHECK_FALSE(file.is_clean());
        CHECK(kept.bytes().find("first words") != std::string::npos);
        CHECK_FALSE(file.erase(core::TicketId{2}).empty());
        CHECK_FALSE(file.clean_up().empty());
        for (int again = 0; again < 10; ++again) CHECK_FALSE(file.put(today, note(3, "third words")).empty());
    }
    CHECK(file.put(today, note(3, "third words")).empty());
    CHECK(file.is_clean());
    CHECK(kept.bytes().find("first words") == std::string::npos);
    CHECK(kept.bytes().find("second words") == std::string::npos);
    CHECK(kept.load() == std::vector<net::TicketNote>{note(3, "third words")});
    CHECK(kept.bytes().size() == 3 * record_bytes);  // no room was lost
}

TEST_CASE("a disk that does not take a note says why") {
    const Kept kept;
    std::filesystem::create_directory(kept.path);
    NoteFile file(kept.folder.path);
    std::string trouble;
    CHECK(file.load(today, trouble).empty());
    CHECK_FALSE(trouble.empty());
    CHECK_FALSE(file.put(today, note(1, "secret words")).empty());
    CHECK(file.put(today, note(1, "secret words")).find("secret") == std::string::npos);
    NoteFile nowhere(kept.folder.path / "nowhere");
    CHECK_FALSE(nowhere.put(today, note(1, "words")).empty());
    CHECK_FALSE(nowhere.put(today, note(1, std::string(2'000, 'x'))).empty());
}
