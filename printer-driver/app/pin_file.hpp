// The technician's PIN, of which only a hash is kept: one line of Argon2id in a file that nobody else can read.
#pragma once

#include <filesystem>
#include <string>

#include <boost/system/result.hpp>

namespace luot::printer_app {

struct BadPin {
    std::string reason;  // one line of English that says what would be right
};
[[noreturn]] void throw_exception_from_error(const BadPin& bad, const boost::source_location& location);

class PinFile {
  public:
    // 4 to 12 digits. Written whole, and readable by its owner alone; a file that is there is replaced.
    static boost::system::result<void, BadPin> write(const std::filesystem::path& file, const std::string& pin);
    static boost::system::result<PinFile, BadPin> read(const std::filesystem::path& file);

    // Takes a tenth of a second or more: that is what makes guessing slow.
    bool is(const std::string& pin) const;

  private:
    explicit PinFile(std::string hash) : hash_(std::move(hash)) {}
    std::string hash_;
};

}  // namespace luot::printer_app
