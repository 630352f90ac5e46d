// Reads words out: espeak-ng, which needs no internet, through SDL's sound. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

namespace luot::printer_app {

struct NoVoice {
    std::string reason;  // one line of English
};
[[noreturn]] void throw_exception_from_error(const NoVoice& none, const boost::source_location& location);

class Voice {
  public:
    // Nothing to speak with: no data of espeak-ng, or no sound.
    static boost::system::result<std::unique_ptr<Voice>, NoVoice> create();
    ~Voice();
    Voice(const Voice&) = delete;
    Voice& operator=(const Voice&) = delete;

    // Instead of what is being said. `voice` is espeak-ng's name of a language; false where it has none.
    bool say(const std::string& voice, const std::string& text);
    void hush();
    // What was handed to the sound and has not been heard yet, in ms.
    int left_ms() const;

  private:
    struct Impl;
    explicit Voice(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace luot::printer_app
