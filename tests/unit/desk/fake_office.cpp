#include "fake_office.hpp"

#include <algorithm>

#include "fake_deciding.hpp"

namespace luot::desk::fake {
namespace {

void add_text(v1::Texts* texts, const std::string& vi, const std::string& en) {
    auto* one = texts->add_texts();
    one->set_language("vi");
    one->set_text(vi);
    auto* other = texts->add_texts();
    other->set_language("en");
    other->set_text(en);
}

void add_choice(google::protobuf::RepeatedPtrField<v1::Choice>* list, const std::string& code, const std::string& vi) {
    auto* choice = list->Add();
    choice->set_code(code);
    add_text(choice->mutable_name(), vi, code);
}

void add_class(v1::Office& file, const std::string& code, const std::string& vi, bool priority, std::int64_t head_start_minutes) {
    auto* added = file.add_classes();
    added->set_code(code);
    add_text(added->mutable_name(), vi, code);
    added->set_priority(priority);
    added->set_head_start_us(head_start_minutes * minute_us);
}

}  // namespace

v1::Reply refusal(const std::string& code, std::vector<std::pair<std::string, std::string>> params) {
    v1::Reply reply;
    reply.mutable_error()->set_code(code);
    for (const auto& [name, value] : params) {
        auto* param = reply.mutable_error()->add_params();
        param->set_name(name);
        param->set_value(value);
    }
    return reply;
}

Office::Office() {
    file.set_code("ward");
    add_text(file.mutable_name(), "Phường Thanh Xuân", "Thanh Xuân ward");
    file.add_languages("vi");
    file.add_languages("en");
    const auto add_field = [&](const char* code, const char* vi, const char* en, const char* prefix) {
        auto* service = file.add_services();
        service->set_code(code);
        add_text(service->mutable_name(), vi, en);
        service->mutable_range()->set_prefix(prefix);
        fields[code].set_service(code);
    };
    add_field("civil-status", "Hộ tịch", "Civil status", "H");
    add_field("certification", "Chứng thực", "Certification", "C");
    add_field("land", "Đất đai", "Land", "Đ");
    auto* birth = file.mutable_services(0)->add_procedures();
    birth->set_code("birth");
    add_text(birth->mutable_name(), "Đăng ký khai sinh", "Birth registration");
    add_class(file, "ordinary", "Thường", false, 0);
    add_class(file, "elderly", "Người cao tuổi", true, 15);
    for (const std::uint64_t id : {2, 3, 4, 5}) {
        file.add_counters()->set_id(id);
        counters[id].set_counter(id);
        counters[id].set_state(v1::COUNTER_STATE_CLOSED);
        counters[id].set_since_us(opens_us);
    }
    counters[2].add_serves("civil-status");
    counters[3].add_serves("civil-status");
    counters[3].add_serves("certification");
    counters[3].add_helps("land");
    counters[4].add_serves("land");
    for (const char* clerk : {"an", "binh", "chi", "dung"}) file.add_clerks(clerk);
    add_choice(file.mutable_pause_reasons(), "lunch", "Nghỉ trưa");
    add_choice(file.mutable_pause_reasons(), "meeting", "Họp");
    add_choice(file.mutable_hold_reasons(), "form", "Điền tờ khai");
    add_choice(file.mutable_hold_reasons(), "copy", "Đi photo giấy tờ");
    add_choice(file.mutable_cancel_reasons(), "by-mistake", "Lấy nhầm số");
    add_choice(file.mutable_cancel_reasons(), "duplicate", "Lấy trùng số");
    add_choice(file.mutable_choose_reasons(), "same-citizen", "Cùng một công dân");
    add_choice(file.mutable_choose_reasons(), "supervisor", "Theo yêu cầu của lãnh đạo");
    add_choice(file.mutable_outcomes(), "accepted", "Đã tiếp nhận");
    add_choice(file.mutable_outcomes(), "rejected", "Từ chối");
    file.add_targets_minutes(15);
    file.mutable_rules()->set_recall_limit(3);
    file.mutable_rules()->set_longest_wait_us(60 * minute_us);
    file.mutable_desk()->set_hold_reminder_us(10 * minute_us);
    day.set_business_day(20'514);
    day.set_open(true);
}

std::uint64_t Office::issue(const std::string& service, std::int64_t ago_us, const std::string& ticket_class) {
    const std::uint64_t id = ++seq;
    auto& ticket = tickets[id];
    ticket.set_ticket(id);
    const std::uint32_t ordinal = ++last_number_[service];
    std::string prefix;
    for (const auto& each : file.services()) {
        if (each.code() == service) prefix = each.range().prefix();
    }
    const std::string digits = std::to_string(ordinal);
    ticket.set_number(prefix + std::string(3 - std::min<std::size_t>(digits.size(), 3), '0') + digits);
    ticket.set_service(service);
    ticket.set_ticket_class(ticket_class);
    ticket.set_state(v1::TICKET_STATE_WAITING);
    ticket.set_slip(v1::SLIP_STATE_PRINTED);
    ticket.set_issued_us(now_us - ago_us);
    ticket.set_arrived_us(now_us - ago_us);
    ticket.set_queue_since_us(now_us - ago_us);
    ticket.set_legs(1);
    ticket.set_kiosk("kiosk-1");
    return id;
}

v1::Welcome Office::welcome() const {
    v1::Welcome welcome;
    welcome.set_office("ward");
    welcome.set_epoch(epoch);
    welcome.set_seq(seq);
    welcome.set_at_us(now_us);
    welcome.set_speed(1);
    return welcome;
}

v1::Staff Office::staff() const {
    v1::Staff staff;
    const auto add = [&](const char* code, const char* name) {
        auto* clerk = staff.add_clerks();
        clerk->set_clerk(code);
        clerk->set_name(name);
    };
    add("an", "Nguyễn Văn An");
    add("binh", "Trần Thị Bình");
    add("chi", "Lê Thị Chi");
    add("dung", "Phạm Đức Dũng");
    return staff;
}

void Office::count() {
    for (auto& [code, field] : fields) {
        field.set_waiting(0);
        field.set_longest_since_us(0);
        for (const auto& [id, ticket] : tickets) {
            if (ticket.service() != code || ticket.state() != v1::TICKET_STATE_WAITING) continue;
            field.set_waiting(field.waiting() + 1);
            const bool longer = field.longest_since_us() == 0 || ticket.arrived_us() < field.longest_since_us();
            if (longer) field.set_longest_since_us(ticket.arrived_us());
        }
    }
    for (auto& [id, counter] : counters) {
        const auto found = tickets.find(counter.ticket());
        counter.set_number(found == tickets.end() ? "" : found->second.number());
        counter.set_ticket_state(found == tickets.end() ? v1::TICKET_STATE_UNSPECIFIED : found->second.state());
    }
}

v1::Snapshot Office::snapshot() {
    count();
    v1::Snapshot snapshot;
    snapshot.set_seq(seq);
    snapshot.set_at_us(now_us);
    *snapshot.mutable_office() = file;
    *snapshot.mutable_day() = day;
    for (const auto& [code, field] : fields) *snapshot.add_fields() = field;
    for (const auto& [id, counter] : counters) *snapshot.add_counters() = counter;
    for (const auto& [id, ticket] : tickets) *snapshot.add_tickets() = ticket;
    for (const auto& [code, clerk] : clerk_days) *snapshot.add_clerk_days() = clerk;
    return snapshot;
}

void Office::put(v1::Event& event, std::uint64_t ticket) {
    const auto found = tickets.find(ticket);
    if (found != tickets.end()) *event.add_changes()->mutable_ticket() = found->second;
}

v1::Event Office::changed(std::vector<std::uint64_t> tickets_changed) {
    count();
    v1::Event event;
    event.set_seq(++seq);
    event.set_at_us(now_us);
    for (const std::uint64_t id : tickets_changed) put(event, id);
    for (const auto& [code, field] : fields) *event.add_changes()->mutable_field() = field;
    for (const auto& [id, counter] : counters) *event.add_changes()->mutable_counter() = counter;
    for (const auto& [code, clerk] : clerk_days) *event.add_changes()->mutable_clerk_day() = clerk;
    return event;
}

v1::TicketStatus& Office::ticket(const std::string& number) {
    const auto found = std::find_if(tickets.begin(), tickets.end(), [&](const auto& entry) { return entry.second.number() == number; });
    return found->second;
}

Answer Office::decide(const v1::Command& command, std::int64_t not_after_us) {
    count();
    if (not_after_us != 0 && now_us > not_after_us) return {refusal("too_late"), {}};
    Deciding deciding{*this};
    if (!deciding.run(command)) return {deciding.reply, {}};
    Answer answer{deciding.reply, changed(deciding.touched)};
    answer.reply.set_seq(seq);
    answer.reply.mutable_result();
    // What has ended is forgotten, but for those that may come after all.
    std::erase_if(tickets, [](const auto& entry) {
        return entry.second.state() == v1::TICKET_STATE_SERVED || entry.second.state() == v1::TICKET_STATE_CANCELLED;
    });
    count();
    return answer;
}

}  // namespace luot::desk::fake
