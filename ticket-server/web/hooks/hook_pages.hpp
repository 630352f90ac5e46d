// /api/v1/webhooks for administrators. Network thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "web/access/audit.hpp"
#include "web/hooks/outbox.hpp"
#include "web/router.hpp"

namespace luot::web::hooks {

// Who keeps webhooks. Calls back once, on the network thread.
class HookBook {
  public:
    enum class Outcome : std::uint8_t { done, unknown, too_many, failed };
    using Done = std::function<void(Outcome)>;

    virtual ~HookBook() = default;
    virtual std::vector<HookStanding> standings() const = 0;
    // An id, or a secret where none is wished: hexadecimal digits that nobody guesses.
    virtual std::string unguessable(std::size_t bytes) = 0;
    // created_us and since_seq are set by it.
    virtual void add(Hook hook, Done done) = 0;
    virtual void remove(const std::string& id, Done done) = 0;
};

// All outlive the router.
void add_hook_pages(Router& router, HookBook& book, Audit& audit, const Limits& limits);

}  // namespace luot::web::hooks
