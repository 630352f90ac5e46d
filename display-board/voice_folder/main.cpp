// luot-voice: what a voice folder lacks, filling it with espeak-ng, and hearing a call without a hall.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "enrolment/identity.hpp"
#include "sound/clip_file.hpp"
#include "sound/clip_library.hpp"
#include "sound/studio.hpp"
#include "voice/level.hpp"
#include "voice_folder/folder.hpp"
#include "wire/quiet_client.hpp"
#include "wire/server_address.hpp"
#include "wire/trust.hpp"
#include "words/load.hpp"

namespace {

using namespace luot;

constexpr int exit_done = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;
constexpr auto office_within = std::chrono::seconds(15);
constexpr std::int64_t longest_ms = 60'000;

struct Options {
    std::string voices;
    std::vector<std::string> names;
    std::string language;
    std::vector<std::string> counter_names;
    std::string server;
    std::string board;
    std::string code, credential, tls_fingerprint, tls_ca;
    std::shared_ptr<const tls::Context> tls{};
    enrolment::Identity identity{};
    std::string words;
    std::string number;
    std::uint64_t counter = 0;
    std::string notice;
    std::string to;
    bool no_chime = false;
};

int refuse(const std::string& why, int code = exit_refused) {
    std::cerr << "luot-voice: " << why << '\n';
    return code;
}

// The language that a voice of this name speaks: vi-vn-x-south speaks vi.
const words::Catalogue& language_of(const words::Words& words, const Options& options, const std::string& voice) {
    if (!options.language.empty()) return words.in(options.language);
    for (const auto& catalogue : words.all()) {
        const std::string& code = catalogue.language().code;
        if (voice == code || voice == catalogue.language().voice || voice.starts_with(code + '-')) return catalogue;
    }
    return words.first();
}

std::vector<std::string> voices_of(const Options& options) {
    if (!options.names.empty()) return options.names;
    return {"vi", "vi-vn-x-central", "vi-vn-x-south", "en"};
}

v1::Texts in_any_language(const std::string& name) {
    v1::Texts texts;
    texts.add_texts()->set_text(name);
    return texts;
}

// The names of the counters of a running office.
std::string ask_office(const Options& options, std::map<std::uint64_t, v1::Texts>& names) {
    const auto address = wire::parse_server(options.server);
    wire::LinkOptions link;
    link.host = address->host;
    link.port = address->port;
    link.role = v1::ROLE_BOARD;
    link.device = options.board;
    link.tls = options.tls;
    enrolment::show(options.identity, link);
    const auto result = wire::run_commands(
        link,
        [&names](const v1::Snapshot& snapshot, const v1::Reply*) -> std::optional<v1::Command> {
            for (const auto& counter : snapshot.office().counters()) {
                if (!counter.name().texts().empty()) names[counter.id()] = counter.name();
            }
            return std::nullopt;
        },
        office_within);
    return result.failure;
}

// Whom it trusts as its office, and how the office knows it. A line: what is wrong.
std::optional<std::string> read_office_flags(Options& options) {
    auto trust = wire::read_trust(options.tls_fingerprint, options.tls_ca);
    if (auto* why = std::get_if<std::string>(&trust)) return std::move(*why);
    options.tls = std::get<std::shared_ptr<const tls::Context>>(trust);
    auto identity = enrolment::read_identity(options.code, options.credential, options.tls != nullptr);
    if (!identity) return identity.error().what;
    options.identity = std::move(*identity);
    return std::nullopt;
}

int list(const Options& options, const std::vector<voice_folder::Wanted>& wanted) {
    std::size_t lacking = 0;
    for (const auto& each : wanted) {
        const auto found = voice_folder::lacking(options.voices, each);
        for (const auto& one : found)
            std::cout << each.speech.voice << '/' << one.item.name << ".wav\t" << one.item.text << '\t' << one.why << '\n';
        lacking += found.size();
        std::cout << each.speech.voice << ": " << found.size() << " of " << voice::all_clips(each.speech, each.counter_names).size()
                  << " clips are lacking\n";
    }
    return lacking == 0 ? exit_done : refuse(std::to_string(lacking) + " clips are lacking; espeak-ng speaks for them");
}

int render(const Options& options, const std::vector<voice_folder::Wanted>& wanted) {
    for (const auto& each : wanted) {
        const auto made = voice_folder::fill(options.voices, each);
        if (!made) return refuse(made.error().reason);
        std::cout << each.speech.voice << ": " << *made << " clips made\n";
    }
    return exit_done;
}

int say(const Options& options, const std::vector<voice_folder::Wanted>& wanted) {
    voice::Manner manner;
    manner.chime = !options.no_chime;
    for (const auto& each : wanted) manner.languages.push_back(each.speech);
    if (!options.counter_names.empty()) manner.counter_names[options.counter] = in_any_language(options.counter_names.front());
    const voice::Plan plan = options.notice.empty() ? voice::plan(manner, {{options.number, options.counter}}, longest_ms)
                                                    : voice::plan_notice(manner, options.notice, longest_ms);
    sound::ClipLibrary library(options.voices);
    const voice::Take take = voice::take_of(plan, [&library](const voice::Item& item) { return library.clip(item); });
    for (const auto& trouble : library.troubles()) std::cerr << "luot-voice: " << trouble << '\n';
    const auto written = sound::write_wav(options.to, take.samples);
    if (!written) return refuse(written.error().reason);
    for (const auto& phrase : plan.phrases) std::cout << phrase.text << '\n';
    std::printf("%.2f s, peak %.1f dBFS, %.1f LUFS\n", static_cast<double>(voice::ms_of_samples(take.samples.size())) / 1'000,
                voice::peak_dbfs(take.samples), voice::loudness_lufs(take.samples));
    return exit_done;
}

int run(const Options& options, const CLI::App& listing, const CLI::App& rendering) {
    const words::Loaded loaded = words::load_words(options.words).value();
    std::map<std::uint64_t, v1::Texts> names;
    for (const auto& name : options.counter_names) names[names.size() + 1] = in_any_language(name);
    if (!options.server.empty()) {
        const std::string failure = ask_office(options, names);
        if (!failure.empty()) return refuse(failure);
    }
    std::vector<voice_folder::Wanted> wanted;
    for (const auto& voice : voices_of(options)) wanted.push_back({{&language_of(loaded.words, options, voice), voice}, names});
    if (listing.parsed()) return list(options, wanted);
    return rendering.parsed() ? render(options, wanted) : say(options, wanted);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Voice folders of Lượt: what is missing in one, filling it with espeak-ng's voices, and a call as a WAV file.\n"
        "Ends with 0 when done, 1 when refused or when clips are lacking, 2 on wrong usage.");
    Options options;
    const auto add_voices = [&options](CLI::App* command) {
        command->add_option("--voices", options.voices, "the folder with a folder for each voice; without it: beside the program");
        command->add_option("--voice", options.names, "only this one; may be given again")->allow_extra_args(false);
        command->add_option("--language", options.language, "of the voice, where its name does not begin with it, e.g. vi");
        command->add_option("--words", options.words, "the folder of the catalogues of words, where it is not beside the program");
    };
    const auto add_counters = [&options](CLI::App* command) {
        command->add_option("--counter-name", options.counter_names, "a counter that is called by this name; may be given again")
            ->allow_extra_args(false);
        auto* server = command->add_option("--server", options.server, "take the counters' names from this office, HOST:PORT");
        command->add_option("--board", options.board, "the name of a board of that office")->needs(server)->default_val("luot-voice");
        command->add_option("--tls-fingerprint", options.tls_fingerprint, wire::fingerprint_help)->needs(server);
        command->add_option("--tls-ca", options.tls_ca, wire::authorities_help)->needs(server);
        command
            ->add_option("--enroll", options.code, "the code with which --board gets its credential, once: ticket-server enroll prints it")
            ->needs(server);
        command->add_option("--credential", options.credential, "the file that the credential is kept in")->needs(server);
    };
    auto* listing = app.add_subcommand("list", "every clip that a folder lacks or that cannot be played, a line each: file, words, why");
    add_voices(listing);
    add_counters(listing);
    auto* rendering = app.add_subcommand("render", "makes what a folder lacks with espeak-ng");
    add_voices(rendering);
    add_counters(rendering);
    auto* saying = app.add_subcommand("say", "a call, or a notice, as it is heard in the hall");
    add_voices(saying);
    auto* number = saying->add_option("--number", options.number, "of the ticket, e.g. H012");
    auto* counter = saying->add_option("--counter", options.counter, "that it goes to");
    saying->add_option("--counter-name", options.counter_names, "of that counter, instead of its number")->allow_extra_args(false);
    saying->add_option("--notice", options.notice, "these words instead of a call")->excludes(number)->excludes(counter);
    saying->add_option("--to", options.to, "the WAV file")->required();
    saying->add_flag("--no-chime", options.no_chime, "without the chime");
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string("luot-voice ") + LUOT_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_usage;
    }
    if (!options.server.empty() && !wire::parse_server(options.server))
        return refuse("--server is HOST:PORT, not '" + options.server + "'", exit_usage);
    if (const auto wrong = read_office_flags(options)) return refuse(*wrong, exit_usage);
    if (saying->parsed() && options.notice.empty() && (options.number.empty() || options.counter == 0))
        return refuse("say wants --number H012 --counter 3, or --notice \"…\"", exit_usage);
    for (const auto& name : options.names) {
        if (!sound::is_plain_name(name))
            return refuse("--voice is a name of letters, digits, '.', '_' and '-', not '" + name + "'", exit_usage);
    }
    try {
        options.voices = sound::voices_folder(options.voices).string();
        return run(options, *listing, *rendering);
    } catch (const std::exception& error) {
        return refuse(error.what());
    }
}
