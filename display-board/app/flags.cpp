// Where this program lies is asked of Boost.DLL, with the standard's paths.
#define BOOST_DLL_USE_STD_FS
#include "board_app/flags.hpp"

#include <CLI/CLI.hpp>
#include <boost/dll/runtime_symbol_info.hpp>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <utility>

#include "board_view/load_layouts.hpp"
#include "outputs/steady.hpp"
#include "wire/server_address.hpp"
#include "wire/trust.hpp"

namespace luot::board_app {
namespace {

bool parse_size(const std::string& text, Options& options) {
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, options.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return false;
    const auto height = std::from_chars(width.ptr + 1, end, options.height);
    if (height.ec != std::errc() || height.ptr != end) return false;
    return options.width >= 320 && options.height >= 180 && options.width <= 7680 && options.height <= 7680;
}

CommandLine wrong(const std::string& why) {
    std::cerr << "display-board: " << why << '\n';
    return {exit_usage, std::nullopt};
}

// Why no picture can be kept there; empty: as far as is known one can.
std::string wrong_screenshot(const std::filesystem::path& file) {
    std::error_code unknown;
    if (std::filesystem::is_directory(file, unknown)) return file.string() + " is a folder";
    const auto folder = std::filesystem::absolute(file, unknown).parent_path();
    if (std::filesystem::is_directory(folder, unknown)) return {};
    return "there is no folder " + folder.string();
}

std::string names_of(const board_view::Layouts& layouts) {
    std::string names;
    for (const auto& [name, layout] : layouts.all()) names += (names.empty() ? "" : ", ") + name;
    return names;
}

struct Texts {
    std::string server;
    std::string size = "1920x1080";
    std::string layouts;
    std::string sound;
    std::string code, credential, tls_fingerprint, tls_ca;
    std::vector<std::string> outputs;
    double timeout_s = 15;
};

void add_screen(CLI::App& app, Options& options, Texts& texts) {
    auto* headless = app.add_flag("--headless", options.headless, "no window");
    app.add_flag("--full-screen", options.full_screen, "fill the screen, without a pointer")->excludes(headless);
    app.add_option("--display", options.display, "which screen, counted from 1; while it is not there, the first")
        ->excludes(headless)
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    app.add_option("--size", texts.size, "of the picture, WIDTHxHEIGHT; a full screen has its own")->capture_default_str();
    app.add_option("--layout", options.layout, "how the screen is divided, whatever the office says of this board");
    app.add_option("--layouts", texts.layouts, "the folder of the layouts, where it is not beside the program");
    app.add_option("--slides", options.slides,
                   "a folder of PNG and JPEG pictures for layouts with a place for them; it may change while they are shown")
        ->check(CLI::ExistingDirectory);
    app.add_option("--screenshot", options.screenshot, "a PNG that is rewritten whenever the picture changes, at most twice a second");
    auto* once = app.add_flag("--once", options.once, "one picture of the office, then end")->needs(headless);
    app.add_option("--timeout", texts.timeout_s, "with --once: seconds to wait for the office")
        ->needs(once)
        ->check(CLI::Range(0.1, 3600.0));
}

// A board without a window hangs beside signs or nowhere: unless it is told where its sound goes, another one speaks.
boost::system::result<SoundTo, WrongSound> sound_of(const std::string& text, bool headless) {
    if (!text.empty()) return parse_sound(text);
    return SoundTo{headless ? SoundTo::Kind::nowhere : SoundTo::Kind::device, {}};
}

CommandLine checked(Options options, const Texts& texts, const std::filesystem::path& program) {
    const auto address = wire::parse_server(texts.server);
    if (!address) return wrong("--server is HOST:PORT, not '" + texts.server + "'");
    if (!parse_size(texts.size, options)) return wrong("--size is WIDTHxHEIGHT from 320x180 to 7680x7680, not '" + texts.size + "'");
    if (const auto why = wrong_screenshot(options.screenshot); !options.screenshot.empty() && !why.empty())
        return wrong("--screenshot " + options.screenshot + ": " + why);
    auto trust = wire::read_trust(texts.tls_fingerprint, texts.tls_ca);
    if (const auto* why = std::get_if<std::string>(&trust)) return wrong(*why);
    options.tls = std::get<std::shared_ptr<const tls::Context>>(trust);
    auto identity = enrolment::read_identity(texts.code, texts.credential, options.tls != nullptr);
    if (!identity) return wrong(identity.error().what);
    options.identity = std::move(*identity);
    options.host = address->host;
    options.port = address->port;
    options.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(texts.timeout_s * 1000));
    for (const auto& url : texts.outputs) {
        auto output = outputs::parse_output(url, outputs::profile_folders(program));
        if (!output) return wrong("--led " + url + ": " + output.error().reason);
        options.outputs.push_back(std::move(*output));
    }
    if (const auto together = outputs::wrong_together(options.outputs)) return wrong("--led: " + together->reason);
    auto layouts = board_view::load_layouts(texts.layouts);
    if (!layouts) return wrong(layouts.error().reason);
    if (!options.layout.empty() && !layouts->has(options.layout))
        return wrong("there is no layout '" + options.layout + "'; there are: " + names_of(*layouts));
    const auto sound = sound_of(texts.sound, options.headless);
    if (!sound) return wrong(sound.error().reason);
    auto speaker = make_speaker(*sound, outputs::steady_us());
    if (!speaker) return wrong("--sound " + texts.sound + ": " + speaker.error().reason);
    return {exit_done, Wanted{std::move(options), std::move(*layouts), std::move(*speaker)}};
}

}  // namespace

