#include "desk/desk_fsm.hpp"

#include <deque>

namespace luot::desk {

struct DeskFsm::Impl {
    DeskOptions options;
    const words::Words& words;
    std::deque<Action> actions;
};

DeskFsm::DeskFsm(DeskOptions options, const words::Words& words) : impl_(new Impl{std::move(options), words, {}}) {}
DeskFsm::~DeskFsm() = default;

bool DeskFsm::click(const std::string&, Instant) {
    return false;
}
void DeskFsm::key(const KeyPress&, Instant) {}
void DeskFsm::typed(std::string_view, Instant) {}
void DeskFsm::scroll(int, Instant) {}
void DeskFsm::wants_to_close(Instant) {
    impl_->actions.emplace_back(Leave{});
}
void DeskFsm::link_changed(wire::LinkState, const std::string&, Instant) {}
void DeskFsm::welcome(const v1::Welcome&, Instant) {}
void DeskFsm::snapshot(const v1::Snapshot&, Instant) {}
void DeskFsm::event(const v1::Event&, Instant) {}
void DeskFsm::present(Instant) {}
void DeskFsm::signed_in(const v1::SignedIn&, Instant) {}
void DeskFsm::staff(const v1::Staff&, Instant) {}
void DeskFsm::note(const v1::TicketNote&, Instant) {}
void DeskFsm::answered(std::uint64_t, const v1::Reply&, Instant) {}
void DeskFsm::not_sent(std::uint64_t, Instant) {}
void DeskFsm::wake(Instant, std::int64_t) {}
std::optional<Instant> DeskFsm::deadline() const {
    return {};
}

std::optional<Action> DeskFsm::next() {
    if (impl_->actions.empty()) return {};
    Action first = std::move(impl_->actions.front());
    impl_->actions.pop_front();
    return first;
}
Page DeskFsm::page() const {
    return {};
}
const Settings& DeskFsm::settings() const {
    return impl_->options.settings;
}

}  // namespace luot::desk
