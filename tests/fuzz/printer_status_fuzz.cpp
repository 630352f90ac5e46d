// What a printer says about itself, after and between any bytes that a line may carry.
#include "escpos/status.hpp"
#include "fuzz.hpp"

using namespace luot;
using escpos::PrinterStatus;

namespace {

std::uint8_t bits_set(const PrinterStatus& status) {
    const bool all[] = {status.offline,      status.cover_open,    status.stopped_on_paper_end, status.error,
                        status.cutter_error, status.unrecoverable, status.paper_near_end,       status.paper_end};
    std::uint8_t set = 0;
    for (const bool bit : all) set = static_cast<std::uint8_t>(set << 1 | (bit ? 1 : 0));
    return set;
}

// Each question's answer says its own things and leaves the rest as it was.
void try_answer(std::uint8_t byte) {
    constexpr std::uint8_t says[] = {0b1000'0000, 0b0111'0000, 0b0000'1100, 0b0000'0011};
    constexpr escpos::StatusKind kinds[] = {escpos::StatusKind::printer, escpos::StatusKind::offline_cause, escpos::StatusKind::error_cause,
                                            escpos::StatusKind::paper};
    for (int i = 0; i < 4; ++i) {
        PrinterStatus none, all{true, true, true, true, true, true, true, true};
        escpos::read_answer(kinds[i], byte, none);
        escpos::read_answer(kinds[i], byte, all);
        fuzz::require((bits_set(none) & ~says[i]) == 0, "an answer says nothing beside its question");
        fuzz::require((bits_set(all) | says[i]) == 0xff, "an answer takes nothing back beside its question");
        fuzz::require((bits_set(none) ^ (bits_set(all) & says[i])) == 0, "an answer does not depend on what was known");
    }
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    escpos::AnswerReader reader;
    std::size_t bytes_left = 0;  // that no answer has used
    Choices choices(input);
    while (!choices.over()) {
        const std::uint8_t byte = choices.byte();
        ++bytes_left;
        const auto answer = reader.next(byte);
        if (!answer) continue;
        if (const auto* status = std::get_if<escpos::StatusAnswer>(&*answer)) {
            require(status->byte == byte && (byte & 0x93) == 0x12, "an answer to a status query is one that has its fixed bits");
            try_answer(byte);
        } else if (std::holds_alternative<escpos::DoneAnswer>(*answer)) {
            require((byte & 0x90) == 0, "an answer to GS r has its fixed bits");
        } else {
            require(bytes_left >= 4 && (byte & 0x90) == 0, "a report of the printer's own has four bytes");
        }
        bytes_left = 0;
    }

    // Whatever came before, what is whole is understood.
    escpos::AnswerReader after_noise = reader;
    const auto answer = after_noise.next(0x12);
    require(answer && std::holds_alternative<escpos::StatusAnswer>(*answer), "an answer is understood after any noise");
    const std::uint8_t cover_open_paper_end[] = {0x10 | 0x08 | 0x20, 0x00, 0x0C};
    for (const auto byte : cover_open_paper_end) require(!reader.next(byte), "a report is not there before its fourth byte");
    const auto report = reader.next(0x00);
    const auto* said = report ? std::get_if<escpos::AutomaticStatus>(&*report) : nullptr;
    require(said != nullptr && said->status == PrinterStatus{true, true, false, false, false, false, false, true},
            "a report is understood after any noise");
    require(said->status.cannot_print(), "a printer without paper cannot print");
}