CommandLine read_flags(int argc, char** argv) {
    CLI::App app(
        "The hall's board of Lượt: the call that is current, the last calls, and who waits for how long. It speaks the calls,\n"
        "and drives LED panels and counter signs. Writes JSON lines to standard output: each announcement as it begins, and\n"
        "each call that is said within another's or not at all.\n"
        "Ends with 0 when done or told to (SIGTERM), 1 when refused, 2 on wrong usage.");
    Options options;
    options.version = LUOT_VERSION;
    Texts texts;
    app.add_option("--server", texts.server, "the ticket server, HOST:PORT")->required();
    app.add_option("--board", options.board,
                   "this board's name, e.g. board-1; the office may say how a board of that name is to look and sound")
        ->required();
    app.add_option("--tls-fingerprint", texts.tls_fingerprint, wire::fingerprint_help);
    app.add_option("--tls-ca", texts.tls_ca, wire::authorities_help);
    app.add_option("--enroll", texts.code, "the code with which this board gets its credential, once: ticket-server enroll prints it");
    app.add_option("--credential", texts.credential, "the file that the credential is kept in");
    add_screen(app, options, texts);
    app.add_option(
        "--sound", texts.sound,
        "device: the system's loudspeaker; device:NAME; wav:FILE; none: it takes the hall's turn, and announcements take their time in "
        "silence. Without it: device with a window; without one the board says nothing, and another speaks");
    app.add_option("--voices", options.voices, "the folder of recorded voices, where it is not beside the program")
        ->check(CLI::ExistingDirectory);
    app.add_option("--led", texts.outputs,
                   "an LED panel or a chain of counter signs, e.g. ddp://HOST?panel=192x64; may be said several times")
        ->allow_extra_args(false);
    app.add_option("--log", options.log, "a file to add a JSON line to for every call");
    app.add_option("--words", options.words, "the folder of the catalogues of words, where it is not beside the program");
    app.failure_message([](const CLI::App*, const CLI::Error& error) { return std::string("display-board: ") + error.what() + "\n"; });
    app.set_version_flag("--version", std::string("display-board ") + LUOT_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {app.exit(error) == 0 ? exit_done : exit_usage, std::nullopt};
    }
    return checked(std::move(options), texts, boost::dll::program_location().string());
}

}  // namespace luot::board_app
