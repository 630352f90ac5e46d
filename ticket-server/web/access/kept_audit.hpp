// The audit, kept by the Keeper.
#pragma once

#include "web/access/audit.hpp"
#include "web/access/keeper.hpp"

namespace luot::web {

class KeptAudit final : public Audit {
  public:
    // Outlives it.
    explicit KeptAudit(Keeper& keeper) : keeper_(keeper) {}

    void note(AuditEntry entry, Noted noted) override;
    void begin(AuditEntry entry, Begun begun) override;
    void end(std::int64_t id, std::string outcome, Noted noted) override;

    // As it is kept, at this moment; within the bounds of access.db. For deeds that are kept together with their entry.
    access::Note row_of(AuditEntry entry) const;

  private:
    Keeper& keeper_;
};

}  // namespace luot::web
