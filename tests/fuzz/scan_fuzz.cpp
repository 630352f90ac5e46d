// What a scanner types, in any pieces and at any pace, between what people type.
#include "fuzz.hpp"
#include "touch/scan_reader.hpp"
#include "touch/scanned.hpp"

using namespace luot;

namespace {

constexpr std::int32_t today = 20'514;

void look_at(std::string_view line) {
    bool hashed = false;
    const auto found = touch::read_scanned(line, today, [&](std::string_view digits) {
        hashed = true;
        fuzz::require(digits.size() == 12, "what is hashed is a card's number");
        for (const char digit : digits) fuzz::require(digit >= '0' && digit <= '9', "a card's number is digits");
        return std::optional<std::string>(std::string(16, 'p'));
    });
    const auto* card = std::get_if<touch::Card>(&found);
    fuzz::require(hashed == (card != nullptr), "nothing but a card is hashed");
    if (card != nullptr) fuzz::require(card->age >= 0 && card->age <= 150 && card->person.size() == 16, "a card is an age and a hash");
    if (const auto* slip = std::get_if<touch::SlipCode>(&found)) {
        fuzz::require(!slip->token.empty() && slip->token.size() <= 64, "a token has its length");
        fuzz::require(line.ends_with(slip->token), "a token stands at the end");
    }
    if (const auto* appointment = std::get_if<touch::Appointment>(&found)) {
        fuzz::require(appointment->at.minute >= 0 && appointment->at.minute < touch::minutes_a_day, "an appointment is within a day");
        fuzz::require(!appointment->service.empty(), "an appointment is for a field");
    }
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    look_at(input);
    touch::ScanReader reader;
    touch::Instant now{0};
    Choices choices(input);
    std::size_t given = 0;
    std::size_t taken = 0;
    while (!choices.over()) {
        const std::uint8_t choice = choices.byte();
        now += touch::Instant{choice & 0x7FU};
        if ((choice & 0x80U) == 0) {
            const char letter = static_cast<char>(choices.byte());
            if ((choice & 1U) != 0) taken += reader.wake(now).size();  // otherwise the program was busy
            reader.typed({&letter, 1}, now);
            ++given;
            continue;
        }
        const auto line = reader.entered();
        fuzz::require(line.scanned.empty() || line.typed.empty(), "a line is a scanner's or a human's");
        fuzz::require(line.scanned.empty() || line.scanned.size() >= touch::scanned_letters_min, "a scanner's line has its length");
        fuzz::require(line.scanned.size() <= touch::scanned_bytes_max, "a scanner's line is bounded");
        taken += line.typed.size();
        if (!line.scanned.empty()) {
            look_at(line.scanned);
            taken += line.scanned.size();
            reader.clear();
            fuzz::require(!reader.deadline(), "nothing is left of a line");
        }
    }
    if (const auto at = reader.deadline()) taken += reader.wake(*at).size();
    fuzz::require(!reader.deadline(), "what nobody ends is dropped");
    fuzz::require(taken <= given, "nothing is typed that nobody typed");
}
