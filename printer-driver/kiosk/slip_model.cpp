#include "kiosk/slip_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/local_time.hpp"

namespace luot::kiosk {

namespace {

constexpr std::int64_t minute_us = 60'000'000;
constexpr std::size_t notes_max = 2;  // the field's own come first; a slip is no notice board
constexpr std::array<const char*, 7> weekdays{"Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"};

const v1::Service* find_service(const v1::Office& office, const std::string& code) {
    const auto found = std::ranges::find_if(office.services(), [&](const v1::Service& service) { return service.code() == code; });
    return found == office.services().end() ? nullptr : &*found;
}

// Ordinary tickets bear no class.
std::string class_name(const v1::Office& office, const std::string& code) {
    const auto found = std::ranges::find_if(office.classes(), [&](const v1::PriorityClass& each) { return each.code() == code; });
    if (found == office.classes().end() || !found->priority()) return {};
    auto name = vietnamese(found->name());
    return name.empty() ? code : name;
}

// Whole minutes that hold the range: never a shorter wait than was foreseen.
SlipFigures figures_of(const v1::Promise& promise) {
    SlipFigures figures;
    figures.ahead = std::to_string(promise.ahead());
    figures.ahead_words = "người chờ trước";
    if (!promise.has_wait()) {
        figures.expected = "chưa đủ dữ liệu";
        figures.expected_words = "thời gian dự kiến";
        return figures;
    }
    const std::int64_t low = std::max<std::int64_t>(promise.wait().low_us(), 0) / minute_us;
    const std::int64_t high = std::max<std::int64_t>((promise.wait().high_us() + minute_us - 1) / minute_us, 1);
    figures.expected_known = true;
    figures.expected_words = "phút dự kiến";
    if (low == 0) {
        figures.expected = fmt::format("dưới {}", high);
    } else {
        figures.expected = low >= high ? std::to_string(high) : fmt::format("{}–{}", low, high);
    }
    return figures;
}

bool holds(const v1::DayNote& note, std::int64_t day, int weekday) {
    if (note.has_first_day() && day < note.first_day()) return false;
    if (note.has_last_day() && day > note.last_day()) return false;
    return note.weekdays() == 0 || ((note.weekdays() >> static_cast<unsigned>(weekday)) & 1U) != 0;
}

const v1::Procedure* find_procedure(const v1::Service* service, const std::string& code) {
    if (service == nullptr || code.empty()) return nullptr;
    const auto found = std::ranges::find_if(service->procedures(), [&](const v1::Procedure& each) { return each.code() == code; });
    return found == service->procedures().end() ? nullptr : &*found;
}

// What the procedure's calendar, the field's and the office's say of this day to somebody who has got a number all the same.
std::vector<std::string> notes_of(const v1::Office& office, const v1::Service* service, const v1::Procedure* procedure,
                                  const LocalTime& time) {
    const bool night = time.hour * 60 + time.minute < office.boundary_minute();  // still the day before
    const std::int64_t day = time.day_number - (night ? 1 : 0);
    const int weekday = (time.weekday + (night ? 6 : 0)) % 7;
    std::vector<std::string> notes;
    const auto collect = [&](const auto& calendar) {
        for (const auto& note : calendar) {
            auto words = vietnamese(note.message());
            if (!note.closed() && !words.empty() && holds(note, day, weekday) && notes.size() < notes_max)
                notes.push_back(std::move(words));
        }
    };
    if (procedure != nullptr) collect(procedure->calendar());
    if (service != nullptr) collect(service->calendar());
    collect(office.calendar());
    return notes;
}

const char* part_of_day(const LocalTime& time) {
    if (time.hour < 12) return "Buổi sáng";
    return time.hour < 18 ? "Buổi chiều" : "Buổi tối";
}

struct Ticket {
    std::string number;
    std::string service;
    std::string ticket_class;
    std::string procedure;
    std::int64_t issued_us = 0;
};

SlipModel common(const Ticket& ticket, const v1::Office& office, const std::string& kiosk, bool reprint) {
    const v1::Service* service = find_service(office, ticket.service);
    const auto local = local_time(ticket.issued_us, office.zone());
    const LocalTime time = local ? *local : utc_time(ticket.issued_us);
    SlipModel slip;
    slip.office = vietnamese(office.name());
    slip.title = "PHIẾU SỐ THỨ TỰ";
    slip.reprint = reprint ? "BẢN IN LẠI" : "";
    slip.number = ticket.number;
    slip.field = service != nullptr ? vietnamese(service->name()) : std::string();
    if (slip.field.empty()) slip.field = ticket.service;
    slip.ticket_class = class_name(office, ticket.ticket_class);
    slip.notes = notes_of(office, service, find_procedure(service, ticket.procedure), time);
    slip.closing = vietnamese(office.slip_closing());
    if (slip.closing.empty()) {
        slip.closing = "Vui lòng giữ phiếu và chờ gọi số. Người thuộc diện ưu tiên có thể được gọi trước.";
    }
    slip.when = fmt::format("{:02}:{:02} {} {:02}/{:02}/{}{}", time.hour, time.minute, weekdays[static_cast<std::size_t>(time.weekday)],
                            time.day, time.month, time.year, local ? "" : " UTC");
    slip.where = kiosk.empty() ? part_of_day(time) : fmt::format("{} · {}", part_of_day(time), kiosk);
    slip.name = fmt::format("{}-{}{:02}{:02}-{:02}{:02}{:02}{}", ticket.number, time.year, time.month, time.day, time.hour, time.minute,
                            time.second, reprint ? "-reprint" : "");
    return slip;
}

}  // namespace

std::string vietnamese(const v1::Texts& texts) {
    for (const auto& text : texts.texts()) {
        if (text.language() == "vi") return text.text();
    }
    return texts.texts().empty() ? std::string() : texts.texts(0).text();
}

SlipModel make_slip(const v1::IssuedResult& issued, const v1::Office& office, const std::string& kiosk, bool reprint) {
    SlipModel slip =
        common({issued.number(), issued.service(), issued.ticket_class(), issued.procedure(), issued.issued_us()}, office, kiosk, reprint);
    slip.figures = figures_of(issued.promise());
    if (issued.promise().past_closing()) slip.notes.insert(slip.notes.begin(), "Thời gian chờ có thể kéo dài quá giờ làm việc hôm nay.");
    if (!office.phone_base_url().empty() && !issued.token().empty()) {
        std::string url = office.phone_base_url();
        while (url.ends_with('/')) url.pop_back();
        slip.phone =
            SlipPhone{url + "/t/" + issued.token(), "Xem lượt trên điện thoại", "Quét mã để biết còn bao nhiêu người và mấy giờ đến lượt"};
    }
    return slip;
}

SlipModel make_slip(const v1::TicketStatus& ticket, const v1::Office& office, const std::string& kiosk, bool reprint) {
    return common({ticket.number(), ticket.service(), ticket.ticket_class(), ticket.procedure(), ticket.issued_us()}, office, kiosk,
                  reprint);
}

}  // namespace luot::kiosk
