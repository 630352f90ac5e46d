#include "server/disk_figures.hpp"

#include <doctest/doctest.h>
#include <boost/asio/io_context.hpp>

#include "support/folder.hpp"

using namespace luot;
using server::DiskFigures;

namespace {

std::vector<std::string> names(const DiskFigures& figures, DiskFigures::Clock::time_point now) {
    std::vector<web::Figure> all;
    figures.add_to(all, now);
    std::vector<std::string> names;
    for (const web::Figure& figure : all) names.push_back(figure.name);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("figures of a disk that has said nothing for long are left out and their age is told") {
    boost::asio::io_context context;
    DiskFigures figures(context.get_executor(), [] { return std::vector{web::Figure{"disk_free_bytes", "x", 7, false}}; });
    const auto before = DiskFigures::Clock::now();
    figures.begin();
    const auto after = DiskFigures::Clock::now();
    CHECK(names(figures, before + DiskFigures::good_for) == Names{"disk_free_bytes", "disk_figures_age_seconds"});
    const auto later = after + DiskFigures::good_for + std::chrono::seconds(1);
    CHECK(names(figures, later) == Names{"disk_figures_age_seconds"});
    std::vector<web::Figure> all;
    figures.add_to(all, later);
    CHECK(all.front().value > 30);
}

TEST_CASE("a folder says how large its journal is and what is left") {
    const luot::testing::Folder folder;
    const auto figures = server::read_disk_figures(folder.path);
    REQUIRE(figures.size() == 2);
    CHECK(figures[0].name == "journal_bytes");
    CHECK(figures[0].value == 0);
    CHECK(figures[1].name == "disk_free_bytes");
    CHECK(figures[1].value > 0);
}
