// The program itself: what it says to wrong usage, before it reaches for a server.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

struct Run {
    int code = -1;
    std::string said;  // both streams
};

Run run(const std::string& arguments, const std::string& lines = {}) {
    const std::string command = "printf '" + lines + "' | " LUOT_BIN_DIR "/printer-driver " + arguments + " 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Run result;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) result.said += static_cast<char>(c);
    result.code = WEXITSTATUS(::pclose(pipe));
    return result;
}

}  // namespace

TEST_CASE("printer-driver explains itself and refuses wrong usage") {
    CHECK(run("--help").code == 0);
    CHECK(run("issue --help").code == 0);
    CHECK(run("--version").code == 0);
    CHECK(run("--version").said.starts_with("printer-driver "));
    const struct {
        const char* arguments;
        const char* expected;
    } cases[] = {
        {"", "--server"},
        {"--server x --kiosk k --printer png:///tmp --headless", "HOST:PORT"},
        {"--server 127.0.0.1:0 --kiosk k --printer png:///tmp --headless", "HOST:PORT"},
        {"--server 127.0.0.1:1 --printer png:///tmp --headless", "--kiosk"},
        {"--server 127.0.0.1:1 --kiosk k --headless", "--printer"},
        {"--server 127.0.0.1:1 --kiosk k --printer lpd://x --headless", "lpd://x"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --size 100", "--size"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --size 100x2000", "--size"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --diagonal 1", "--diagonal"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --headless --size 800x600", "--screenshot"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --headless --technician-pin-file /no/such/file", "--screenshot"},
        {"technician-pin", "FILE"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --headless --paper 70", "--paper"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --headless --band-rows 3000", "--band-rows"},
        {"--unheard-of", "--unheard-of"},
        {"issue --server 127.0.0.1:1", "--service"},
        {"issue --service x", "--server"},
    };
    for (const auto& entry : cases) {  // no structured binding: clang 14 cannot capture one
        const char* arguments = entry.arguments;
        CAPTURE(arguments);
        const auto result = run(arguments);
        CHECK(result.code == 2);
        CHECK(result.said.find(entry.expected) != std::string::npos);
    }
}

TEST_CASE("printer-driver refuses what it cannot use in one line") {
    const struct {
        const char* arguments;
        const char* expected;
    } cases[] = {
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --technician-pin-file /no/such/file", "technician-pin"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --printer-profile no-such-make", "no-such-make"},
        {"--server 127.0.0.1:1 --kiosk k --printer png:///tmp --words /no/such/folder", "--words"},
        {"technician-pin /no/such/folder/pin", "PIN"},
    };
    for (const auto& entry : cases) {
        const char* arguments = entry.arguments;
        CAPTURE(arguments);
        const auto result = run(arguments);
        CHECK(result.code == 1);
        CHECK(result.said.find(entry.expected) != std::string::npos);
    }
}

TEST_CASE("a kiosk with a screen says which touches were none and goes on without a count of the paper") {
    const auto folder = std::filesystem::path(LUOT_BIN_DIR) / ".." / "scratch" / "program";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "state");
    std::ofstream(folder / "state" / "paper") << "no count";
    const std::string common = "--server 127.0.0.1:1 --kiosk k --headless --printer png://" + folder.string();
    const auto screen = run(common + " --screenshot " + (folder / "kiosk.png").string() + " --state " + (folder / "state").string(),
                            "touch field:nowhere\\nnonsense\\nquit\\n");
    CHECK(screen.code == 0);
    CHECK(screen.said.find("counted anew") != std::string::npos);
    CHECK(screen.said.find(R"("error":"not_on_page")") != std::string::npos);
    CHECK(screen.said.find("touch TARGET | scan TEXT") != std::string::npos);
    const auto none = run(common, "touch field:nowhere\\nquit\\n");
    CHECK(none.code == 0);
    CHECK(none.said.find("bad_line") != std::string::npos);
    CHECK(none.said.find("touch TARGET") == std::string::npos);
}
