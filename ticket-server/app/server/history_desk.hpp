// Makes the history's figures beside the office: one at a time, on a thread that gives way to all others, by a connection that only reads.
#pragma once

#include <filesystem>
#include <functional>

#include <boost/asio/any_io_executor.hpp>

#include "journal/journal.hpp"
#include "report/report.hpp"
#include "server/worker.hpp"
#include "web/history/history_pages.hpp"

namespace luot::server {

class HistoryDesk final : public web::history::HistorySource {
  public:
    // `present` is asked on the network thread. The codec outlives this, and so does the executor's context.
    HistoryDesk(boost::asio::any_io_executor network, std::filesystem::path data, const journal::Codec& codec,
                std::function<report::Present()> present);

    bool has_table(std::string_view table) const override;
    bool ask(web::history::HistoryQuestion question, std::function<void(web::history::HistoryAnswer)> take) override;

  private:
    boost::asio::any_io_executor network_;
    std::filesystem::path data_;
    const journal::Codec& codec_;
    std::function<report::Present()> present_;
    Worker reports_{Worker::AtEnd::drop_waiting};
};

}  // namespace luot::server
