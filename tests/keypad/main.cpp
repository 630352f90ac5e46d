// luot-virtual-keypad: a number pad with a display that is not there, for tests of whole programs and for trying a counter out.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/streambuf.hpp>
#include <csignal>
#include <iostream>
#include <string>

#include "virtual_keypad/virtual_keypad.hpp"

namespace {

using namespace luot;
namespace asio = boost::asio;

void say(const std::string& line) {
    std::cout << line << '\n' << std::flush;
}

class Program {
  public:
    Program(asio::io_context& io, testing::KeypadMake make, const std::string& device)
        : io_(io), input_(io, ::dup(STDIN_FILENO)), signals_(io, SIGINT, SIGTERM), keypad_(io.get_executor(), make, device) {
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) io_.stop();
        });
        keypad_.on_told = [this] { tell(); };
        say("listening " + device);
        read();
    }

  private:
    // Each picture once; a telegram may come in pieces.
    void tell() {
        if (keypad_.display().lines() == told_) return;
        told_ = keypad_.display().lines();
        say("display \"" + told_[0] + "\" \"" + told_[1] + "\"");
    }

    void read() {
        asio::async_read_until(input_, lines_, '\n', [this](const boost::system::error_code& error, std::size_t) {
            if (error) return;  // nobody says anything more; it stays
            std::istream stream(&lines_);
            std::string line;
            std::getline(stream, line);
            take(line);
            read();
        });
    }

    void take(const std::string& line) {
        constexpr std::string_view press = "press ";
        if (line == "quit") return io_.stop();
        if (line == "plug") return keypad_.plug();
        if (line == "unplug") {
            told_.clear();
            return keypad_.unplug();
        }
        if (line == "enter") return keypad_.press("\r");
        if (line.starts_with(press)) return keypad_.press(std::string_view(line).substr(press.size()));
        say("unknown: press CHARACTERS | enter | unplug | plug | quit");
    }

    asio::io_context& io_;
    asio::posix::stream_descriptor input_;
    asio::signal_set signals_;
    asio::streambuf lines_{1'024};
    testing::VirtualKeypad keypad_;
    std::vector<std::string> told_;
};

}  // namespace

int main(int argc, char** argv) {
    constexpr int exit_usage = 2;
    std::string make = "plain";
    std::string device;
    CLI::App app(
        "A number pad with a display that is not there. Lines of standard input: press CHARACTERS, enter, unplug, plug, quit. Says where "
        "it\n"
        "is, and what its display shows when that changes.");
    app.add_option("--profile", make, "which make")->check(CLI::IsMember({"plain", "vfd-esc"}))->capture_default_str();
    app.add_option("--device", device, "the file that is to be its end, as /dev/ttyUSB0 would be")->required();
    app.set_version_flag("--version", std::string("luot-virtual-keypad ") + LUOT_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    try {
        asio::io_context io(1);
        Program program(io, *testing::keypad_make(make), device);
        io.run();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "luot-virtual-keypad: " << error.what() << '\n';
        return 1;
    }
}
