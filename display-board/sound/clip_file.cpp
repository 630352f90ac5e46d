#include "sound/clip_file.hpp"

#include <SDL.h>
#include <vorbis/vorbisfile.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "sound/limits.hpp"

namespace luot::sound {
namespace {

namespace fs = std::filesystem;

NoSound unreadable(const fs::path& file, const std::string& why) {
    return {file.string() + ": " + why};
}

boost::system::result<std::string, NoSound> bytes_of(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) return unreadable(file, error.message());
    if (size > limits::clip_file_bytes_max) return unreadable(file, "is larger than 16 MiB; a clip is a word or a phrase");
    std::ifstream in(file, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return unreadable(file, "cannot be read");
    return {boost::system::in_place_value, std::move(bytes)};
}

bool is_like_a_recording(int channels, int rate_hz) {
    return channels >= 1 && channels <= limits::clip_channels_max && rate_hz >= limits::clip_rate_hz_min &&
           rate_hz <= limits::clip_rate_hz_max;
}

// Samples of a clip of the longest, all channels together.
std::size_t samples_at_most(int channels, int rate_hz) {
    return static_cast<std::size_t>(limits::clip_longest_ms * rate_hz / 1'000 * channels);
}

constexpr const char* unlike_a_recording = "has a rate or channels like no recording";
constexpr const char* too_long = "is longer than 15 s; a clip is a word or a phrase";

boost::system::result<voice::Pcm, NoSound> read_wav(const fs::path& file, const std::string& bytes) {
    SDL_AudioSpec spec{};
    Uint8* data = nullptr;
    Uint32 size = 0;
    SDL_RWops* in = SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
    if (in == nullptr || SDL_LoadWAV_RW(in, 1, &spec, &data, &size) == nullptr) return unreadable(file, SDL_GetError());
    const std::unique_ptr<Uint8, void (*)(Uint8*)> owned(data, SDL_FreeWAV);
    if (!is_like_a_recording(spec.channels, spec.freq)) return unreadable(file, unlike_a_recording);
    if (size / (SDL_AUDIO_BITSIZE(spec.format) / 8U) > samples_at_most(spec.channels, spec.freq)) return unreadable(file, too_long);
    SDL_AudioCVT convert{};
    if (SDL_BuildAudioCVT(&convert, spec.format, spec.channels, spec.freq, AUDIO_S16SYS, spec.channels, spec.freq) < 0)
        return unreadable(file, SDL_GetError());
    std::vector<Uint8> buffer(static_cast<std::size_t>(size) * static_cast<std::size_t>(std::max(convert.len_mult, 1)));
    std::copy(data, data + size, buffer.begin());
    std::size_t filled = size;
    if (convert.needed != 0) {
        convert.buf = buffer.data();
        convert.len = static_cast<int>(size);
        if (SDL_ConvertAudio(&convert) != 0) return unreadable(file, SDL_GetError());
        filled = static_cast<std::size_t>(convert.len_cvt);
    }
    std::vector<std::int16_t> samples(filled / sizeof(std::int16_t));
    std::copy(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(samples.size() * sizeof(std::int16_t)),
              reinterpret_cast<Uint8*>(samples.data()));
    return converted(samples, spec.channels, spec.freq);
}

struct Memory {
    const std::string& bytes;
    std::size_t at = 0;
};

std::size_t read_memory(void* into, std::size_t size, std::size_t count, void* from) {
    auto& memory = *static_cast<Memory*>(from);
    const std::size_t whole = size == 0 ? 0 : std::min(count, (memory.bytes.size() - memory.at) / size);
    std::copy_n(memory.bytes.data() + memory.at, whole * size, static_cast<char*>(into));
    memory.at += whole * size;
    return whole;
}

boost::system::result<voice::Pcm, NoSound> read_ogg(const fs::path& file, const std::string& bytes) {
    Memory memory{bytes};
    OggVorbis_File stream{};
    const ov_callbacks from_start_to_end{&read_memory, nullptr, nullptr, nullptr};
    if (ov_open_callbacks(&memory, &stream, nullptr, 0, from_start_to_end) != 0) return unreadable(file, "is no Ogg Vorbis");
    const std::unique_ptr<OggVorbis_File, int (*)(OggVorbis_File*)> owned(&stream, ov_clear);
    const vorbis_info* info = ov_info(&stream, -1);
    const int channels = info->channels;
    const auto rate_hz = static_cast<int>(info->rate);
    if (!is_like_a_recording(channels, rate_hz)) return unreadable(file, unlike_a_recording);
    std::vector<std::int16_t> samples;
    const std::size_t most = samples_at_most(channels, rate_hz);
    std::array<char, 4'096> piece{};
    while (true) {
        int section = 0;
        const long size =
            ov_read(&stream, piece.data(), static_cast<int>(piece.size()), SDL_BYTEORDER == SDL_BIG_ENDIAN ? 1 : 0, 2, 1, &section);
        if (size == 0) break;
        if (size < 0) return unreadable(file, "is damaged");
        const auto count = static_cast<std::size_t>(size) / sizeof(std::int16_t);
        if (section != 0 || samples.size() + count > most) return unreadable(file, too_long);
        const auto* begin = reinterpret_cast<const std::int16_t*>(piece.data());
        samples.insert(samples.end(), begin, begin + count);
    }
    return converted(samples, channels, rate_hz);
}

void put(std::string& bytes, std::uint32_t value, int width) {
    for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xffU);
}

}  // namespace

bool is_plain_name(const std::string& name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), plain);
}

