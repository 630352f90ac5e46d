// luot-virtual-printer: a thermal printer that is not there, for tests and benches of whole programs. Says where it listens, writes a PNG
// for every slip that it cuts, and plays a condition until it is mended.
#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/streambuf.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <sstream>

#if defined(__unix__)
#include <unistd.h>
#endif

#include "screen/canvas.hpp"
#include "virtual_printer/virtual_printer.hpp"

namespace {

using namespace luot;
namespace asio = boost::asio;
using testing::VirtualPrinter;

constexpr int exit_usage = 2;

struct Given {
    std::uint16_t port = 0;
    std::string plays = "healthy";
    std::size_t row = 200;
    std::string out;
    bool knows_drop = false;
};

void say(const std::string& line) {
    std::cout << line << '\n' << std::flush;
}

class Program {
  public:
    Program(asio::io_context& io, const Given& given, const VirtualPrinter::Behaviour& how)
        : given_(given), io_(io), printer_(io, how, given.port), input_(io, ::dup(STDIN_FILENO)), signals_(io, SIGINT, SIGTERM) {
        printer_.on_slip = [this](const testing::Paper::Slip& slip) { save(slip); };
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) end();
        });
        say("listening 127.0.0.1:" + printer_.port());
        read();
    }

  private:
    void read() {
        asio::async_read_until(input_, lines_, '\n', [this](const boost::system::error_code& error, std::size_t) {
            if (error) return;  // nobody says anything more; it stays
            std::istream stream(&lines_);
            std::string line;
            std::getline(stream, line);
            take(line);
        });
    }

    void take(const std::string& line) {
        std::istringstream words(line);
        std::string word;
        std::string condition;
        words >> word >> condition;
        if (word == "quit") return end();
        const auto how = testing::behaviour_of(condition, given_.row);
        if (word == "mend") {
            printer_.mend();
            say("mended");
        } else if (word == "plays" && how) {
            printer_.change([&](VirtualPrinter::Behaviour& is) {
                is = *how;
                is.knows_drop = given_.knows_drop;
            });
            say("plays " + condition);
        } else {
            say("unknown: mend | plays CONDITION | quit");
        }
        read();
    }

    void save(const testing::Paper::Slip& slip) {
        ++slips_;
        if (given_.out.empty() || slip.rows.empty() || slip.width == 0) return say("slip " + std::to_string(slips_));
        const int height = static_cast<int>(slip.rows.size());
        screen::Canvas canvas(fonts_, slip.width, height, screen::rgb("#FFFFFF"));
        for (int y = 0; y < height; ++y) {
            const auto& row = slip.rows[static_cast<std::size_t>(y)];
            for (int x = 0; x < static_cast<int>(row.size()); ++x) {
                if (row[static_cast<std::size_t>(x)]) canvas.fill({x, y, 1, 1}, screen::rgb("#000000"));
            }
        }
        const auto file = std::filesystem::path(given_.out) / ("slip-" + std::to_string(slips_) + ".png");
        const auto saved = canvas.save_png(file);
        say(saved ? "slip " + std::to_string(slips_) + " " + file.string()
                  : "slip " + std::to_string(slips_) + " not saved: " + saved.error().reason);
    }

    void end() {
        printer_.close();
        io_.stop();
    }

    Given given_;
    asio::io_context& io_;
    VirtualPrinter printer_;
    asio::posix::stream_descriptor input_;
    asio::signal_set signals_;
    asio::streambuf lines_{1'024};
    screen::Fonts fonts_;  // a canvas has to have them; no text is drawn here
    int slips_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    Given given;
    CLI::App app("A thermal printer that is not there. Lines of standard input: mend, plays CONDITION, quit.");
    app.add_option("--port", given.port, "of 127.0.0.1; 0: any free one")->capture_default_str();
    app.add_option("--plays", given.plays, "its condition")->check(CLI::IsMember(testing::condition_names()))->capture_default_str();
    app.add_option("--row", given.row, "after how many rows that happens which happens in mid-slip")->capture_default_str();
    app.add_option("--out", given.out, "a folder for a PNG of every slip")->check(CLI::ExistingDirectory);
    app.add_flag("--knows-drop", given.knows_drop, "it forgets what it holds when it is told to by DLE DC4 8");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    try {
        asio::io_context io(1);
        auto how = testing::behaviour_of(given.plays, given.row).value();
        how.knows_drop = given.knows_drop;
        const Program program(io, given, how);
        io.run();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "luot-virtual-printer: " << error.what() << '\n';
        return 1;
    }
}
