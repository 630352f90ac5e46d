// luot-crash: kills the real ticket-server under load, again and again, and holds what everybody was told against the journal.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include <stdlib.h>
#include <CLI/CLI.hpp>

#include "run.hpp"
#include "wire_audit.hpp"

namespace {

using namespace luot::crash;

constexpr std::size_t problems_shown = 20;
constexpr std::size_t lives_shown = 12;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void print_lives(const RunResult& result) {
    const std::size_t first = result.lives.size() - std::min(result.lives.size(), lives_shown);
    for (std::size_t at = first; at < result.lives.size(); ++at) {
        const LifeLine& life = result.lives[at];
        std::printf("  life %zu: %s, %s, ended at %.3f s\n", at + 1, life.killed ? to_string(life.moment) : "stopped as asked",
                    life.listened ? "had listened" : "never listened", static_cast<double>(life.at.count()) / 1000);
    }
}

void print_figures(const RunResult& result, const Figures& figures) {
    std::printf("kills:");
    unsigned all = 0;
    for (std::size_t moment = 0; moment < moments; ++moment) {
        std::printf(" %s %u,", to_string(static_cast<Moment>(moment)), result.kills[moment]);
        all += result.kills[moment];
    }
    std::printf(" in all %u; stopped as asked before the kill: %u\n", all, result.stops);
    auto starts = result.starts;
    std::sort(starts.begin(), starts.end());
    if (!starts.empty())
        std::printf("from exec to listening: median %lld ms, longest %lld ms\n", static_cast<long long>(starts[starts.size() / 2].count()),
                    static_cast<long long>(starts.back().count()));
    std::printf("journal: %llu events of %llu commands\n", static_cast<unsigned long long>(figures.events),
                static_cast<unsigned long long>(figures.commands));
    std::printf(
        "told: %llu answers (%llu of them to what was asked in an earlier life), %llu refusals, %llu pushes, %llu snapshots, %llu "
        "welcomes\n",
        static_cast<unsigned long long>(figures.answers), static_cast<unsigned long long>(figures.answers_after_a_crash),
        static_cast<unsigned long long>(figures.refusals), static_cast<unsigned long long>(figures.pushes),
        static_cast<unsigned long long>(figures.snapshots), static_cast<unsigned long long>(figures.welcomes));
}

// The program's own look at its journal.
bool verified(const ServerFiles& files) {
    const std::filesystem::path output = files.folder / "verify.txt";
    const int status = run_program({files.binary.string(), "verify", "--data", files.data().string()}, output);
    std::printf("ticket-server verify:\n%s", text_of(output).c_str());
    return status == 0;
}

// A sound run proves nothing where nobody was killed at work.
void demand_work(const RunOptions& options, const RunResult& result, const Figures& figures, std::vector<std::string>& problems) {
    unsigned all = 0;
    for (const unsigned kills : result.kills) all += kills;
    if (all < options.kills) problems.push_back("the server was killed " + std::to_string(all) + " times only");
    if (options.kills < 150) return;
    // How often the log grows long and the day ends is the disk's speed to say and the clock's: those are counted and not demanded.
    for (const Moment moment : {Moment::starting, Moment::recovering, Moment::loaded, Moment::answered, Moment::stopping})
        if (result.kills[static_cast<std::size_t>(moment)] == 0)
            problems.push_back(std::string("nobody was killed while ") + to_string(moment));
    if (figures.answers_after_a_crash == 0) problems.emplace_back("no command was under way when the server was killed");
}

int crash(const RunOptions& options) {
    std::printf("seed %llu, %u kills, in %s\n", static_cast<unsigned long long>(options.seed), options.kills, options.files.folder.c_str());
    std::fflush(stdout);
    RunResult result = run(options);
    const Audit audited = audit(options.files.data(), result.told, result.problems.empty() ? result.settled_seq : 0);
    std::vector<std::string> problems = result.problems;
    problems.insert(problems.end(), audited.problems.begin(), audited.problems.end());
    print_figures(result, audited.figures);
    if (!verified(options.files)) problems.emplace_back("ticket-server verify found the journal unsound");
    if (problems.empty()) demand_work(options, result, audited.figures, problems);
    if (problems.empty()) {
        std::printf("all that was told is in the journal, once\n");
        return 0;
    }
    std::printf("%zu problems, seed %llu:\n", problems.size(), static_cast<unsigned long long>(options.seed));
    for (std::size_t at = 0; at < std::min(problems.size(), problems_shown); ++at) std::printf("  %s\n", problems[at].c_str());
    std::printf("the last lives:\n");
    print_lives(result);
    std::printf("the journal and the server's log stay in %s\n", options.files.folder.c_str());
    return 1;
}

std::filesystem::path fresh_folder(const std::filesystem::path& parent) {
    std::string name = (parent / "luot-crash-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
    return name;
}

}  // namespace

int main(int argc, char** argv) {
    RunOptions options;
    std::string folder = std::filesystem::temp_directory_path().string();
    std::string binary = (std::filesystem::path(argv[0]).parent_path() / "ticket-server").string();
    bool keep = false;
    CLI::App app{"Kills the real ticket-server under load and holds what everybody was told against the journal."};
    app.set_version_flag("--version", std::string("luot-crash ") + LUOT_VERSION);
    app.add_option("--kills", options.kills, "how often")->check(CLI::Range(1U, 1'000'000U))->capture_default_str();
    app.add_option("--seed", options.seed, "of the moments and of what people do")->capture_default_str();
    app.add_option("--speed", options.speed, "of the office's clock")->check(CLI::Range(1.0, 10'000.0))->capture_default_str();
    app.add_option("--server", binary, "the ticket-server to kill")->check(CLI::ExistingFile);
    app.add_option("--folder", folder, "in which a folder for the run is made; it stays where the run failed")
        ->check(CLI::ExistingDirectory);
    app.add_flag("--keep", keep, "keep that folder in any case");
    CLI11_PARSE(app, argc, argv);
    try {
        options.files = ServerFiles{binary, fresh_folder(folder)};
        const int status = crash(options);
        if (status == 0 && !keep) std::filesystem::remove_all(options.files.folder);
        return status;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "luot-crash: %s\n", failure.what());
        return 2;
    }
}