voice::Pcm converted(const std::vector<std::int16_t>& samples, int channels, int rate_hz) {
    const auto width = static_cast<std::size_t>(std::max(channels, 1));
    std::vector<std::int16_t> mono(samples.size() / width);
    for (std::size_t i = 0; i < mono.size(); ++i) {
        int sum = 0;
        for (std::size_t c = 0; c < width; ++c) sum += samples[i * width + c];
        mono[i] = static_cast<std::int16_t>(sum / static_cast<int>(width));
    }
    if (rate_hz == voice::rate_hz || mono.empty()) return mono;
    mono.resize(mono.size() + static_cast<std::size_t>(rate_hz) / 20);  // SDL's converter keeps the last of what it is given for itself
    const std::unique_ptr<SDL_AudioStream, void (*)(SDL_AudioStream*)> stream(
        SDL_NewAudioStream(AUDIO_S16SYS, 1, rate_hz, AUDIO_S16SYS, 1, voice::rate_hz), SDL_FreeAudioStream);
    if (!stream || SDL_AudioStreamPut(stream.get(), mono.data(), static_cast<int>(mono.size() * sizeof(std::int16_t))) != 0) return {};
    SDL_AudioStreamFlush(stream.get());
    voice::Pcm sound(static_cast<std::size_t>(std::max(SDL_AudioStreamAvailable(stream.get()), 0)) / sizeof(std::int16_t));
    const int got = SDL_AudioStreamGet(stream.get(), sound.data(), static_cast<int>(sound.size() * sizeof(std::int16_t)));
    sound.resize(static_cast<std::size_t>(std::max(got, 0)) / sizeof(std::int16_t));
    return sound;
}

std::optional<fs::path> find_clip(const fs::path& folder, const std::string& voice, const std::string& name) {
    if (folder.empty() || !is_plain_name(voice)) return std::nullopt;
    return find_clip(folder / voice, name);
}

std::optional<fs::path> find_clip(const fs::path& folder, const std::string& name) {
    if (folder.empty() || !is_plain_name(name)) return std::nullopt;
    for (const char* ending : {".wav", ".ogg"}) {
        const fs::path file = folder / (name + ending);
        std::error_code error;
        if (fs::is_regular_file(file, error)) return file;
    }
    return std::nullopt;
}

boost::system::result<voice::Pcm, NoSound> read_clip(const fs::path& file) {
    const auto bytes = bytes_of(file);
    if (!bytes) return bytes.error();
    auto sound = file.extension() == ".ogg" ? read_ogg(file, *bytes) : read_wav(file, *bytes);
    if (!sound) return sound.error();
    if (sound->empty()) return unreadable(file, "has no sound in it");
    if (voice::ms_of_samples(sound->size()) > limits::clip_longest_ms) return unreadable(file, too_long);
    return sound;
}

std::string wav_header(std::size_t samples) {
    constexpr std::uint32_t channels = 1;
    constexpr std::uint32_t bytes_each = 2;
    const auto data = static_cast<std::uint32_t>(samples * bytes_each);
    std::string header = "RIFF";
    put(header, 36 + data, 4);
    header += "WAVEfmt ";
    put(header, 16, 4);
    put(header, 1, 2);  // PCM
    put(header, channels, 2);
    put(header, voice::rate_hz, 4);
    put(header, voice::rate_hz * channels * bytes_each, 4);
    put(header, channels * bytes_each, 2);
    put(header, 8 * bytes_each, 2);
    header += "data";
    put(header, data, 4);
    return header;
}

boost::system::result<void, NoSound> write_wav(const fs::path& file, const voice::Pcm& sound) {
    const fs::path part = file.string() + ".part";
    std::string bytes = wav_header(sound.size());
    for (const std::int16_t sample : sound) put(bytes, static_cast<std::uint16_t>(sample), 2);
    std::ofstream out(part, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code error;
    if (!out) {
        fs::remove(part, error);
        return NoSound{"cannot write " + file.string()};
    }
    fs::rename(part, file, error);
    if (error) return NoSound{"cannot write " + file.string() + ": " + error.message()};
    return {};
}

}  // namespace luot::sound
