#include "counter/office_view.hpp"

namespace luot::counter {

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
    shown_.apply(snapshot);
    tickets_.clear();
    for (const auto& status : snapshot.tickets()) set_ticket(status);
}

void OfficeView::apply(const v1::Event& event) {
    if (event.seq() <= seq_) return;
    seq_ = event.seq();
    for (const auto& change : event.changes()) apply(change);
}

void OfficeView::apply(const v1::Change& change) {
    shown_.apply(change);
    if (change.has_ticket()) set_ticket(change.ticket());
    if (change.day_cleared()) tickets_.clear();
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
    for (const auto& service : shown_.office.services()) {
        const auto found = shown_.fields.find(service.code());
        if (found != shown_.fields.end()) ordered.push_back(&found->second);
    }
    return ordered;
}

const v1::CounterStatus* OfficeView::counter(std::uint64_t id) const {
    const auto found = shown_.counters.find(id);
    return found == shown_.counters.end() ? nullptr : &found->second;
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
    for (const auto& service : shown_.office.services()) {
        if (service.code() != code) continue;
        const std::string name = shown::text_in(service.name(), language);
        return name.empty() ? code : name;
    }
    return code;
}

}  // namespace luot::counter
