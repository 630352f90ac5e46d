#include "soak/hall_days.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luot::soak {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t hour_us = 3'600 * second_us;
constexpr std::int64_t day_us = 24 * hour_us;
constexpr std::int32_t first_day = 20'514;  // Monday 2026-03-02
constexpr std::int64_t zone_us = 7 * hour_us;
constexpr std::size_t counters = 8;

struct Field {
    const char* code;
    const char* vi;
    const char* en;
    const char* prefix;
};
constexpr std::array<Field, 6> fields = {{{"civil-status", "Hộ tịch", "Civil status", "H"},
                                          {"certification", "Chứng thực", "Certification", "C"},
                                          {"land", "Đất đai – Xây dựng", "Land and construction", "Đ"},
                                          {"residence", "Cư trú", "Residence", "R"},
                                          {"business", "Đăng ký kinh doanh", "Business registration", "K"},
                                          {"results", "Trả kết quả", "Results", "T"}}};

void say(v1::Texts& texts, const std::string& vi, const std::string& en) {
    for (const auto& [language, words] : {std::pair{"en", en}, {"vi", vi}}) {
        auto& text = *texts.add_texts();
        text.set_language(language);
        text.set_text(words);
    }
}

v1::Office office() {
    v1::Office made;
    made.set_code("ward");
    say(*made.mutable_name(), "UBND phường Thử", "People's Committee of Thử ward");
    made.set_zone("Asia/Ho_Chi_Minh");
    made.set_boundary_minute(4 * 60);
    for (const char* language : {"vi", "en"}) made.add_languages(language);
    for (const auto& [from, until] : {std::pair{7 * 60 + 30, 11 * 60 + 30}, {13 * 60, 17 * 60}}) {
        auto& session = *made.add_sessions();
        session.set_weekdays(31);
        session.set_from_minute(from);
        session.set_until_minute(until);
    }
    for (const auto& field : fields) {
        auto& service = *made.add_services();
        service.set_code(field.code);
        say(*service.mutable_name(), field.vi, field.en);
        service.mutable_range()->set_prefix(field.prefix);
    }
    for (std::uint64_t id = 1; id <= counters; ++id) {
        auto& counter = *made.add_counters();
        counter.set_id(id);
        for (const auto& field : fields) counter.add_serves(field.code);
    }
    say(*made.add_running_text(), "Người cao tuổi, phụ nữ có thai và người khuyết tật được ưu tiên gọi trước.",
        "The elderly, pregnant women and people with disabilities are called first.");
    say(*made.add_running_text(), "Vui lòng giữ trật tự và chờ gọi số.", "Please keep quiet and wait for your number.");
    for (const char* language : {"vi", "en"}) made.mutable_voice()->add_languages(language);
    made.mutable_voice()->set_chime(true);
    made.mutable_voice()->set_gap_ms(500);
    made.mutable_screens()->set_off_outside_hours(true);
    made.mutable_screens()->set_on_before_minutes(30);
    made.mutable_screens()->set_off_after_minutes(30);
    return made;
}

std::string number_of(const Field& field, int issued) {
    const std::string digits = std::to_string(issued);
    return field.prefix + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

}  // namespace

HallDays::HallDays(std::uint32_t seed, int calls_a_day)
    : dice_(seed),
      calls_a_day_(calls_a_day),
      office_(office()),
      now_us_(first_day * day_us - zone_us + 4 * hour_us),
      waiting_(fields.size()),
      issued_(fields.size()),
      last_called_(fields.size()),
      counters_(counters) {}

