// Every state of a board in every language, as the model would tell it.
#pragma once

#include <string>
#include <vector>

#include "board/words.hpp"
#include "words_of/shipped.hpp"

namespace luot::testing {

struct BoardCase {
    std::string name;
    board::Picture picture;
};

// "vi" or "en".
class BoardPictures {
  public:
    explicit BoardPictures(const std::string& language) : vi_(language == "vi"), words_(shipped_words().in(language)) {}

    board::Picture calling() const {
        board::Picture picture = office();
        picture.phase = board::Phase::calling;
        picture.current = board::CurrentCall{7, "H012", 3, field_name(0), 0, "", 108, false};
        picture.last_calls = {{"Đ041", 5, 1}, {"C027", 1, 2}, {"H011", 2, 3},  {"R008", 6, 4},  {"Đ040", 4, 5},  {"C026", 1, 6},
                              {"H010", 3, 8}, {"T019", 7, 9}, {"Đ039", 4, 10}, {"H009", 2, 11}, {"R007", 6, 12}, {"C025", 1, 13}};
        return picture;
    }

    // Two more calls came in one breath, and are being said in one announcement.
    board::Picture burst() const {
        board::Picture picture = calling();
        picture.current->fresh = true;
        picture.last_calls[0].fresh = picture.last_calls[1].fresh = true;
        return picture;
    }

    board::Picture connecting() const {
        board::Picture picture;
        picture.labels = board::labels(words_);
        picture.title = words_.text("board.connecting.title");
        picture.detail = words_.text("board.connecting.away");
        return picture;
    }

    board::Picture empty() const {
        board::Picture picture = office();
        picture.phase = board::Phase::empty;
        picture.title = words_.text("board.empty.title");
        picture.detail = words_.text("board.empty.detail");
        for (auto& field : picture.fields) field.last_called.clear();
        for (auto& card : picture.counters) card = over(card.counter, board::CounterPhase::idle, "");
        return picture;
    }

    board::Picture closed() const {
        board::Picture picture = office();
        picture.phase = board::Phase::closed;
        picture.clock = "17:20";
        picture.session.clear();
        picture.title = words_.text("board.closed.over");
        picture.detail = words_.text("board.closed.thanks");
        picture.fields.clear();
        for (auto& card : picture.counters) card = over(card.counter, board::CounterPhase::closed, "");
        return picture;
    }

    board::Picture stale() const {
        board::Picture picture = calling();
        picture.stale = board::stale_words(130'000'000, words_);
        return picture;
    }

    board::Picture notice() const {
        board::Picture picture = calling();
        picture.notice_title = words_.text("board.notice.title");
        picture.notice = vi_ ? "Quầy 4 chuyển sang nhận hồ sơ đất đai từ 10 giờ." : "Counter 4 takes land files from 10 o'clock.";
        return picture;
    }

    board::Picture urgent() const {
        board::Picture picture = calling();
        picture.notice_title = words_.text("board.notice.urgent");
        picture.notice_urgent = true;
        picture.notice = vi_ ? "Hệ thống cấp giấy chứng nhận quyền sử dụng đất tạm ngừng đến 10 giờ; mời ông/bà làm thủ tục đất đai chờ "
                               "hoặc trở lại sau."
                             : "The system for land certificates is down until 10 o'clock; whoever comes for land matters may wait or "
                               "come back later.";
        return picture;
    }

    // A district centre: many fields, long names, three-figure counters.
    board::Picture many_fields() const {
        static const std::vector<std::string> names = {"Hộ tịch",
                                                       "Đăng ký kinh doanh hộ cá thể và hợp tác xã",
                                                       "Quản lý đô thị và trật tự xây dựng",
                                                       "Bảo trợ xã hội",
                                                       "Tài nguyên và môi trường",
                                                       "Giáo dục",
                                                       "Chứng thực chữ ký, bản sao"};
        board::Picture picture = calling();
        picture.office = vi_ ? "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính đặc khu Phú Quốc, tỉnh An Giang"
                             : "Public Service and Administrative Procedures Centre, Phú Quốc Special Zone, An Giang Province";
        picture.fields.clear();
        for (std::size_t i = 0; i < 16; ++i) {
            picture.fields.push_back({names[i % names.size()], "", "HX0" + std::to_string(10 + i), static_cast<std::uint32_t>(i * 9),
                                      i % 3 == 0 ? between(120, 185) : words_.text("board.wait.unknown"), false});
        }
        picture.current = board::CurrentCall{7, "HX012", 123, names[1], 1, "", 108, false};
        picture.last_calls = {{"HX011", 120, 1}, {"HX010", 101, 2}, {"HX009", 5, 3}, {"HX008", 17, 4}, {"HX007", 118, 5}, {"HX006", 9, 6}};
        picture.counters.clear();
        for (std::uint64_t i = 0; i < 9; ++i) {
            const bool busy = i % 4 != 3;
            const auto phase = i % 4 == 1 ? board::CounterPhase::calling
                               : busy     ? board::CounterPhase::serving
                                          : board::CounterPhase::paused;
            picture.counters.push_back(over(101 + i, phase, busy ? "HX0" + std::to_string(10 + i) : ""));
        }
        return picture;
    }

