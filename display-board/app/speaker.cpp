#include "board_app/speaker.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

#include "sound/clip_file.hpp"

namespace luot::board_app {
namespace {

// As much as a file of this kind can say with room to spare, and more than anybody listens to.
constexpr std::int64_t wav_longest_ms = 3'600'000;

// Time passes as if it were heard.
class Timed : public Speaker {
  public:
    bool able() const override { return true; }
    std::string trouble() const override { return {}; }
    bool wants_samples() const override { return false; }
    std::int64_t latency_us() const override { return 0; }
    void begin(voice::Pcm, std::int64_t lasts_us, std::int64_t steady_us) override { over_at_us_ = steady_us + lasts_us; }
    Play run(std::int64_t steady_us) override {
        if (!over_at_us_) return Play::idle;
        if (steady_us < *over_at_us_) return Play::playing;
        over_at_us_.reset();
        return Play::ended;
    }
    void stop() override { over_at_us_.reset(); }

  private:
    std::optional<std::int64_t> over_at_us_;
};

class Nowhere final : public Speaker {
  public:
    bool able() const override { return false; }
    std::string trouble() const override { return {}; }
    bool wants_samples() const override { return false; }
    std::int64_t latency_us() const override { return 0; }
    void begin(voice::Pcm, std::int64_t, std::int64_t) override {}
    Play run(std::int64_t) override { return Play::idle; }
    void stop() override {}
};

class WavFile final : public Timed {
  public:
    WavFile(std::ofstream file, std::string name, std::int64_t steady_us)
        : file_(std::move(file)), name_(std::move(name)), began_us_(steady_us) {
        complete();
    }
    ~WavFile() override { complete(); }
    WavFile(const WavFile&) = delete;
    WavFile& operator=(const WavFile&) = delete;

    std::string trouble() const override {
        if (!file_) return "cannot write to " + name_;
        return full() ? name_ + " is an hour long and full" : std::string();
    }
    bool wants_samples() const override { return true; }

    void begin(voice::Pcm samples, std::int64_t lasts_us, std::int64_t steady_us) override {
        Timed::begin({}, lasts_us, steady_us);
        const auto at = static_cast<std::size_t>(std::max<std::int64_t>(steady_us - began_us_, 0) * voice::rate_hz / 1'000'000);
        // Silence until now; more than an hour of it fills the file.
        const std::size_t until = std::min(at, voice::samples_of_ms(wav_longest_ms));
        while (written_ < until) write(voice::Pcm(std::min<std::size_t>(until - written_, voice::rate_hz)));
        write(samples);
    }
    Play run(std::int64_t steady_us) override {
        const Play play = Timed::run(steady_us);
        if (play == Play::ended) complete();
        return play;
    }

  private:
    bool full() const { return written_ >= voice::samples_of_ms(wav_longest_ms); }
    void write(const voice::Pcm& samples) {
        if (full()) return;
        std::string bytes;
        for (const std::int16_t sample : samples) {
            bytes += static_cast<char>(static_cast<std::uint16_t>(sample) & 0xffU);
            bytes += static_cast<char>(static_cast<std::uint16_t>(sample) >> 8U);
        }
        file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        written_ += samples.size();
    }
    void complete() {
        const std::string header = sound::wav_header(written_);
        file_.seekp(0);
        file_.write(header.data(), static_cast<std::streamsize>(header.size()));
        file_.seekp(0, std::ios::end);
        file_.flush();
    }

    std::ofstream file_;
    std::string name_;
    std::int64_t began_us_;
    std::size_t written_ = 0;
};

}  // namespace

std::unique_ptr<Speaker> make_silent_speaker() {
    return std::make_unique<Timed>();
}

std::unique_ptr<Speaker> make_no_speaker() {
    return std::make_unique<Nowhere>();
}

boost::system::result<std::unique_ptr<Speaker>, NoWav> make_wav_speaker(const std::filesystem::path& file, std::int64_t steady_us) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!out) return NoWav{"cannot write to " + file.string()};
    return std::unique_ptr<Speaker>(std::make_unique<WavFile>(std::move(out), file.string(), steady_us));
}

boost::system::result<SoundTo, WrongSound> parse_sound(const std::string& text) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string kind = text.substr(0, colon);
    const std::string name = colon < text.size() ? text.substr(colon + 1) : std::string();
    if (text == "none") return SoundTo{};
    if (text == "device" || (kind == "device" && !name.empty())) return SoundTo{SoundTo::Kind::device, name};
    if (kind != "wav" || name.empty()) return WrongSound{"--sound is device, device:NAME, none or wav:FILE, not '" + text + "'"};
    const auto folder = std::filesystem::absolute(name).parent_path();
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return WrongSound{"--sound " + text + ": there is no folder " + folder.string()};
    return SoundTo{SoundTo::Kind::wav, name};
}

boost::system::result<std::unique_ptr<Speaker>, NoWav> make_speaker(const SoundTo& to, std::int64_t steady_us) {
    if (to.kind == SoundTo::Kind::wav) return make_wav_speaker(to.name, steady_us);
    if (to.kind == SoundTo::Kind::nowhere) return make_no_speaker();
    return to.kind == SoundTo::Kind::device ? make_loudspeaker(to.name) : make_silent_speaker();
}

}  // namespace luot::board_app
