// The citizen's pages within the running server: their files, the core as they may ask it, and the moments at which open pages are told.
// Network thread.
#pragma once

#include <filesystem>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "engine/service.hpp"
#include "web/access/audit.hpp"
#include "web/router.hpp"

namespace luot::server {

// Who is called is told at once; the others, for their places in line, once a second where anything was told.
class PhonePart final : public engine::Listener {
  public:
    // Adds its pages to the router, made of the templates and words in the site's folder. Where one of those is missing there are no such
    // pages, and a line in the log: the office goes on. All references outlive it.
    PhonePart(const boost::asio::any_io_executor& executor, engine::Service& service, web::Audit& audit, web::Router& router,
              const std::filesystem::path& site);
    ~PhonePart() override;
    PhonePart(const PhonePart&) = delete;
    PhonePart& operator=(const PhonePart&) = delete;

    void on_told(const core::State& after, const core::Event& event) override;

    // Open pages are told no more; their connections end.
    void stop();

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;  // null: no pages
};

}  // namespace luot::server
