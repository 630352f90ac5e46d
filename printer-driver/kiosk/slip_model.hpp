// What a slip says, in the office's words: values in, lines out. Knows nothing of paper.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/envelope.pb.h"
#include "luot/v1/office.pb.h"
#include "luot/v1/push.pb.h"

namespace luot::kiosk {

struct SlipFigures {
    std::string ahead;           // "4"
    std::string ahead_words;     // "người chờ trước"
    std::string expected;        // "10–16", or "chưa đủ dữ liệu"
    std::string expected_words;  // "phút dự kiến", or "thời gian dự kiến"
    bool expected_known = false;
};

struct SlipPhone {
    std::string url;  // in the QR
    std::string title;
    std::string words;
};

struct SlipModel {
    std::string office;
    std::string title;
    std::string reprint;  // empty, or the mark that a copy bears
    std::string number;
    std::string field;
    std::string ticket_class;  // empty for ordinary tickets
    std::optional<SlipFigures> figures;
    std::vector<std::string> notes;  // of today's regimes
    std::optional<SlipPhone> phone;
    std::string closing;
    std::string when;   // "09:24 Thứ Hai 02/03/2026"
    std::string where;  // "Buổi sáng · Kiosk 1"
    std::string name;   // for a file: number and time of issue
};

// A slip that has been asked for again is told from the first one.
SlipModel make_slip(const v1::IssuedResult& issued, const v1::Office& office, const std::string& kiosk, bool reprint);

// A ticket of which only the status is known, since another run of the program issued it: without the promise and the QR.
SlipModel make_slip(const v1::TicketStatus& ticket, const v1::Office& office, const std::string& kiosk, bool reprint);

// Words in Vietnamese where there are such, else in the first language that there is.
std::string vietnamese(const v1::Texts& texts);

}  // namespace luot::kiosk