std::vector<Happening> HallDays::next_day() {
    told_.clear();
    day_us_ = (first_day + day_count_) * day_us - zone_us;
    now_us_ = std::max(now_us_, day_us_ + 4 * hour_us);
    if (seq_ == 0) {
        connect();
    } else {
        end_day();
    }
    // One working day is like another; at weekends nobody comes.
    const bool works = day_count_ % 7 < 5;
    const std::int64_t apart_us = 9 * hour_us / std::max(calls_a_day_, 1);
    std::exponential_distribution<double> apart(1.0 / static_cast<double>(apart_us));
    now_us_ = day_us_ + 7 * hour_us + 30 * 60 * second_us;
    for (int i = 0; works && i < calls_a_day_; ++i) {
        now_us_ += static_cast<std::int64_t>(std::min(apart(dice_), 6.0 * static_cast<double>(apart_us)));
        for (int people = static_cast<int>(dice_() % 3); people > 0; --people) issue(dice_() % fields.size());
        const std::size_t counter = dice_() % counters;
        if (counters_[counter].ticket != 0) serve(counter, dice_() % 12 == 0);
        call(counter);
        if (dice_() % 6 == 0) recall(counter);
        if (dice_() % 60 == 0) notice();
        if (dice_() % 150 == 0) lose_line(dice_() % 4 == 0);
    }
    ++day_count_;
    return std::move(told_);
}

v1::Event HallDays::event() {
    v1::Event made;
    made.set_seq(++seq_);
    made.set_at_us(now_us_);
    return made;
}

void HallDays::tell(v1::Event event) {
    told_.push_back({now_us_, std::move(event)});
}

void HallDays::issue(std::size_t field) {
    waiting_[field].push_back({++tickets_, number_of(fields[field], ++issued_[field])});
    v1::Event made = event();
    *made.add_changes()->mutable_field() = field_status(field);
    tell(std::move(made));
}

