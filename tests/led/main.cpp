// luot-virtual-led: a panel of dots or a chain of counter signs that is not there, for tests of whole programs and for trying an office
// out.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/streambuf.hpp>
#include <csignal>
#include <iostream>
#include <map>
#include <optional>

#include "led/artnet.hpp"
#include "led/e131.hpp"
#include "led_matrix/panel.hpp"
#include "virtual_led/virtual_led.hpp"

namespace {

using namespace luot;
namespace asio = boost::asio;
using testing::PanelProtocol;

constexpr int exit_usage = 2;
constexpr int dot_px = 6;

struct Given {
    std::string protocol = "ddp";
    std::string panel = "192x64";
    std::uint16_t port = 0;
    int universe = 1;
    int loss = 0;
    std::uint32_t seed = 1;
    std::string signs;
    std::string device;
    std::string png;
};

void say(const std::string& line) {
    std::cout << line << '\n' << std::flush;
}

class Program {
  public:
    Program(asio::io_context& io, const Given& given, led_matrix::Panel panel)
        : given_(given), io_(io), input_(io, ::dup(STDIN_FILENO)), signals_(io, SIGINT, SIGTERM) {
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) io_.stop();
        });
        if (!given.signs.empty()) {
            chain_.emplace(io.get_executor(), *testing::sign_make(given.signs), given.device);
            chain_->on_told = [this] { tell_signs(); };
            say("listening " + given.device);
        } else {
            const std::map<std::string, PanelProtocol> protocols = {{"ddp", PanelProtocol::ddp},
                                                                    {"e131", PanelProtocol::e131},
                                                                    {"artnet", PanelProtocol::artnet},
                                                                    {"ft", PanelProtocol::flaschen_taschen}};
            panel_.emplace(io.get_executor(),
                           testing::PanelReceiver(protocols.at(given.protocol), panel.width, panel.height, given.universe), given.port,
                           given.loss, given.seed);
            say("listening 127.0.0.1:" + std::to_string(panel_->port()));
        }
        read();
    }

  private:
    void tell_signs() {
        for (const auto& [address, shown] : chain_->receiver().signs()) {
            const auto told = told_.find(address);
            if (told != told_.end() && told->second == shown) continue;
            told_[address] = shown;
            say("sign " + std::to_string(address) + " \"" + shown + "\"");
        }
    }

    void read() {
        asio::async_read_until(input_, lines_, '\n', [this](const boost::system::error_code& error, std::size_t) {
            if (error) return;  // nobody says anything more; it stays
            std::istream stream(&lines_);
            std::string word;
            std::getline(stream, word);
            take(word);
            read();
        });
    }

    void take(const std::string& word) {
        if (word == "quit") return io_.stop();
        if (word == "show" && !given_.png.empty()) return save();
        if (word == "count" && panel_) {
            return say("packets " + std::to_string(panel_->receiver().packets()) + " lost " + std::to_string(panel_->lost()) + " wrong " +
                       std::to_string(panel_->receiver().wrong()));
        }
        if ((word == "unplug" || word == "plug") && chain_) {
            if (word == "plug") {
                chain_->plug();
            } else {
                chain_->unplug();
                chain_->receiver().forget();
                told_.clear();
            }
            return say(word == "plug" ? "plugged" : "unplugged");
        }
        say("unknown: show (with --png) | count | unplug | plug | quit");
    }

    void save() {
        const auto picture = chain_ ? chain_picture(fonts_, chain_->receiver()) : panel_picture(fonts_, panel_->receiver(), dot_px);
        const auto saved = picture.save_png(given_.png);
        say(saved ? "shown " + given_.png : "not saved: " + saved.error().reason);
    }

    Given given_;
    asio::io_context& io_;
    asio::posix::stream_descriptor input_;
    asio::signal_set signals_;
    asio::streambuf lines_{1'024};
    screen::Fonts fonts_;
    std::optional<testing::VirtualPanel> panel_;
    std::optional<testing::VirtualChain> chain_;
    std::map<int, std::string> told_;
};

}  // namespace

int main(int argc, char** argv) {
    Given given;
    CLI::App app(
        "A panel of dots or a chain of counter signs that is not there. Lines of standard input: show, count, unplug, plug, quit.\n"
        "Says where it listens, and of signs each number that changes.");
    app.add_option("--protocol", given.protocol, "of the panel")
        ->check(CLI::IsMember({"ddp", "e131", "artnet", "ft"}))
        ->capture_default_str();
    app.add_option("--panel", given.panel, "WIDTHxHEIGHT of its dots")->capture_default_str();
    app.add_option("--port", given.port, "of 127.0.0.1; 0: any free one")->capture_default_str();
    app.add_option("--universe", given.universe, "the first one of the panel")->capture_default_str();
    app.add_option("--loss", given.loss, "percent of the datagrams that are lost")->check(CLI::Range(0, 100))->capture_default_str();
    app.add_option("--seed", given.seed, "of that luck")->capture_default_str();
    auto* device = app.add_option("--device", given.device, "a link to make, the chain's serial device");
    auto* signs = app.add_option("--signs", given.signs, "a chain of signs of this profile, in place of a panel")
                      ->check(CLI::IsMember({"ascii-dollar", "ascii-stx-xor", "binary-sum8"}))
                      ->needs(device);
    device->needs(signs);
    app.add_option("--png", given.png, "what `show` writes");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    const auto panel = led_matrix::parse_panel(given.panel);
    if (!panel) {
        std::cerr << "--panel is WIDTHxHEIGHT from 64x16 to 512x256, not '" << given.panel << "'\n";
        return exit_usage;
    }
    const int universe_least = given.protocol == "e131" ? 1 : 0;
    const int universe_most = given.protocol == "e131" ? led::e131_universe_most : led::artnet_universe_most;
    if (given.universe < universe_least || given.universe > universe_most) {
        std::cerr << "--universe is from " << universe_least << " to " << universe_most << " with " << given.protocol << ", not "
                  << given.universe << '\n';
        return exit_usage;
    }
    try {
        asio::io_context io(1);
        const Program program(io, given, *panel);
        io.run();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "luot-virtual-led: " << error.what() << '\n';
        return 1;
    }
}
