// The citizen's page behind the slip's QR, and the office's public page: routes and what they answer. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/command.hpp"
#include "engine/engine.hpp"
#include "web/access/audit.hpp"
#include "web/phone/limits.hpp"
#include "web/phone/phone_site.hpp"
#include "web/phone/rate_limit.hpp"
#include "web/phone/visit_streams.hpp"
#include "web/router.hpp"

namespace luot::web::phone {

// What of the running office the pages need. All of it outlives them.
struct House {
    std::function<const core::State&()> told;
    std::function<core::Moment()> now;
    std::function<std::int64_t()> real_us;  // real time that never goes back, for limits
    // Decides as a citizen's phone, and calls back once it is durable, never from within; false: nothing is taken now.
    std::function<bool(const core::Command&, std::function<void(const engine::Reply&)>)> submit;
    Audit* audit = nullptr;  // null: nothing is noted
};

class PhonePages {
  public:
    PhonePages(House house, PhoneSite site, Limits limits = {});
    ~PhonePages();
    PhonePages(const PhonePages&) = delete;
    PhonePages& operator=(const PhonePages&) = delete;

    // GET /t/{token}, /api/v1/visits/{token} and …/events; POST …/cancel, …/return, …/rating; GET /public, /api/v1/public.
    // It outlives the router's use.
    void add_to(Router& router);

    // For what changes: a visit with this token, and all of them. The caller says when (Limits::look_us, alive_us).
    VisitStreams& streams();

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::web::phone
