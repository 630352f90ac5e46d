#include "counter/office_view.hpp"

namespace luot::counter {

std::string text_in(const v1::Texts& texts, std::string_view language) {
    for (const auto& text : texts.texts()) {
        if (text.language() == language) return text.text();
    }
    return texts.texts().empty() ? std::string() : texts.texts(0).text();
}

std::string normal_number(std::string_view typed) {
    constexpr std::string_view small_d_bar = "\u0111";
    constexpr std::string_view large_d_bar = "\u0110";
    std::string number;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        if (c == ' ' || c == '\t') continue;
        if (typed.substr(i).starts_with(small_d_bar)) {
            number += large_d_bar;
            i += small_d_bar.size() - 1;
        } else {
            number += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return number;
}

void OfficeView::apply(const v1::Snapshot& snapshot) {
    ready_ = true;
    seq_ = snapshot.seq();
    office_ = snapshot.office();
    day_ = snapshot.day();
    fields_.clear();
    counters_.clear();
    tickets_.clear();
    for (const auto& field : snapshot.fields()) fields_[field.service()] = field;
    for (const auto& status : snapshot.counters()) counters_[status.counter()] = status;
    for (const auto& status : snapshot.tickets()) set_ticket(status);
}

void OfficeView::apply(const v1::Event& event) {
    if (event.seq() <= seq_) return;
    seq_ = event.seq();
    for (const auto& change : event.changes()) apply(change);
}

void OfficeView::apply(const v1::Change& change) {
    switch (change.what_case()) {
        case v1::Change::kField:
            fields_[change.field().service()] = change.field();
            return;
        case v1::Change::kCounter:
            counters_[change.counter().counter()] = change.counter();
            return;
        case v1::Change::kTicket:
            set_ticket(change.ticket());
            return;
        case v1::Change::kDay:
            day_ = change.day();
            return;
        case v1::Change::kOffice:
            office_ = change.office();
            return;
        case v1::Change::kDayCleared:
            tickets_.clear();
            return;
        case v1::Change::kCall:  // the ticket's and the counter's status say the same
        case v1::Change::WHAT_NOT_SET:
            return;
    }
}

void OfficeView::set_ticket(const v1::TicketStatus& status) {
    switch (status.state()) {
        case v1::TICKET_STATE_SERVED:
        case v1::TICKET_STATE_CANCELLED:
        case v1::TICKET_STATE_EXPIRED:
            tickets_.erase(status.ticket());
            return;
        default:
            tickets_[status.ticket()] = status;
    }
}

std::vector<const v1::FieldStatus*> OfficeView::fields() const {
    std::vector<const v1::FieldStatus*> ordered;
    for (const auto& service : office_.services()) {
        const auto found = fields_.find(service.code());
        if (found != fields_.end()) ordered.push_back(&found->second);
    }
    return ordered;
}

const v1::CounterStatus* OfficeView::counter(std::uint64_t id) const {
    const auto found = counters_.find(id);
    return found == counters_.end() ? nullptr : &found->second;
}

const v1::TicketStatus* OfficeView::ticket(std::uint64_t id) const {
    const auto found = tickets_.find(id);
    return found == tickets_.end() ? nullptr : &found->second;
}

const v1::TicketStatus* OfficeView::ticket_by_number(std::string_view number) const {
    const std::string wanted = normal_number(number);
    for (auto it = tickets_.rbegin(); it != tickets_.rend(); ++it) {
        if (normal_number(it->second.number()) == wanted) return &it->second;
    }
    return nullptr;
}

std::string OfficeView::service_name(const std::string& code, std::string_view language) const {
    for (const auto& service : office_.services()) {
        if (service.code() != code) continue;
        const std::string name = text_in(service.name(), language);
        return name.empty() ? code : name;
    }
    return code;
}

}  // namespace luot::counter
