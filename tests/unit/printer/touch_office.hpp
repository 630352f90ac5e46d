// A ward office as the kiosk's screen meets it, and somebody who stands before it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "luot/v1/push.pb.h"
#include "touch/touch_fsm.hpp"
#include "words/load.hpp"

namespace luot::testing {

constexpr std::int32_t monday = 20'514;  // 2026-03-02
constexpr std::int64_t a_minute_us = 60'000'000;

inline v1::Texts texts(const std::string& vietnamese, const std::string& english) {
    v1::Texts made;
    for (const auto& [language, text] : {std::pair{"en", english}, std::pair{"vi", vietnamese}}) {
        if (text.empty()) continue;
        made.add_texts()->set_language(language);
        made.mutable_texts(made.texts_size() - 1)->set_text(text);
    }
    return made;
}

inline void add_hours(google::protobuf::RepeatedPtrField<v1::Hours>& hours, int from, int until) {
    auto* entry = hours.Add();
    entry->set_weekdays(0x1F);
    entry->set_from_minute(from);
    entry->set_until_minute(until);
}

inline v1::Service* add_service(v1::Office& office, const char* code, const char* vietnamese, const char* english, const char* colour,
                                const char* hint, const char* english_hint) {
    auto* service = office.add_services();
    service->set_code(code);
    *service->mutable_name() = texts(vietnamese, english);
    *service->mutable_hint() = texts(hint, english_hint);
    service->set_colour(colour);
    return service;
}

inline void add_procedure(v1::Service& service, const char* code, const char* vietnamese, const char* english) {
    auto* procedure = service.add_procedures();
    procedure->set_code(code);
    procedure->set_open(true);
    *procedure->mutable_name() = texts(vietnamese, english);
}

inline void add_class(v1::Office& office, const char* code, const char* vietnamese, const char* english, const char* hint = "",
                      const char* english_hint = "") {
    auto* made = office.add_classes();
    made->set_code(code);
    made->set_priority(std::string(code) != "ordinary");
    *made->mutable_name() = texts(vietnamese, english);
    if (*hint != '\0') *made->mutable_hint() = texts(hint, english_hint);
    if (std::string(code) == "elderly") made->set_min_age(60);
}

inline v1::Office touch_office() {
    v1::Office office;
    office.set_code("phuong-thanh-xuan");
    *office.mutable_name() = texts("Trung tâm Phục vụ hành chính công phường Thanh Xuân", "Thanh Xuân Ward Public Service Centre");
    office.set_zone("Asia/Ho_Chi_Minh");
    office.set_boundary_minute(240);
    office.add_languages("vi");
    office.add_languages("en");
    office.set_issue_early_minutes(15);
    add_hours(*office.mutable_sessions(), 450, 690);
    add_hours(*office.mutable_sessions(), 810, 1'020);
    auto* civil = add_service(office, "civil-status", "Hộ tịch", "Civil status", "#0A4DB0", "Khai sinh, kết hôn, khai tử",
                              "Births, marriages, deaths");
    add_procedure(*civil, "birth", "Đăng ký khai sinh", "Birth registration");
    add_procedure(*civil, "marriage", "Đăng ký kết hôn", "Marriage registration");
    add_procedure(*civil, "marital-status", "Giấy xác nhận tình trạng hôn nhân", "Certificate of marital status");
    add_procedure(*civil, "extract", "Cấp bản sao trích lục hộ tịch", "Copy of a civil status extract");
    auto* land = add_service(office, "land", "Đất đai", "Land", "#08603B", "Đăng ký, chuyển nhượng, đính chính",
                             "Registration, transfer, correction");
    add_procedure(*land, "change", "Đăng ký biến động", "Registration of a change");
    add_procedure(*land, "split-merge", "Tách thửa, hợp thửa", "Splitting or merging plots");
    auto* certification = add_service(office, "certification", "Chứng thực", "Certification", "#6A349C", "Bản sao, chữ ký, hợp đồng",
                                      "Copies, signatures, contracts");
    add_procedure(*certification, "copy", "Chứng thực bản sao từ bản chính", "Certified copy of an original");
    add_service(office, "results", "Trả kết quả", "Collect a result", "#0B5A70", "Nhận kết quả theo giấy hẹn", "By appointment slip");
    auto* residence = add_service(office, "residence", "Cư trú", "Residence", "#8A3F06", "Thường trú, tạm trú", "Permanent, temporary");
    add_hours(*residence->mutable_hours(), 810, 1'020);
    add_class(office, "ordinary", "Thường", "Ordinary");
    add_class(office, "elderly", "Người cao tuổi", "Elderly", "Từ đủ 60 tuổi", "60 and over");
    add_class(office, "disabled", "Người khuyết tật", "Person with a disability");
    add_class(office, "pregnant", "Phụ nữ mang thai", "Pregnant woman");
    add_class(office, "small-child", "Người có con nhỏ", "With a small child", "Đi cùng trẻ dưới 36 tháng tuổi",
              "With a child under 36 months");
    add_class(office, "merit", "Người có công với cách mạng", "Person of merit");
    add_class(office, "appointment", "Có hẹn trước", "Appointment");
    for (const std::uint64_t id : {1U, 2U, 3U}) {
        auto* counter = office.add_counters();
        counter->set_id(id);
        const std::string number = std::to_string(id);
        *counter->mutable_name() = texts("Quầy " + number, "Counter " + number);
    }
    return office;
}

inline v1::FieldStatus* add_field(v1::Snapshot& snapshot, const char* service, unsigned waiting, int low = 0, int high = 0) {
    auto* field = snapshot.add_fields();
    field->set_service(service);
    field->set_waiting(waiting);
    if (high == 0 && waiting != 0) return field;
    const bool at_once = waiting == 0;  // somebody is free
    field->mutable_expected()->set_low_us(at_once ? 0 : low * a_minute_us);
    field->mutable_expected()->set_high_us(at_once ? 0 : high * a_minute_us);
    return field;
}

inline v1::Snapshot touch_snapshot(const v1::Office& office = touch_office()) {
    v1::Snapshot snapshot;
    *snapshot.mutable_office() = office;
    snapshot.mutable_day()->set_business_day(monday);
    snapshot.mutable_day()->set_open(true);
    add_field(snapshot, "civil-status", 7, 12, 18);
    add_field(snapshot, "land", 15, 35, 50)->set_places_left(18);
    add_field(snapshot, "certification", 3, 4, 8);
    add_field(snapshot, "results", 0);
    add_field(snapshot, "residence", 0);
    return snapshot;
}

// A field of the snapshot, to be changed.
inline v1::FieldStatus& status_of(v1::Snapshot& snapshot, const std::string& service) {
    for (auto& field : *snapshot.mutable_fields()) {
        if (field.service() == service) return field;
    }
    return *snapshot.add_fields();
}

// As a card's QR has it.
constexpr const char* card_of_1961 = "001061012345|012345678|NGUYEN VAN SON|02031961|Nam|12 Pho Hue, Ha Noi|10052021";

inline const touch::Tile* tile(const touch::Page& page, const std::string& target) {
    const auto found = std::ranges::find_if(page.tiles, [&](const touch::Tile& each) { return each.target == target; });
    return found == page.tiles.end() ? nullptr : &*found;
}

inline const words::Words& all_words() {
    static const words::Words words = words::load_words(LUOT_SOURCE_DIR "/screen/words").value().words;
    return words;
}

inline spool::Answer issued_answer(std::uint64_t request, v1::SlipReport report = v1::SLIP_REPORT_PRINTED) {
    spool::Answer answer;
    answer.request = request;
    answer.service = "civil-status";
    answer.ticket_class = "ordinary";
    answer.ticket = 77;
    answer.number = "H012";
    answer.promise.emplace();
    answer.promise->set_ahead(7);
    answer.promise->mutable_wait()->set_low_us(12 * a_minute_us);
    answer.promise->mutable_wait()->set_high_us(18 * a_minute_us);
    answer.slip = spool::SlipOutcome{report, "", ""};
    return answer;
}

// A kiosk on a Monday at 09:42, connected, with a printer that is well; time passes by hand.
struct Kiosk {
    explicit Kiosk(
        const v1::Snapshot& snapshot = touch_snapshot(),
        touch::TouchOptions options = {"kiosk-1", "0.1.0", "127.0.0.1:7070", "tcp://192.0.2.9:9100", true, true},
        touch::PersonHash hash = [](std::string_view) { return std::string(16, 'p'); })
        : fsm(std::move(options), all_words(), std::move(hash)) {
        fsm.wake({monday, 582}, now);
        fsm.link_changed(true, now);
        fsm.snapshot(snapshot, now);
        fsm.printer({v1::PRINTER_STATE_READY, 24'000, 311}, now);
        fsm.wake({monday, 582}, now);
    }

    void touch(const std::string& target) {
        now += touch::Instant{1'000};
        fsm.wake(local(), now);
        fsm.touch(target, now);
    }
    void pass(touch::Instant span) {
        now += span;
        fsm.wake(local(), now);
    }
    void scan(std::string_view line) {
        for (const char letter : line) {
            now += touch::Instant{5};
            fsm.typed({&letter, 1}, now);
        }
        fsm.key("enter", now);
    }
    void type(std::string_view line) {
        for (const char letter : line) {
            now += touch::Instant{150};
            fsm.wake(local(), now);
            fsm.typed({&letter, 1}, now);
        }
        pass(touch::Instant{200});
    }
    touch::Local local() const { return {monday, start_minute + static_cast<std::int32_t>(now / std::chrono::minutes(1))}; }
    touch::Screen screen() const { return fsm.page().screen; }

    // What it wants, each once; the last of its kind is kept.
    template <class Wanted>
    std::optional<Wanted> wants() {
        std::optional<Wanted> found;
        while (auto action = fsm.next()) {
            if (auto* wanted = std::get_if<Wanted>(&*action)) {
                CHECK_FALSE(found.has_value());
                found = std::move(*wanted);
            }
        }
        return found;
    }
    std::size_t action_count() {
        std::size_t count = 0;
        while (fsm.next()) ++count;
        return count;
    }

    std::int32_t start_minute = 582;
    touch::Instant now{10'000};
    touch::TouchFsm fsm;
};

}  // namespace luot::testing
