// How much of a roll is left, by what was printed since it was put in: many printers have no sensor for the paper's near end. Kept in a
// file that survives restarts and power cuts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

namespace luot::transport {

struct BadPaperCount {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadPaperCount& bad, const boost::source_location& location);

class PaperCounter {
  public:
    struct Roll {
        int length_mm = 0;  // of a new one; 0: not known
        int low_mm = 0;     // so much left is low
    };

    // Begins with a new roll where there is no file yet; one that cannot be read is not written over.
    static boost::system::result<PaperCounter, BadPaperCount> load(std::filesystem::path file, Roll roll);
    // Begins with a new roll, whatever is in the file.
    static PaperCounter begin(std::filesystem::path file, Roll roll);

    // What was printed. What the printer says of its paper: a roll that had ended, or nearly, and has not any more was changed.
    // Each saves; a line of English where that failed.
    std::optional<std::string> printed(int mm, int slips = 1);
    std::optional<std::string> seen(bool near_end, bool end);
    std::optional<std::string> roll_changed();

    std::uint64_t printed_mm() const { return kept_.printed_mm; }
    std::uint64_t slips() const { return kept_.slips; }
    std::optional<std::uint32_t> left_mm() const;  // nothing: the roll's length is not known
    bool low() const;

  private:
    struct Kept {
        std::uint64_t printed_mm = 0;  // since the roll was changed
        std::uint64_t slips = 0;
        bool near_end = false;
        bool end = false;
    };
    PaperCounter(std::filesystem::path file, Roll roll);
    std::string text() const;
    std::optional<std::string> save() const;

    std::filesystem::path file_;
    Roll roll_;
    Kept kept_;
};

}  // namespace luot::transport
