#include "simulation/screens.hpp"

#include <utility>

namespace luot::simulation {

namespace {

// Speaking one call: about what two languages take.
constexpr double spoken_for_s = 7;

bool is_kept(const v1::TicketStatus& ticket) {
    return ticket.state() <= v1::TICKET_STATE_HELD || ticket.state() == v1::TICKET_STATE_NO_SHOW;
}

std::string text_of(const luot::shown::OfficeShown& office, const std::map<std::uint64_t, v1::TicketStatus>& tickets,
                    const std::map<std::string, v1::ClerkDay>& clerk_days) {
    std::string text = office.office.SerializeAsString() + '\n' + office.day.SerializeAsString() + '\n';
    for (const auto& [code, field] : office.fields) text += field.SerializeAsString() + '\n';
    for (const auto& [id, counter] : office.counters) text += counter.SerializeAsString() + '\n';
    for (const auto& [clerk, day] : clerk_days) text += day.SerializeAsString() + '\n';
    // Whether a no-show may still come back is a question of the hour.
    for (const auto& [id, ticket] : tickets)
        if (ticket.state() != v1::TICKET_STATE_NO_SHOW) text += ticket.SerializeAsString() + '\n';
    return text;
}

}  // namespace

void Screen::switch_on() {
    office_ = {};
    tickets_.clear();
    clerk_days_.clear();
    seq_ = 0;
    Device::switch_on();
}

void Screen::shown(const v1::Snapshot& snapshot) {
    office_.apply(snapshot);
    tickets_.clear();
    for (const v1::TicketStatus& ticket : snapshot.tickets()) tickets_[ticket.ticket()] = ticket;
    clerk_days_.clear();
    for (const v1::ClerkDay& day : snapshot.clerk_days()) clerk_days_[day.clerk()] = day;
    seq_ = snapshot.seq();
}

void Screen::happened(const v1::Event& event) {
    seq_ = event.seq();
    for (const v1::Change& change : event.changes()) {
        office_.apply(change);
        if (change.day_cleared()) tickets_.clear();
        if (change.day_cleared()) clerk_days_.clear();
        if (change.has_clerk_day()) clerk_days_[change.clerk_day().clerk()] = change.clerk_day();
        if (!change.has_ticket()) continue;
        if (is_kept(change.ticket())) {
            tickets_[change.ticket().ticket()] = change.ticket();
        } else {
            tickets_.erase(change.ticket().ticket());
        }
    }
}

std::string Screen::picture() const {
    return text_of(office_, tickets_, clerk_days_);
}

std::string Screen::picture_of(const v1::Snapshot& snapshot) {
    luot::shown::OfficeShown office;
    office.apply(snapshot);
    std::map<std::uint64_t, v1::TicketStatus> tickets;
    for (const v1::TicketStatus& ticket : snapshot.tickets()) tickets[ticket.ticket()] = ticket;
    std::map<std::string, v1::ClerkDay> clerk_days;
    for (const v1::ClerkDay& day : snapshot.clerk_days()) clerk_days[day.clerk()] = day;
    return text_of(office, tickets, clerk_days);
}

void Supervisor::begin_shift(Time round) {
    look_around(round);
}

void Supervisor::look_around(Time round) {
    if (gone_home_) return;
    world().after(round, [this, round] { look_around(round); });
    if (!is_live() || unanswered() > 0) return;
    for (const auto& [id, counter] : office().counters) {
        const bool asked = counter.help() == v1::HELP_STATE_ASKED;
        if ((!asked && counter.help() != v1::HELP_STATE_ANSWERED) || dice().once_in(2)) continue;
        v1::Command command;
        command.mutable_answer_help()->set_counter(id);
        command.mutable_answer_help()->set_over(!asked);
        submit(command, {});
    }
}

void HallBoard::switch_on() {
    ++program_;
    model_ = std::make_unique<board::BoardModel>();
    Screen::switch_on();
}

void HallBoard::welcomed(const v1::Welcome& welcome) {
    welcome_seq_ = welcome.seq();
    model_->on_welcome(welcome, world().now());
}

void HallBoard::shown(const v1::Snapshot& snapshot) {
    Screen::shown(snapshot);
    snapshots_.push_back(SnapshotHeard{epoch(), snapshot.seq(), snapshot.at_us(), {}});
    for (const v1::CallMade& call : snapshot.calls()) snapshots_.back().calls.insert(call.seq());
    for (const v1::CallMade& call : snapshot.calls())
        heard_.push_back(CallHeard{program_, epoch(), board::call_of(call), false, snapshot.at_us()});
    model_->on_snapshot(snapshot, world().now());
    speak();
}

void HallBoard::happened(const v1::Event& event) {
    Screen::happened(event);
    for (const v1::Change& change : event.changes())
        if (change.has_call()) heard_.push_back(CallHeard{program_, epoch(), board::call_of(change.call()), event.seq() > welcome_seq_, 0});
    model_->on_event(event, world().now());
    speak();
}

void HallBoard::link(bool live) {
    if (model_) model_->on_link(live, world().now());
}

void HallBoard::speak() {
    const auto call = model_->announcements().next();
    if (!call) return;
    spoken_.push_back(Spoken{program_, *call, model_->clock().now_us(world().now())});
    if (world().keeps_timeline()) world().note(name(), "says " + call->number + " to counter " + std::to_string(call->counter));
    const auto takes = static_cast<Time>(spoken_for_s * static_cast<double>(second) / model_->clock().speed());
    world().after(takes, [this, program = program_] {
        if (program != program_) return;
        model_->announcements().finished();
        speak();
    });
}

}  // namespace luot::simulation
