#include "app/secret_line.hpp"

#include <istream>
#include <ostream>

#include <termios.h>
#include <unistd.h>

namespace luot::app {

namespace {

// Nothing is shown of what is typed while this lives; where standard input is no terminal it does nothing.
class Unseen {
  public:
    Unseen() : terminal_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!terminal_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen() {
        if (terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;
    bool terminal() const { return terminal_; }

  private:
    termios before_{};
    bool terminal_;
};

}  // namespace

std::string read_secret_line(std::istream& in, std::ostream& err, const std::string& asked) {
    std::string line;
    const Unseen unseen;
    if (unseen.terminal()) err << asked << ": " << std::flush;
    std::getline(in, line);
    if (unseen.terminal()) err << '\n';
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

}  // namespace luot::app
