// Folding the journal from where its payloads begin, with the rows for reports that each event gives. For rebuild and prune.
#pragma once

#include "journal/journal.hpp"
#include "store/events.hpp"

namespace luot::store {

class Folding {
  public:
    // From the first event, or from the checkpoint that a prune left as the base. Connection and codec outlive this.
    static Result<Folding> from_base(const Connection& connection, const journal::Codec& codec, const Pruned& pruned);

    // Applies the next event; false at the end. The event is checked against digest and link.
    Result<bool> next(core::ReportRows& rows);

    const core::State& state() const { return state_; }

  private:
    Folding(EventCursor cursor, const journal::Codec& codec, core::State state, const Link& link)
        : cursor_(std::move(cursor)), codec_(&codec), state_(std::move(state)), link_(link) {}

    EventCursor cursor_;
    const journal::Codec* codec_;
    core::State state_;
    Link link_;
};

}  // namespace luot::store
