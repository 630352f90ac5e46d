#include "server/disk_figures.hpp"

#include <system_error>
#include <utility>

#include <boost/asio/post.hpp>

#include "store/files.hpp"

namespace luot::server {

std::vector<web::Figure> read_disk_figures(const std::filesystem::path& folder) {
    std::vector<web::Figure> figures;
    std::error_code error;
    double bytes = 0;
    for (const auto& file : {store::database_file(folder), store::log_of(store::database_file(folder))}) {
        const auto size = std::filesystem::file_size(file, error);
        if (!error) bytes += static_cast<double>(size);
    }
    figures.push_back(web::Figure{"journal_bytes", "The journal with its write-ahead log.", bytes, false});
    const auto space = std::filesystem::space(folder, error);
    if (!error)
        figures.push_back(
            web::Figure{"disk_free_bytes", "Left on the disk of the data folder.", static_cast<double>(space.available), false});
    return figures;
}

DiskFigures::DiskFigures(boost::asio::any_io_executor executor, Read read)
    : executor_(std::move(executor)), read_(std::move(read)), next_look_(executor_) {}

// The journal was read from this disk a moment ago: the first ones are there for the first who asks.
void DiskFigures::begin() {
    figures_ = read_();
    read_at_ = Clock::now();
    look_in_a_while();
}

void DiskFigures::add_to(std::vector<web::Figure>& to, Clock::time_point now) const {
    const auto age = now - read_at_;
    if (age <= good_for) to.insert(to.end(), figures_.begin(), figures_.end());
    to.push_back(web::Figure{"disk_figures_age_seconds", "Since the disk of the data folder last said how it is.",
                             std::chrono::duration<double>(age).count(), false});
}

// From when the last one is done: they do not pile up.
void DiskFigures::look_in_a_while() {
    next_look_.expires_after(every);
    next_look_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) look();
    });
}

void DiskFigures::look() {
    worker_.add(
        [this] {
            boost::asio::post(executor_, [this, figures = read_()]() mutable {
                figures_ = std::move(figures);
                read_at_ = Clock::now();
                look_in_a_while();
            });
        },
        1);
}

}  // namespace luot::server
