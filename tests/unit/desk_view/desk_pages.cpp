#include "desk_pages/desk_pages.hpp"

namespace luot::testing {

using desk::Chip;
using desk::CounterRow;
using desk::Page;
using desk::Tone;

desk::Button DeskPages::button(const char* target, const char* vi, const char* en, const char* key) const {
    desk::Button made;
    made.target = target;
    made.label = say(vi, en);
    made.key = key;
    return made;
}

std::vector<desk::Button> DeskPages::footer() const {
    return {button("footer:mode", "Cửa sổ đầy đủ", "Full window", "F6"), button("footer:size", "Cỡ chữ 100 %", "Size 100 %", "F7"),
            button("footer:language", "Tiếng Việt", "English", "F8"), button("footer:sound", "Có âm thanh", "Sound on", "F9")};
}

Page DeskPages::serving() const {
    Page page;
    page.screen = desk::Screen::desk;
    page.language = say("vi", "en");
    page.badge = say("Quầy 3", "Counter 3");
    page.fields = say("Hộ tịch, Chứng thực", "Civil status, Certification");
    page.status = say("Trần Thị B · 09:42 · đã kết nối", "Trần Thị B · 09:42 · connected");
    page.citizen.number = "H012";
    page.citizen.chips = {{say("Hộ tịch", "Civil status"), Chip::Kind::field, {"", 0}},
                          {say("Người cao tuổi", "Elderly"), Chip::Kind::ticket_class, {}}};
    page.citizen.facts = {
        {{say("Đã chờ ", "Waited ")}, {say("14 phút", "14 min"), true}, {say(" · Đang phục vụ ", " · In service ")}, {"03:20", true}},
        {{say("Bước 1 · lấy số 09:24 tại Kiosk 1", "Step 1 · number taken 09:24 at Kiosk 1")}}};
    page.citizen.reason = say("Được gọi trước H010 vì ưu tiên tính như đến sớm 15 phút",
                              "Called before H010: priority counts as having come 15 minutes earlier");
    page.step = button("step", "Kết thúc, gọi số tiếp theo", "Finish, call the next", "Enter");
    page.step.main = true;
    page.actions = {button("action:recall", "Gọi lại", "Recall", "R"),       button("action:no_show", "Không đến", "No-show", "V"),
                    button("action:hold", "Tạm giữ", "Hold", "G"),           button("action:transfer", "Chuyển", "Transfer", "C"),
                    button("action:finish", "Kết thúc", "Finish", "F"),      button("action:chosen", "Gọi số cụ thể", "Call a number", "S"),
                    button("action:pause", "Tạm nghỉ", "Take a break", "P"), button("action:help", "Gọi hỗ trợ", "Ask for help", "H")};
    page.actions[0].enabled = false;
    page.more = button("more", "Việc khác", "More", "M");
    page.my_fields_title = say("Lĩnh vực của tôi", "My fields");
    page.my_fields = {{say("Hộ tịch", "Civil status"),
                       {"", 0},
                       say("lâu nhất 22 phút, quá mục tiêu 15", "longest 22 min, past the target of 15"),
                       Tone::bad,
                       7,
                       false},
                      {say("Chứng thực", "Certification"), {"", 2}, say("lâu nhất 6 phút", "longest 6 min"), Tone::calm, 3, true}};
    page.holds_title = say("Tạm giữ tại quầy", "Held at this counter");
    page.holds = {{"hold:7", "H007", say("đang điền tờ khai · 8 phút", "filling in a form · 8 min"), "1", Tone::calm, false}};
    page.others_title = say("Quầy khác", "Other counters");
    page.others = {{say("Quầy 2 · H011", "Counter 2 · H011"), say("đang phục vụ 06:10", "serving 06:10"), CounterRow::Light::serving},
                   {say("Quầy 4", "Counter 4"), say("tạm nghỉ: đi họp", "on a break: meeting"), CounterRow::Light::paused}};
    page.day = {{say("Hôm nay", "Today")},
                {say("18 lượt", "18 visits"), true},
                {say("Thời gian phục vụ trung vị", "Median service time")},
                {"7:40", true},
                {say("Nghỉ", "Breaks")},
                {say("12 phút", "12 min"), true}};
    page.footer = footer();
    return page;
}

Page DeskPages::calling() const {
    Page page = serving();
    page.citizen.number = "Đ1024";
    page.citizen.chips = {{say("Khẩn", "Urgent"), Chip::Kind::urgent, {}},
                          {say("Đăng ký biến động đất đai và tài sản", "Changes of land and property"), Chip::Kind::field, {"", 3}},
                          {say("Người khuyết tật nặng", "Severely disabled"), Chip::Kind::ticket_class, {}},
                          {say("gọi lại 2 lần", "recalled twice"), Chip::Kind::mark, {}}};
    page.citizen.facts = {
        {{say("Đã chờ ", "Waited ")}, {say("42 phút", "42 min"), true, Tone::warn}, {say(" · Đã gọi ", " · Called ")}, {"00:48", true}},
        {{say("Bước 2 · lấy số 08:11 tại Kiosk 1", "Step 2 · number taken 08:11 at Kiosk 1")}},
        {{say("Đã qua: Quầy 1, Hộ tịch 06:15", "Before: counter 1, civil status 06:15")}},
        {{say("Cấp đổi giấy chứng nhận quyền sử dụng đất", "Exchange of a land-use certificate")}}};
    page.citizen.note = say("Quầy 1: thiếu bản sao sổ hộ khẩu, đã hẹn bổ sung trong buổi sáng",
                            "Counter 1: a copy of the household book is missing, to be brought this morning");
    page.step = button("step", "Bắt đầu phục vụ", "Begin the service", "Enter");
    page.step.main = true;
    page.step.detail = say("Sau 3 lần gọi lại: ghi không đến", "After 3 recalls: no-show");
    desk::Banner refused;
    refused.text = say("Số H010 vừa được quầy 2 gọi. Hãy chọn số khác.", "H010 was just called by counter 2. Choose another number.");
    refused.tone = Tone::bad;
    page.banners = {refused};
    page.actions[0].enabled = true;
    page.actions[7].on = true;
    page.actions[7].label = say("Đã gọi hỗ trợ", "Help is asked for");
    page.actions[7].detail = say("từ 09:40", "since 09:40");
    return page;
}

Page DeskPages::stale() const {
    Page page = calling();
    page.stale = true;
    page.busy = true;
    page.status = say("Trần Thị B · như lúc 09:41 · mất kết nối", "Trần Thị B · as of 09:41 · disconnected");
    page.status_tone = Tone::bad;
    page.step.enabled = false;
    desk::Banner away;
    away.text = say("Máy chủ không trả lời từ 35 giây. Những gì đang thấy có thể đã cũ; chưa lệnh nào được gửi đi.",
                    "The server has not answered for 35 seconds. What you see may be old; nothing is sent meanwhile.");
    away.tone = Tone::bad;
    desk::Banner held;
    held.text = say("H007 đã được tạm giữ 25 phút", "H007 has been held for 25 minutes");
    held.tone = Tone::warn;
    held.button = button("banner:resume", "Gọi lại H007", "Resume H007", "1");
    desk::Banner done;
    done.text = say("Đã gửi H009 sang Chứng thực", "H009 was sent on to certification");
    done.tone = Tone::good;
    page.banners = {away, held, done};
    return page;
}

Page DeskPages::crowded() const {
    Page page = serving();
    page.fields = say("Hộ tịch, Chứng thực, Đất đai, Cư trú, Trả kết quả, Đăng ký kinh doanh, Xây dựng, Văn hóa",
                      "Civil status, Certification, Land, Residence, Results, Business registration, Construction, Culture");
    const char* fields_vi[] = {"Đăng ký kinh doanh hộ cá thể",   "Đất đai", "Cư trú", "Trả kết quả", "Xây dựng", "Văn hóa",
                               "Lao động, thương binh và xã hội"};
    const char* fields_en[] = {"Registration of household businesses", "Land", "Residence", "Results", "Construction", "Culture",
                               "Labour, invalids and social affairs"};
    for (std::size_t i = 0; i < 7; ++i)
        page.my_fields.push_back({say(fields_vi[i], fields_en[i]),
                                  {"", i + 3},
                                  say("lâu nhất 12 phút", "longest 12 min"),
                                  Tone::calm,
                                  static_cast<std::uint32_t>(9 + 17 * i),
                                  i > 3});
    for (int i = 2; i < 9; ++i)
        page.holds.push_back({"hold:" + std::to_string(20 + i), "H0" + std::to_string(20 + i),
                              say("chờ bổ sung giấy tờ · 31 phút", "papers to be completed · 31 min"), std::to_string(i), Tone::warn,
                              i == 3});
    for (int i = 8; i < 16; ++i)
        page.others.push_back({say("Quầy ", "Counter ") + std::to_string(i), say("đang rảnh", "idle"), CounterRow::Light::open});
    return page;
}

Page DeskPages::choosing() const {
    Page page = serving();
    desk::Dialog dialog;
    dialog.kind = desk::Dialog::Kind::choice;
    dialog.title = say("Chuyển H012 đến đâu?", "Where does H012 go?");
    dialog.detail = say("Người dân giữ nguyên số. Chờ thêm tính từ lúc chuyển, trừ phần đã chờ.",
                        "The citizen keeps the number. The new wait counts from now, less what was waited already.");
    const char* items_vi[] = {"Chứng thực",
                              "Đất đai",
                              "Cư trú",
                              "Trả kết quả",
                              "Đăng ký kinh doanh hộ cá thể và hợp tác xã",
                              "Quầy 1 · Nguyễn Văn A",
                              "Quầy 2 · Lê Thị C",
                              "Quầy 4 · tạm nghỉ",
                              "Sai lĩnh vực: trả về đúng hàng, giữ chỗ cũ",
                              "Lĩnh vực khác"};
    const char* items_en[] = {"Certification",
                              "Land",
                              "Residence",
                              "Results",
                              "Registration of household businesses and cooperatives",
                              "Counter 1 · Nguyễn Văn A",
                              "Counter 2 · Lê Thị C",
                              "Counter 4 · on a break",
                              "Wrong field: back into the right queue, place kept",
                              "Another field"};
    for (int i = 0; i < 10; ++i) {
        desk::Button item;
        item.target = "item:" + std::to_string(i);
        item.label = say(items_vi[i], items_en[i]);
        item.key = i < 9 ? std::to_string(i + 1) : "";
        if (i < 5) item.detail = say("3 người chờ", "3 waiting");
        item.on = i == 1;
        item.enabled = i != 7;
        dialog.items.push_back(item);
    }
    dialog.buttons = {button("dialog:cancel", "Thôi", "Cancel", "Escape")};
    page.dialog = dialog;
    return page;
}

Page DeskPages::asking() const {
    Page page = serving();
    desk::Dialog dialog;
    dialog.kind = desk::Dialog::Kind::ask;
    dialog.title = say("Số H012 còn đang làm?", "Is H012 still being served?");
    dialog.detail = say("Đã phục vụ 41 phút, lâu hơn gần hết các lượt Hộ tịch hôm nay (95 % xong trong 22 phút).",
                        "In service for 41 minutes, longer than nearly all visits for civil status today (95 % end within 22 minutes).");
    dialog.buttons = {button("dialog:yes", "Còn đang làm", "Still being served", "Enter"),
                      button("dialog:earlier", "Đã xong từ trước…", "It ended earlier…", "2"),
                      button("dialog:finish", "Vừa xong", "It has just ended", "3")};
    dialog.buttons[0].main = true;
    page.dialog = dialog;
    return page;
}

Page DeskPages::sign_in_many() const {
    Page page;
    page.screen = desk::Screen::sign_in;
    page.language = say("vi", "en");
    page.status = say("07:25 · đã kết nối", "07:25 · connected");
    auto& sign_in = page.sign_in;
    sign_in.office = say("UBND phường Hòa An · Bộ phận một cửa", "Hòa An ward · one-stop office");
    sign_in.title = say("Bắt đầu buổi làm việc", "Begin the session");
    for (int i = 1; i <= 48; ++i) {
        desk::Button one;
        one.target = "counter:" + std::to_string(i);
        one.label = say("Quầy ", "Counter ") + std::to_string(i);
        one.on = i == 3;
        one.enabled = i % 7 != 0;
        sign_in.counters.push_back(one);
    }
    sign_in.clerk_label = say("Cán bộ", "Clerk");
    sign_in.clerk_hint = say("Mã hoặc tên", "Code or name");
    sign_in.clerk = "tra";
    sign_in.clerks = {button("clerk:cb03", "Trần Thị B", "Trần Thị B", ""), button("clerk:cb11", "Trần Văn Đức", "Trần Văn Đức", ""),
                      button("clerk:cb12", "Tráng A Páo", "Tráng A Páo", "")};
    sign_in.clerks[0].detail = "cb03";
    sign_in.clerks[1].detail = say("đang ở Quầy 2", "at counter 2");
    sign_in.clerks[2].detail = "cb12";
    sign_in.clerks[0].on = true;
    sign_in.pin_label = say("Mã PIN", "PIN");
    sign_in.pin_digits = 4;
    sign_in.focus = desk::SignInPage::Focus::pin;
    sign_in.error = say("Sai mã PIN. Còn 3 lần trước khi khóa 60 giây.", "Wrong PIN. 3 tries are left before a pause of 60 seconds.");
    sign_in.go = button("sign_in:go", "Vào quầy", "Open the counter", "Enter");
    page.footer = footer();
    return page;
}

std::vector<std::pair<std::string, Page>> DeskPages::all() const {
    return {{"serving", serving()}, {"calling", calling()},          {"stale", stale()}, {"crowded", crowded()}, {"choosing", choosing()},
            {"asking", asking()},   {"sign-in-many", sign_in_many()}};
}

}  // namespace luot::testing
