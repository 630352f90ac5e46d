// A ward office as a kiosk gets it, for tests.
#pragma once

#include "luot/v1/envelope.pb.h"

namespace luot::testing {

inline void say(v1::Texts* texts, const char* vietnamese, const char* english = nullptr) {
    if (english != nullptr) {
        auto* text = texts->add_texts();
        text->set_language("en");
        text->set_text(english);
    }
    auto* text = texts->add_texts();
    text->set_language("vi");
    text->set_text(vietnamese);
}

inline v1::Office ward() {
    v1::Office office;
    say(office.mutable_name(), "Trung tâm Phục vụ hành chính công phường Thanh Xuân", "Thanh Xuân ward");
    office.set_zone("Asia/Ho_Chi_Minh");
    office.set_boundary_minute(240);
    auto* civil = office.add_services();
    civil->set_code("civil-status");
    say(civil->mutable_name(), "Hộ tịch", "Civil status");
    auto* land = office.add_services();
    land->set_code("land");
    say(land->mutable_name(), "Đăng ký biến động đất đai, tài sản gắn liền với đất");
    auto* ordinary = office.add_classes();
    ordinary->set_code("ordinary");
    say(ordinary->mutable_name(), "Thường");
    auto* elderly = office.add_classes();
    elderly->set_code("elderly");
    elderly->set_priority(true);
    say(elderly->mutable_name(), "Người cao tuổi");
    say(office.mutable_slip_closing(), "Vui lòng giữ phiếu và chờ gọi số. Người thuộc diện ưu tiên có thể được gọi trước.");
    office.set_phone_base_url("https://luot.thanhxuan.example/");
    return office;
}

// 2026-03-02 09:24:07 in Hà Nội, a Monday.
constexpr std::int64_t monday_us = 1'772'418'247'000'000;

inline v1::IssuedResult issued() {
    v1::IssuedResult result;
    result.set_ticket(77);
    result.set_number("H014");
    result.set_token("3f9a1c55d0e24b7788aa10294bcd6ef1");
    result.set_service("civil-status");
    result.set_ticket_class("elderly");
    result.set_issued_us(monday_us);
    result.mutable_promise()->set_ahead(4);
    result.mutable_promise()->mutable_wait()->set_low_us(10 * 60'000'000LL + 1);
    result.mutable_promise()->mutable_wait()->set_high_us(15 * 60'000'000LL + 1);
    return result;
}

}  // namespace luot::testing
