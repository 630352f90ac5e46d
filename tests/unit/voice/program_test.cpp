// luot-voice as a technician runs it.
#include <doctest/doctest.h>

#include "live/live_office.hpp"

namespace luot::live {
namespace {

struct Ended {
    int code = 0;
    std::string out;
    std::string err;
};

Ended run(const Folder& folder, const std::vector<std::string>& arguments) {
    Program program(folder, "luot-voice", arguments);
    const int code = program.wait();
    return {code, program.out(), program.err()};
}

}  // namespace

TEST_CASE("what is missing is listed and rendered and then nothing is missing") {
    const Folder folder;
    const std::string voices = (folder.path / "voices").string();
    auto ended = run(folder, {"list", "--voices", voices, "--voice", "vi"});
    CHECK(ended.code == 1);
    CHECK(lines_of(ended.out).size() == 146);
    CHECK(ended.out.find("vi/counter.15.wav\tđến quầy số mười lăm\tmissing\n") != std::string::npos);
    CHECK(ended.out.find("vi/letter.DD.wav\tđê\tmissing\n") != std::string::npos);
    CHECK(lines_of(ended.err).size() == 1);
    CHECK(run(folder, {"render", "--voices", voices, "--voice", "vi"}).out == "vi: 145 clips made\n");
    ended = run(folder, {"list", "--voices", voices, "--voice", "vi"});
    CHECK(ended.code == 0);
    CHECK(ended.out == "vi: 0 of 145 clips are lacking\n");
    CHECK(ended.err.empty());
    ended = run(folder, {"list", "--voices", voices, "--voice", "vi", "--counter-name", "Tiếp nhận", "--counter-name", "Trả kết quả"});
    CHECK(ended.code == 1);
    CHECK(ended.out.find("vi/counter-name.tra-ket-qua.wav\tđến Trả kết quả\tmissing\n") != std::string::npos);
}

TEST_CASE("the counters of a running office are asked for") {
    Office office;
    const Folder folder;
    const auto ended = run(folder, {"list", "--voices", folder.path.string(), "--voice", "en", "--server", office.server()});
    CHECK(ended.code == 1);
    CHECK(ended.out.find("en/digit.0.wav\tzero\tmissing\n") != std::string::npos);
    CHECK(run(folder, {"list", "--voices", folder.path.string(), "--server", "nobody"}).code == 2);
    // An office beyond this machine speaks TLS to boards that it knows.
    const std::vector<std::vector<std::string>> wrong = {{"--tls-fingerprint", "12"},
                                                         {"--tls-ca", "/no/such/file"},
                                                         {"--tls-fingerprint", std::string(64, '0'), "--tls-ca", "/no/such/file"},
                                                         {"--enroll", "ABCDEFGH"}};
    for (const auto& flags : wrong) {
        CAPTURE(flags.front());
        std::vector<std::string> arguments = {"list", "--voices", folder.path.string(), "--server", office.server()};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        const auto refused = run(folder, arguments);
        CHECK(refused.code == 2);
        CHECK(refused.err.find(flags.front()) != std::string::npos);
    }
    CHECK(run(folder, {"list", "--voices", folder.path.string(), "--tls-ca", "/no/such/file"}).code == 2);
}

TEST_CASE("a call as a wav file says what is in it") {
    const Folder folder;
    const auto file = folder.path / "call.wav";
    const auto ended = run(folder, {"say", "--voice", "vi", "--voice", "en", "--number", "H012", "--counter", "3", "--to", file.string()});
    CHECK(ended.code == 0);
    const auto lines = lines_of(ended.out);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "Mời công dân có số H không một hai đến quầy số ba.");
    CHECK(lines[1] == "Ticket H zero one two, please go to counter three.");
    CHECK(lines[2].find(" s, peak -") != std::string::npos);
    CHECK(std::filesystem::file_size(file) > 48'000 * 2 * 8);
}

TEST_CASE("refusals and wrong usage of luot-voice") {
    const Folder folder;
    CHECK(run(folder, {"say", "--number", "H1", "--counter", "3", "--to", "/nowhere/at/all/x.wav"}).code == 1);
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {},
             {"list", "--voices"},
             {"say", "--to", "x.wav"},
             {"say", "--number", "H1", "--notice", "x", "--to", "x.wav"},
             {"list", "--voices", "x", "--voice", "../x"},
         }) {
        const auto ended = run(folder, arguments);
        CHECK(ended.code == 2);
        CHECK_FALSE(ended.err.empty());
    }
    CHECK(run(folder, {"--version"}).code == 0);
    CHECK(run(folder, {"--help"}).code == 0);
}

}  // namespace luot::live
