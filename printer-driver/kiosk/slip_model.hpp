// What a slip says, in the office's words and order: values in, lines out. Knows nothing of paper.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "luot/v1/office.pb.h"
#include "luot/v1/push.pb.h"
#include "words/catalogue.hpp"

namespace luot::kiosk {

// The same in the slip's languages. `second` is empty where the slip has one language, or where it would say the same again.
struct Said {
    std::string first;
    std::string second;
    bool empty() const { return first.empty(); }
    bool operator==(const Said&) const = default;
};

struct SlipFigures {
    std::string ahead;     // "4"
    Said ahead_words;      // "người chờ trước"
    std::string expected;  // "10–16", "mời vào ngay", or "chưa đủ dữ liệu"
    Said expected_words;   // "phút dự kiến", or "thời gian dự kiến"
    bool expected_known = false;
};

struct SlipPhone {
    std::string url;  // in the QR
    Said title;
    Said words;
};

enum class SlipLine : std::uint8_t {
    logo,
    office,
    title,
    number,
    field,
    ticket_class,
    procedure,
    figures,
    notes,
    phone,
    closing,
    when,
    where,
};

struct SlipModel {
    std::vector<SlipLine> lines;  // from the top down; the number is always among them
    Said office;
    Said title;
    Said reprint;  // empty, or the mark that a copy bears
    std::string number;
    Said field;
    Said ticket_class;  // empty for ordinary tickets
    Said procedure;     // empty: not said
    std::optional<SlipFigures> figures;
    std::vector<Said> notes;  // until when to show oneself, that the wait may run past closing, today's regimes
    std::optional<SlipPhone> phone;
    Said closing;
    Said when;         // "09:24 Thứ Hai, 02/03/2026"
    Said where;        // "Buổi sáng · Kiosk 1"
    std::string name;  // for a file: number and time of issue
};

// The office's layout says which lines and which languages; without one all lines, in the office's first language. A slip that has been
// asked for again is told from the first one.
SlipModel make_slip(const v1::IssuedResult& issued, const v1::Office& office, const words::Words& words, const std::string& kiosk,
                    bool reprint);

// A ticket of which only the status is known, since another run of the program issued it: without the promise and the QR.
SlipModel make_slip(const v1::TicketStatus& ticket, const v1::Office& office, const words::Words& words, const std::string& kiosk,
                    bool reprint);

// Nobody's ticket, for whoever looks after the printer: every part of the paper is printed on, accents above and below included.
// `remarks` are printed as they are: versions, states.
SlipModel make_test_slip(std::int64_t at_us, const v1::Office& office, const words::Words& words, const std::string& kiosk,
                         const std::vector<std::string>& remarks);

}  // namespace luot::kiosk
