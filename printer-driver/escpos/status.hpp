// What a printer says about itself: questions that it answers at once (DLE EOT), and reports that it sends by itself (automatic status).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

namespace luot::escpos {

enum class StatusKind : std::uint8_t { printer = 1, offline_cause = 2, error_cause = 3, paper = 4 };

struct PrinterStatus {
    bool offline = false;
    bool cover_open = false;
    bool stopped_on_paper_end = false;
    bool error = false;
    bool cutter_error = false;
    bool unrecoverable = false;
    bool paper_near_end = false;
    bool paper_end = false;
    bool operator==(const PrinterStatus&) const = default;
    // Nothing would come out, or it came out wrong. Near end is a warning only.
    bool cannot_print() const {
        return offline || cover_open || stopped_on_paper_end || error || cutter_error || unrecoverable || paper_end;
    }
};

// 10 04 n. To be sent between jobs only, never inside a command.
std::array<std::uint8_t, 3> status_query(StatusKind kind);
// 1D 61 0E: from now on report changes of drawer-independent state by itself.
std::array<std::uint8_t, 3> automatic_status_on();

// Whether `byte` is an answer to a status query at all.
constexpr bool is_status_answer(std::uint8_t byte) {
    return (byte & 0x93U) == 0x12U;
}
// Adds what the answer to a query of that kind says.
void read_answer(StatusKind kind, std::uint8_t answer, PrinterStatus& into);

// One thing that a printer said.
struct StatusAnswer {
    std::uint8_t byte = 0;  // to the query that was asked: read_answer()
};
struct DoneAnswer {
    bool paper_end = false;  // to GS r 1
    bool paper_near_end = false;
};
struct AutomaticStatus {
    PrinterStatus status;
};
using Answer = std::variant<StatusAnswer, DoneAnswer, AutomaticStatus>;

// Tells the three apart in what arrives, byte by byte. Bytes that are none of them (XON, XOFF, noise) are dropped.
class AnswerReader {
  public:
    std::optional<Answer> next(std::uint8_t byte);
    // How many bytes so far were noise, which a healthy printer on a healthy line does not make; XON and XOFF are none.
    std::size_t noise() const { return noise_; }
    // How often the printer has said that it has dropped what it held, as it was told to by DLE DC4 8.
    std::size_t dropped() const { return dropped_; }

  private:
    bool in_drop_answer(std::uint8_t byte);

    std::size_t dropped_ = 0;
    std::size_t drop_answer_size_ = 0;  // of 37 25 00
    std::size_t noise_ = 0;
    std::array<std::uint8_t, 4> block_{};
    std::size_t block_size_ = 0;  // of an automatic status that is not complete yet
};

}  // namespace luot::escpos
