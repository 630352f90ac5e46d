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
    clerk_days_.clear();
    for (const auto& day : snapshot.clerk_days()) clerk_days_[day.clerk()] = day;
}

void OfficeView::apply(const v1::Event& event) {
    if (event.seq() <= seq_) return;
    seq_ = event.seq();
    for (const auto& change : event.changes()) apply(change);
}

void OfficeView::apply(const v1::Change& change) {
    shown_.apply(change);
    if (change.has_ticket()) set_ticket(change.ticket());
    if (change.has_clerk_day()) clerk_days_[change.clerk_day().clerk()] = change.clerk_day();
    if (!change.day_cleared()) return;
    tickets_.clear();
    notes_.clear();
    clerk_days_.clear();
}

void OfficeView::apply(const v1::Staff& staff) {
    staff_.clear();
    for (const auto& clerk : staff.clerks()) staff_[clerk.clerk()] = clerk;
}

// It may come before the ticket that it is about.
void OfficeView::apply(const v1::TicketNote& note) {
    if (note.text().empty()) {
        notes_.erase(note.ticket());
    } else if (notes_.contains(note.ticket()) || notes_.size() < notes_max) {
        notes_[note.ticket()] = note;
    }
}

void OfficeView::forget_notes() {
    notes_.clear();
}

void OfficeView::set_ticket(const v1::TicketStatus& status) {
    switch (status.state()) {
        case v1::TICKET_STATE_SERVED:
        case v1::TICKET_STATE_CANCELLED:
        case v1::TICKET_STATE_EXPIRED:
            tickets_.erase(status.ticket());
            notes_.erase(status.ticket());
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

std::string OfficeView::clerk_name(const std::string& code) const {
    const auto found = staff_.find(code);
    return found == staff_.end() || found->second.name().empty() ? code : found->second.name();
}

const v1::TicketNote* OfficeView::note(std::uint64_t ticket) const {
    const auto found = notes_.find(ticket);
    return found == notes_.end() ? nullptr : &found->second;
}

const v1::ClerkDay* OfficeView::clerk_day(const std::string& code) const {
    const auto found = clerk_days_.find(code);
    return found == clerk_days_.end() ? nullptr : &found->second;
}

}  // namespace luot::counter