    board::Picture paused_counter() const {
        board::Picture picture = calling();
        picture.counters = {over(1, board::CounterPhase::serving, "C027"), over(2, board::CounterPhase::paused, ""),
                            over(3, board::CounterPhase::calling, "H012")};
        return picture;
    }

    // Over one counter, in each of its states.
    board::Picture one_counter(board::CounterPhase phase) const {
        board::Picture picture = calling();
        const bool busy = phase == board::CounterPhase::calling || phase == board::CounterPhase::serving;
        picture.counters = {over(3, phase, busy ? "H012" : "")};
        return picture;
    }

    // With the badges of the clerks who are there, one of them long.
    board::Picture badges() const {
        board::Picture picture = paused_counter();
        picture.counters[0].badge = "Thu Hà";
        picture.counters[1].badge = "Ngọc Ánh";
        picture.counters[2].badge = "Công chức Nguyễn Hoàng Phương Uyên · 0137";
        return picture;
    }

    board::Picture night() const {
        board::Picture picture = calling();
        picture.brightness = 40;
        picture.clock = "18:05";
        return picture;
    }

    std::vector<BoardCase> all() const {
        return {{"connecting", connecting()}, {"closed", closed()}, {"empty", empty()},
                {"calling", calling()},       {"burst", burst()},   {"stale", stale()},
                {"notice", notice()},         {"urgent", urgent()}, {"many-fields", many_fields()},
                {"paused", paused_counter()}, {"night", night()}};
    }

  private:
    std::string between(int low, int high) const { return words_.text("board.wait.between", {{"low", low}, {"high", high}}); }
    std::string under(int high) const { return words_.text("board.wait.under", {{"high", high}}); }
    std::string field_name(std::size_t i) const {
        static const char* names[][2] = {{"Hộ tịch", "Civil status"},
                                         {"Đất đai", "Land"},
                                         {"Chứng thực", "Certification"},
                                         {"Cư trú", "Residence"},
                                         {"Trả kết quả", "Results"}};
        return names[i][vi_ ? 0 : 1];
    }

    board::CounterCard over(std::uint64_t counter, board::CounterPhase phase, const std::string& number) const {
        const board::CounterWords words = board::counter_words(phase, words_);
        return {counter, "", phase, number, words.title, words.detail, 100 + counter, false};
    }

    board::Picture office() const {
        board::Picture picture;
        picture.labels = board::labels(words_);
        picture.office = vi_ ? "Trung tâm Phục vụ hành chính công phường Thanh Xuân" : "Thanh Xuân Ward Public Service Centre";
        picture.clock = "09:42";
        picture.date = board::date_words(20514, words_);
        picture.session = words_.text("common.session.morning");
        picture.fields = {{field_name(0), "", "H012", 7, between(12, 18), false},
                          {field_name(1), "", "Đ041", 15, between(35, 50), false},
                          {field_name(2), "", "C027", 3, under(8), false},
                          {field_name(3), "", "", 0, words_.text("board.wait.come_in"), false},
                          {field_name(4), "", "R008", 2, words_.text("board.wait.closed"), true}};
        picture.running =
            vi_ ? std::vector<std::string>{"Thứ Hai, thứ Sáu: Ngày không hẹn với hộ tịch, chứng thực",
                                           "Người cao tuổi, người khuyết tật, phụ nữ mang thai được ưu tiên",
                                           "Vui lòng giữ phiếu và chờ gọi số"}
                : std::vector<std::string>{"Mondays and Fridays: civil status and certification are settled in one visit",
                                           "Elderly people, people with disabilities and pregnant women are served with priority",
                                           "Please keep your slip and wait for your number"};
        picture.counters = {over(1, board::CounterPhase::serving, "C027"), over(2, board::CounterPhase::serving, "H011"),
                            over(3, board::CounterPhase::calling, "H012")};
        return picture;
    }

    bool vi_;
    const words::Catalogue& words_;
};

}  // namespace luot::testing
