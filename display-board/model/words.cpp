#include "board/words.hpp"

#include <optional>

#include "shown/office_shown.hpp"

namespace luot::board {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

template <class Entry>
bool on_day(const Entry& entry, std::int32_t day) {
    if ((entry.weekdays() >> weekday_of(day) & 1U) == 0) return false;
    if (entry.has_first_day() && day < entry.first_day()) return false;
    return !entry.has_last_day() || day <= entry.last_day();
}

const v1::DayNote* closing_note(const v1::Office& office, std::int32_t day) {
    for (const auto& note : office.calendar()) {
        if (note.closed() && on_day(note, day)) return &note;
    }
    return nullptr;
}

const v1::Hours* hours_at(const v1::Office& office, const DayMoment& moment) {
    for (const auto& hours : office.sessions()) {
        if (on_day(hours, moment.business_day) && hours.from_minute() <= moment.minute && moment.minute < hours.until_minute())
            return &hours;
    }
    return nullptr;
}

std::string name_of(const v1::Hours& hours) {
    if (hours.code() == "morning") return "Buổi sáng";
    if (hours.code() == "afternoon") return "Buổi chiều";
    if (hours.code() == "evening") return "Buổi tối";
    if (hours.code() == "ninth-hour") return "Giờ làm việc thứ 9";
    return {};
}

}  // namespace

std::string wait_words(const v1::FieldStatus& field) {
    if (field.waiting() == 0) return field.closed() ? "tạm ngừng phát số" : "mời vào ngay";
    if (!field.has_expected()) return "chưa ước tính được";
    // Outwards: a promise of minutes is rather too wide than too narrow.
    const std::int64_t low = field.expected().low_us() / minute_us;
    const std::int64_t high = (field.expected().high_us() + minute_us - 1) / minute_us;
    if (high <= 5) return "dưới 5 phút";
    if (low == 0) return "dưới " + std::to_string(high) + " phút";
    if (low == high) return "khoảng " + std::to_string(high) + " phút";
    return "khoảng " + std::to_string(low) + "–" + std::to_string(high) + " phút";
}

std::string stale_words(std::int64_t away_us) {
    const std::int64_t minutes = away_us / minute_us;
    const std::string since = minutes == 0 ? std::string("Bảng vừa mất kết nối.")
                                           : "Bảng mất kết nối đã " + (minutes < 60 ? std::to_string(minutes) + " phút."
                                                                                    : "hơn " + std::to_string(minutes / 60) + " giờ.");
    return since + " Các số trên bảng có thể đã cũ, mời ông/bà nghe cán bộ gọi tại quầy.";
}

bool open_at(const v1::Office& office, const DayMoment& moment) {
    if (closing_note(office, moment.business_day) != nullptr) return false;
    return office.sessions().empty() || hours_at(office, moment) != nullptr;
}

std::string session_words(const v1::Office& office, const DayMoment& moment) {
    if (!open_at(office, moment)) return {};
    const v1::Hours* hours = hours_at(office, moment);
    return hours == nullptr ? std::string() : name_of(*hours);
}

Told closed_words(const v1::Office& office, const DayMoment& moment) {
    if (const auto* note = closing_note(office, moment.business_day); note != nullptr) {
        const std::string why = shown::text_in(note->message(), "vi");
        return {"Hôm nay cơ quan nghỉ", why.empty() ? "Mời ông/bà trở lại vào ngày làm việc." : why};
    }
    bool opened_before = false;
    std::optional<std::int32_t> opens;
    std::string name;
    for (const auto& hours : office.sessions()) {
        if (!on_day(hours, moment.business_day)) continue;
        opened_before = opened_before || hours.until_minute() <= moment.minute;
        if (hours.from_minute() > moment.minute && (!opens || hours.from_minute() < *opens)) {
            opens = hours.from_minute();
            name = name_of(hours);
        }
    }
    if (opens) {
        const std::string begins = (name.empty() ? std::string("Giờ làm việc") : name) + " bắt đầu lúc " + clock_words(*opens) + ".";
        return {opened_before ? "Đang nghỉ giữa hai buổi" : "Chưa đến giờ làm việc", begins};
    }
    if (opened_before) return {"Đã hết giờ làm việc hôm nay", "Cảm ơn ông/bà. Hẹn gặp lại vào ngày làm việc tới."};
    return {"Hôm nay cơ quan không làm việc", "Mời ông/bà trở lại vào ngày làm việc."};
}

}  // namespace luot::board