void HallDays::call(std::size_t counter) {
    const auto longest =
        std::max_element(waiting_.begin(), waiting_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (longest->empty()) return;
    const auto field = static_cast<std::size_t>(longest - waiting_.begin());
    const Waiting next = longest->front();
    longest->pop_front();
    counters_[counter] = {next.ticket, next.number, false};
    last_called_[field] = next.number;
    v1::Event made = event();
    *made.add_changes()->mutable_counter() = counter_status(counter);
    *made.add_changes()->mutable_field() = field_status(field);
    *made.add_changes()->mutable_call() = call_made(counter, 1);
    recent_.push_back(made.changes(2).call());
    tell(std::move(made));
}

void HallDays::recall(std::size_t counter) {
    if (counters_[counter].ticket == 0) return;
    now_us_ += 20 * second_us;
    v1::Event made = event();
    *made.add_changes()->mutable_call() = call_made(counter, 2);
    recent_.push_back(made.changes(0).call());
    tell(std::move(made));
}

void HallDays::serve(std::size_t counter, bool misses) {
    if (!misses) {
        now_us_ += 5 * second_us;
        counters_[counter].serving = true;
        v1::Event started = event();
        *started.add_changes()->mutable_counter() = counter_status(counter);
        tell(std::move(started));
    }
    counters_[counter] = {};
    v1::Event ended = event();
    *ended.add_changes()->mutable_counter() = counter_status(counter);
    tell(std::move(ended));
}

void HallDays::notice() {
    notice_ =
        notice_.empty() ? "Quầy số " + std::to_string(1 + dice_() % counters) + " tạm nghỉ trong ít phút, mong ông bà thông cảm." : "";
    v1::Event made = event();
    notice_urgent_ = !notice_.empty() && dice_() % 2 == 0;
    notice_seq_ = made.seq();
    notice_at_us_ = now_us_;
    *made.add_changes()->mutable_day() = day_status();
    tell(std::move(made));
}

void HallDays::lose_line(bool new_server) {
    told_.push_back({now_us_, Lost{}});
    now_us_ += static_cast<std::int64_t>(1 + dice_() % 90) * second_us;
    // A restored journal counts from less, and another office file may come with it.
    if (new_server) {
        ++epoch_;
        seq_ -= std::min<std::uint64_t>(seq_ - 1, dice_() % 30);
        office_.set_accent(office_.accent().empty() ? "#FFC72C" : "");
    }
    connect();
}

void HallDays::connect() {
    v1::Welcome welcome;
    welcome.set_office("ward");
    welcome.set_epoch(epoch_);
    if (seq_ == 0) seq_ = 1;
    welcome.set_seq(seq_);
    welcome.set_at_us(now_us_);
    welcome.set_speed(1);
    told_.push_back({now_us_, welcome});
    v1::Snapshot snapshot;
    snapshot.set_seq(seq_);
    snapshot.set_at_us(now_us_);
    *snapshot.mutable_office() = office_;
    *snapshot.mutable_day() = day_status();
    for (std::size_t field = 0; field < fields.size(); ++field) *snapshot.add_fields() = field_status(field);
    for (std::size_t counter = 0; counter < counters; ++counter) *snapshot.add_counters() = counter_status(counter);
    std::erase_if(recent_, [this](const v1::CallMade& call) { return call.at_us() < now_us_ - 60 * second_us; });
    for (const auto& call : recent_) *snapshot.add_calls() = call;
    told_.push_back({now_us_, snapshot});
}

void HallDays::end_day() {
    for (auto& field : waiting_) field.clear();
    for (auto& counter : counters_) counter = {};
    std::fill(issued_.begin(), issued_.end(), 0);
    std::fill(last_called_.begin(), last_called_.end(), "");
    recent_.clear();
    notice_.clear();
    v1::Event made = event();
    made.add_changes()->set_day_cleared(true);
    *made.add_changes()->mutable_day() = day_status();
    for (std::size_t field = 0; field < fields.size(); ++field) *made.add_changes()->mutable_field() = field_status(field);
    for (std::size_t counter = 0; counter < counters; ++counter) *made.add_changes()->mutable_counter() = counter_status(counter);
    tell(std::move(made));
}

v1::FieldStatus HallDays::field_status(std::size_t field) const {
    v1::FieldStatus status;
    status.set_service(fields[field].code);
    status.set_waiting(static_cast<std::uint32_t>(waiting_[field].size()));
    status.set_issued(static_cast<std::uint32_t>(issued_[field]));
    status.set_last_called(last_called_[field]);
    status.mutable_expected()->set_low_us(static_cast<std::int64_t>(waiting_[field].size()) * 120 * second_us);
    status.mutable_expected()->set_high_us(static_cast<std::int64_t>(waiting_[field].size()) * 300 * second_us);
    return status;
}

v1::CounterStatus HallDays::counter_status(std::size_t counter) const {
    const Counter& at = counters_[counter];
    v1::CounterStatus status;
    status.set_counter(counter + 1);
    status.set_state(v1::COUNTER_STATE_OPEN);
    status.set_since_us(now_us_);
    if (at.ticket == 0) return status;
    status.set_ticket(at.ticket);
    status.set_number(at.number);
    status.set_ticket_state(at.serving ? v1::TICKET_STATE_SERVING : v1::TICKET_STATE_CALLED);
    return status;
}

v1::CallMade HallDays::call_made(std::size_t counter, std::uint32_t calls) const {
    v1::CallMade call;
    call.set_seq(seq_);
    call.set_at_us(now_us_);
    call.set_ticket(counters_[counter].ticket);
    call.set_number(counters_[counter].number);
    for (const auto& field : fields) {
        if (counters_[counter].number.starts_with(field.prefix)) call.set_service(field.code);
    }
    call.set_counter(counter + 1);
    call.set_calls(calls);
    return call;
}

v1::DayStatus HallDays::day_status() const {
    v1::DayStatus status;
    status.set_business_day(first_day + day_count_);
    status.set_open(day_count_ % 7 < 5);
    status.set_ends_at_us(day_us_ + day_us + 4 * hour_us);
    status.set_notice(notice_);
    status.set_notice_urgent(notice_urgent_);
    status.set_notice_seq(notice_seq_);
    status.set_notice_at_us(notice_at_us_);
    return status;
}

}  // namespace luot::soak
