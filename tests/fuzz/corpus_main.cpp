// Runs a fuzz target without libFuzzer: every file of its corpora, then so many mutations of them. With any compiler, in any build.
//   NAME_fuzz [--mutations N] [--seed S] FILE|FOLDER …
// An input that ends the program is left in the working directory as NAME_fuzz.finding.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// Mutations grow an input no further: a target's time goes with its input's length.
constexpr std::size_t input_bytes_max = 16 * 1024;

std::string current;       // the input that is tried
std::string finding_file;  // where it goes if that ends the program

void try_input(std::string input) {
    current = std::move(input);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
}

// In a program that is ending: system calls alone.
extern "C" void leave_finding(int signal) {
    const int file = open(finding_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const bool written = file >= 0 && write(file, current.data(), current.size()) == static_cast<ssize_t>(current.size());
    const char* said = written ? "the input is in " : "the input could not be written to ";
    for (const char* part : {said, finding_file.c_str(), "\n"}) {
        if (write(STDERR_FILENO, part, std::char_traits<char>::length(part)) < 0) break;
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cerr << path.string() << " cannot be opened\n";
        std::exit(2);
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

class Mutations {
  public:
    Mutations(const std::vector<std::string>& corpus, std::uint64_t seed) : corpus_(corpus), random_(seed) {}

    // One of the corpus with one to eight changes.
    std::string next() {
        std::string input = some();
        for (auto changes = 1 + below(8); changes > 0; --changes) change(input);
        if (input.size() > input_bytes_max) input.resize(input_bytes_max);
        return input;
    }

  private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
    const std::string& some() { return corpus_[below(corpus_.size())]; }
    char odd_byte() {
        constexpr char odd[] = {'\0', '\x01', '\x7f', '\x80', '\xff', '"', '\n', '\r', ',', '0', '9', '-', '[', '=', ':', ' '};
        return below(2) == 0 ? odd[below(sizeof(odd))] : static_cast<char>(random_());
    }
    void change(std::string& input) {
        const std::size_t at = below(input.size() + 1);
        const std::size_t length = below(std::min<std::size_t>(input.size() - at, 32) + 1);
        switch (below(7)) {
            case 0:
                if (at < input.size()) input[at] = static_cast<char>(static_cast<unsigned char>(input[at]) ^ 1U << below(8));
                return;
            case 1:
                if (at < input.size()) input[at] = odd_byte();
                return;
            case 2:
                input.insert(at, 1 + below(4), odd_byte());
                return;
            case 3:
                input.erase(at, length);
                return;
            case 4:  // said twice
                input.insert(at, input.substr(below(input.size()), length));
                return;
            case 5:  // a piece of another
                input.insert(at, some().substr(0, below(64)));
                return;
            default:
                input.resize(at);
        }
    }

    const std::vector<std::string>& corpus_;
    std::mt19937_64 random_;
};

}  // namespace

int main(int argc, char** argv) {
    finding_file = std::filesystem::path(argv[0]).filename().string() + ".finding";
    std::uint64_t mutations = 0, seed = 1;
    std::vector<std::string> corpus;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if ((argument == "--mutations" || argument == "--seed") && i + 1 < argc) {
            (argument == "--seed" ? seed : mutations) = std::strtoull(argv[++i], nullptr, 10);
        } else if (std::filesystem::is_directory(argument)) {
            for (const auto& entry : std::filesystem::directory_iterator(argument)) corpus.push_back(read_file(entry.path()));
        } else {
            corpus.push_back(read_file(argument));
        }
    }
    if (corpus.empty()) {
        std::cerr << "no inputs; usage: " << argv[0] << " [--mutations N] [--seed S] FILE|FOLDER ...\n";
        return 2;
    }
    std::sort(corpus.begin(), corpus.end());  // a folder has no order, and a seed has to mean the same everywhere
    std::cout << corpus.size() << " inputs, " << mutations << " mutations with seed " << seed << std::endl;
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS}) std::signal(signal, leave_finding);
    try_input("");
    for (const auto& input : corpus) try_input(input);
    Mutations made(corpus, seed);
    for (std::uint64_t i = 0; i < mutations; ++i) try_input(made.next());
}
