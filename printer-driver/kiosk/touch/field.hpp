// Whether a field gives numbers now, and if not, why not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shown/office_shown.hpp"
#include "touch/hours.hpp"
#include "words/catalogue.hpp"

namespace luot::touch {

enum class Availability : std::uint8_t { open, not_yet, hours_over, day_closed, stopped, full, office_stopped };

struct Field {
    const v1::Service* service = nullptr;
    const v1::FieldStatus* status = nullptr;  // none: the server has said nothing of it
    Availability availability = Availability::open;
    Opening opening;
};
Field field_of(const shown::OfficeShown& office, const v1::Service& service, const DayMoment& moment);

// In words. `value` is short enough for a tile.
std::string name_of(const v1::Service& service, const words::Catalogue& words);
std::string wait_words(const v1::WaitRange& wait, const words::Catalogue& words);          // "12–18 phút"
std::string expected_words(const v1::FieldStatus* status, const words::Catalogue& words);  // or "Vào ngay", or that nobody knows
struct Closed {
    std::string value;   // "Chưa mở"
    std::string detail;  // "Hôm nay mở lúc 13:30"
};
Closed closed_words(const Field& field, const words::Catalogue& words);

// The words of `texts` in the catalogue's language, or in the first there is.
std::string said(const v1::Texts& texts, const words::Catalogue& words);

}  // namespace luot::touch
