#include "server/history_desk.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "report/history.hpp"

namespace luot::server {
namespace {

using web::history::HistoryAnswer;
using web::history::HistoryQuestion;
using web::history::Refused;

// A page asks for one report, and perhaps for a table or two of it; a report takes a second at the most.
constexpr std::size_t reports_waiting_max = 4;
// Against the office's own threads, which have 0: a clerk does not wait for a report where there are too few processors.
constexpr int report_niceness = 10;

void give_way() {
    // Of this thread alone. Refused, it is as fast as the others: no harm.
    static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), report_niceness));
}

HistoryAnswer answer_of(const std::filesystem::path& data, const journal::Codec& codec, const report::Present& present,
                        const HistoryQuestion& question) {
    const auto made = report::make_report(data, codec, report::Range{question.first, question.last, question.service}, &present);
    if (!made) {
        spdlog::error("the history could not be read: {}", made.error().what);
        return Refused::unreadable;
    }
    const bool known =
        !question.service || !made->figures.fields.empty() || core::find_service(present.office, *question.service) != nullptr;
    if (!known) return Refused::unknown_service;
    if (question.table.empty()) return report::history_document(*made, question.service);
    const auto format = question.form == web::history::Form::csv ? report::TableFormat::csv : report::TableFormat::json;
    return report::history_table(*made, question.table, format);
}

}  // namespace

HistoryDesk::HistoryDesk(boost::asio::any_io_executor network, std::filesystem::path data, const journal::Codec& codec,
                         std::function<report::Present()> present)
    : network_(std::move(network)), data_(std::move(data)), codec_(codec), present_(std::move(present)) {}

bool HistoryDesk::has_table(std::string_view table) const {
    const auto& tables = report::history_tables();
    return std::find(tables.begin(), tables.end(), table) != tables.end();
}

bool HistoryDesk::ask(HistoryQuestion question, std::function<void(HistoryAnswer)> take) {
    // Handed over and back as a whole: what it holds is let go on the network thread.
    auto to = std::make_shared<std::function<void(HistoryAnswer)>>(std::move(take));
    return reports_.add(
        [this, present = present_(), question = std::move(question), to]() mutable {
            give_way();
            HistoryAnswer answer = answer_of(data_, codec_, present, question);
            boost::asio::post(network_, [to = std::move(to), answer = std::move(answer)]() mutable { (*to)(std::move(answer)); });
        },
        reports_waiting_max);
}

}  // namespace luot::server
