// Every page of the office and who may see it: makes the router, and hands each part of web what it needs. Network thread.
#pragma once

#include "web/access/access_part.hpp"
#include "web/access/board_picture.hpp"
#include "web/access/device_pages.hpp"
#include "web/glance.hpp"
#include "web/history/history_pages.hpp"
#include "web/live/command_page.hpp"
#include "web/live/live_feed.hpp"
#include "web/metrics_page.hpp"
#include "web/router.hpp"
#include "web/site_files.hpp"

namespace luot::server {

// What of the running server the pages are made of. All of it outlives them.
struct PagesNeed {
    web::TakeGlance take_glance;
    web::TakeFigures take_figures;
    web::MetricsPage& metrics;
    web::Keeper& keeper;
    web::SeeDevices see_devices;
    engine::Service& service;
    std::shared_ptr<web::live::LiveFeed> live;
    web::live::ParseCommand parse_command;
    web::history::HistorySource& history;
    web::SeeBoard see_board;
};

class OfficePages {
  public:
    explicit OfficePages(const PagesNeed& need);

    web::AnswerPage answerer() { return router_.answerer(); }
    web::Router& router() { return router_; }
    // Who may: the guard, the audit, and the book that they go by.
    web::AccessPart& access() { return access_; }

  private:
    void add_live_to(const PagesNeed& need);

    web::SiteFiles site_;
    web::Router router_;
    web::AccessPart access_;
};

}  // namespace luot::server
