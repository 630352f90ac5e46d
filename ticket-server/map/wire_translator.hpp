// The network layer's translator: luot.v1.Envelope ⇄ net's structs. Stateless, but for what `moment_of` keeps.
#pragma once

#include <functional>

#include "net/translator.hpp"

namespace luot::map {

class WireTranslator final : public net::Translator {
  public:
    // The office's calendar; without it nobody is told what the clock alone changes (map::When).
    using MomentOf = std::function<core::Moment(core::TimeUs)>;
    explicit WireTranslator(MomentOf moment_of = {}) : moment_of_(std::move(moment_of)) {}

    // A clerk's sign-in or note that is out of bounds is nothing that a client may send.
    // A Hello with an unknown role, a role that no device has (system), or a device or credential out of bounds comes without role and
    // device, so that the network layer can answer by version first, then with bad_hello.
    std::optional<net::Inbound> parse(std::string_view envelope) const override;
    net::Bytes encode(const net::Outbound& message) const override;

    // Phones and unknown roles are shown an empty snapshot and no pushes.
    net::Bytes snapshot(const core::State& told, core::Role role, core::TimeUs now_us) const override;
    // What who comes to a field now may have to wait, and whether past the end of work.
    bool changed_by_clock(const core::State& told, core::TimeUs from_us, core::TimeUs until_us) const override;
    net::Bytes push(const core::State& after, const core::Event& event, core::Role role) const override;

  private:
    std::optional<core::Moment> moment(core::TimeUs at_us) const;

    MomentOf moment_of_;
};

}  // namespace luot::map
