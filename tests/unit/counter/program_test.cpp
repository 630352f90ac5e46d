// counter-client as a script sees it: words in, one JSON object and an exit code out, against a real office.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <fstream>

#include "live/live_office.hpp"
#include "wire/client_link.hpp"

namespace luot::live {
namespace {

struct Answer {
    int exit_code = -1;
    boost::json::object json;
    std::string err;
};

Answer run(const std::vector<std::string>& arguments) {
    const Folder folder;
    Program program(folder, "counter-client", arguments);
    Answer answer;
    answer.exit_code = program.wait();
    answer.err = program.err();
    const auto lines = lines_of(program.out());
    if (lines.size() == 1) {
        boost::system::error_code error;
        const auto value = boost::json::parse(lines[0], error);
        if (!error && value.is_object()) answer.json = value.as_object();
    }
    return answer;
}

Answer act(const Office& office, const std::string& counter, const std::string& clerk, std::vector<std::string> words) {
    std::vector<std::string> arguments = {"do", "--server", office.server(), "--counter", counter, "--clerk", clerk};
    arguments.insert(arguments.end(), words.begin(), words.end());
    return run(arguments);
}

std::string text(const boost::json::value& value) {
    return std::string(value.as_string());
}

// A board that says what it shows.
class SomeBoard : public wire::LinkHandler {
  public:
    SomeBoard(boost::asio::io_context& context, const std::string& port, const std::string& picture)
        : link_(context.get_executor(), options(port), *this) {
        v1::DeviceReport report;
        report.mutable_board()->set_number("H012");
        report.mutable_board()->set_counter(3);
        report.mutable_board()->set_thumbnail(picture);
        link_.report(report);
        link_.start();
    }
    void on_snapshot(const v1::Snapshot&) override { link_.ping(); }
    void on_pong() override { told = true; }
    void stop() { link_.stop(); }

    bool told = false;

  private:
    static wire::LinkOptions options(const std::string& port) {
        wire::LinkOptions options;
        options.host = "127.0.0.1";
        options.port = port;
        options.role = v1::ROLE_BOARD;
        options.device = "board/1";
        return options;
    }
    wire::ClientLink link_;
};

}  // namespace

TEST_CASE("a visit from the first number to the last verb") {
    const Office office;
    CHECK(act(office, "1", "an", {"open"}).exit_code == 0);
    const Answer issued = act(office, "1", "an", {"issue", "civil-status"});
    CHECK(issued.exit_code == 0);
    CHECK(text(issued.json.at("result").at("issued").at("number")) == "H001");
    CHECK(act(office, "1", "an", {"issue", "land", "elderly"}).exit_code == 0);

    const Answer called = act(office, "1", "an", {"next"});
    CHECK(called.exit_code == 0);
    CHECK(called.json.at("ok") == true);
    CHECK(text(called.json.at("verb")) == "next");
    CHECK(text(called.json.at("result").at("called").at("number")) == "H001");
    CHECK(called.json.at("result").at("called").at("counter") == 1);
    CHECK(called.json.at("result").at("called").at("calls") == 1);
    CHECK(text(called.json.at("result").at("called").at("reason")) == "arrival");
    CHECK(act(office, "1", "an", {"recall"}).json.at("result").at("called").at("calls") == 2);
    CHECK(act(office, "1", "an", {"start"}).exit_code == 0);
    CHECK(act(office, "1", "an", {"hold", "form"}).exit_code == 0);
    CHECK(act(office, "1", "an", {"return", "h001"}).exit_code == 0);
    CHECK(act(office, "1", "an", {"resume", "H001"}).exit_code == 0);
    CHECK(act(office, "1", "an", {"start"}).exit_code == 0);
    CHECK(act(office, "1", "an", {"transfer", "land", "--kind", "next-step", "--outcome", "accepted"}).exit_code == 0);
    const Answer list = act(office, "1", "an", {"list"});
    CHECK(list.json.at("waiting").as_array().size() == 2);

    CHECK(act(office, "3", "chi", {"open"}).exit_code == 0);
    CHECK(text(act(office, "3", "chi", {"call", "đ001", "--reason", "frail"}).json.at("result").at("called").at("number")) == "Đ001");
    CHECK(act(office, "3", "chi", {"requeue"}).exit_code == 0);
    CHECK(text(act(office, "3", "chi", {"next"}).json.at("result").at("called").at("number")) == "H001");
    CHECK(act(office, "3", "chi", {"no-show"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"reinstate", "H001"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"cancel", "H001", "--void", "--reason", "mistake"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"next"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"start"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"finish", "--outcome=accepted"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"auto-call", "on"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"pause", "lunch"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"resume-counter"}).exit_code == 0);
    CHECK(act(office, "3", "chi", {"close"}).exit_code == 0);

    const Answer status = act(office, "1", "an", {"status"});
    CHECK(text(status.json.at("counter").at("state")) == "open");
    CHECK(text(status.json.at("counter").at("clerk")) == "an");
    CHECK(status.json.at("ticket").is_null());
    CHECK(text(status.json.at("fields").at(0).at("name")) == "Hộ tịch");
    CHECK(status.json.at("others").as_array().size() == 2);
}

TEST_CASE("refusals say why in the clerks words and end with 1") {
    const Office office;
    const Answer closed = act(office, "1", "an", {"next"});
    CHECK(closed.exit_code == 1);
    CHECK(closed.json.at("ok") == false);
    CHECK(text(closed.json.at("refused").at("code")) == "counter_closed");
    CHECK(text(closed.json.at("refused").at("vi")) == "Quầy 1 đang đóng. Hãy mở quầy trước.");
    CHECK(closed.err == "counter-client: next: Counter 1 is closed. Open it first. (counter_closed)\n");

    CHECK(act(office, "1", "an", {"open"}).exit_code == 0);
    CHECK(text(act(office, "1", "binh", {"open"}).json.at("refused").at("vi")) ==
          "Quầy đang do cán bộ an giữ. Nhận quầy nếu đã thống nhất với nhau.");
    CHECK(act(office, "1", "binh", {"open", "--take-over"}).exit_code == 0);
    CHECK(text(act(office, "1", "an", {"next"}).json.at("refused").at("code")) == "not_your_counter");
    CHECK(text(act(office, "1", "binh", {"next"}).json.at("refused").at("code")) == "nobody_waiting");
    const Answer unknown = act(office, "1", "binh", {"cancel", "H999"});
    CHECK(unknown.exit_code == 1);
    CHECK(text(unknown.json.at("refused").at("vi")) == "Không tìm thấy số H999 trong hôm nay. Xin xem lại số trên phiếu.");
    const Answer service = act(office, "1", "binh", {"issue", "flowers"});
    CHECK(text(service.json.at("refused").at("code")) == "unknown_service");
    CHECK(service.json.at("refused").at("valid").as_array().size() == 2);
    CHECK(act(office, "77", "an", {"status"}).exit_code == 1);
}

TEST_CASE("a missing reason is asked for with the list and ends with 2") {
    const Office office;
    CHECK(act(office, "1", "an", {"open"}).exit_code == 0);
    const Answer missing = act(office, "1", "an", {"pause"});
    CHECK(missing.exit_code == 2);
    CHECK(boost::json::serialize(missing.json.at("refused").at("valid")) == R"([{"code":"lunch","name":"Ăn trưa"}])");
    const Answer wrong = act(office, "1", "an", {"pause", "nap"});
    CHECK(wrong.exit_code == 1);
    CHECK(text(wrong.json.at("refused").at("valid").at(0).at("code")) == "lunch");
}

TEST_CASE("wrong usage ends with 2 and one line and asks nobody") {
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {},
             {"--nonsense"},
             {"do"},
             {"do", "--server", "127.0.0.1:1"},
             {"do", "--server", "127.0.0.1:1", "dance"},
             {"do", "--server", "127.0.0.1:1", "next"},
             {"do", "--server", "127.0.0.1:1", "--counter", "1", "next"},
             {"do", "--server", "127.0.0.1:1", "--counter", "0", "--clerk", "an", "next"},
             {"do", "--server", "nowhere", "--counter", "1", "--clerk", "an", "next"},
             {"do", "--server", "127.0.0.1:1", "--counter", "1", "--clerk", "an", "call"},
             {"--headless", "--server", "127.0.0.1:1", "--counter", "1"},
             {"--server", "127.0.0.1:1", "--scale", "9"},
             {"--server", "127.0.0.1:1", "--rating"},
             {"--server", "127.0.0.1:1", "--headless", "--offscreen", "--counter", "1", "--clerk", "an"},
         }) {
        const Answer answer = run(arguments);
        CHECK(answer.exit_code == 2);
        CHECK_FALSE(answer.err.empty());
    }
    CHECK(run({"--version"}).exit_code == 0);
    CHECK(run({"do", "--help"}).exit_code == 0);
}

TEST_CASE("whoever watches signs nobody in") {
    const Folder folder;
    const std::string pin = (folder.path / "pin").string();
    std::ofstream(pin) << "4711\n";
    const Answer answer = run({"watch", "--server", "127.0.0.1:1", "--pin-file", pin});
    CHECK(answer.exit_code == 2);
    CHECK(answer.err.find("--pin-file") != std::string::npos);
}

TEST_CASE("a window may be asked for its page before it was drawn") {
    const Folder folder;
    const std::string settings = (folder.path / "settings.toml").string();
    Program program(folder, "counter-client", {"--server", "127.0.0.1:1", "--offscreen", "--settings", settings}, "page\nquit\n");
    CHECK(program.wait() == 0);
    CHECK(boost::json::parse(lines_of(program.out()).at(0)).at("page").at("screen") == "connecting");
}

TEST_CASE("a page that is asked for has all that was done before") {
    const Folder folder;
    const std::string settings = (folder.path / "settings.toml").string();
    std::string hands = "page\n";
    for (const std::string key : {"F9", "F7", "F6", "F8"}) hands += "key " + key + "\npage\n";
    Program program(folder, "counter-client", {"--server", "127.0.0.1:1", "--offscreen", "--settings", settings}, hands + "quit\n");
    CHECK(program.wait() == 0);
    std::set<std::string> footers;
    for (const std::string& line : lines_of(program.out()))
        footers.insert(boost::json::serialize(boost::json::parse(line).at("page").at("footer")));
    CHECK(footers.size() == 5);
}

TEST_CASE("silence for one run is not remembered and whoever ends it hears or is told why not") {
    const Folder folder;
    const auto settings = folder.path / "settings.toml";
    std::vector<std::string> arguments = {"--server", "127.0.0.1:1", "--offscreen", "--settings", settings.string(), "--no-sound"};
    const auto page_after = [&](const std::string& hands) {
        Program program(folder, "counter-client", arguments, hands + "page\nquit\n");
        CHECK(program.wait() == 0);
        return lines_of(program.out()).back();
    };
    CHECK(page_after("key F7\n").find("loa dùng được") == std::string::npos);
    CHECK(read(settings).find("scale_percent = 125") != std::string::npos);
    CHECK(read(settings).find("sound = true") != std::string::npos);
    CHECK(page_after("key F9\n").find("loa dùng được") != std::string::npos);  // off, of this run; on
    arguments.pop_back();
    page_after("key F9\n");
    CHECK(read(settings).find("sound = false") != std::string::npos);  // by hand
}

TEST_CASE("a server that is not there is one clear refusal") {
    const Answer answer = run({"do", "--server", "127.0.0.1:1", "--counter", "1", "--clerk", "an", "--timeout", "0.3", "next"});
    CHECK(answer.exit_code == 1);
    CHECK(text(answer.json.at("refused").at("code")) == "no_connection");
    CHECK(lines_of(answer.err).size() == 1);
}

TEST_CASE("another language is another file and a mistake in one is one clear line") {
    const Folder folder;
    const std::filesystem::path words = folder.path / "words";
    std::filesystem::copy(LUOT_SOURCE_DIR "/screen/words", words);
    const std::vector<std::string> arguments = {"do",        "--server", "127.0.0.1:1", "--counter",    "1",   "--clerk", "an",
                                                "--timeout", "0.3",      "--words",     words.string(), "next"};
    std::ofstream(words / "fr.toml") << R"([language]
name = "Français"
short_name = "FR"
plural = "zero_one"
date = "{day}/{month}/{year}"
weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
[refusal]
no_connection = "Le serveur ne répond pas."
)";
    const Answer answer = run(arguments);
    CHECK(text(answer.json.at("refused").at("fr")) == "Le serveur ne répond pas.");
    CHECK(text(answer.json.at("refused").at("vi")).starts_with("Không kết nối được"));

    std::ofstream(words / "fr.toml", std::ios::app) << "nobody_waiting = \"{nobody}\"\n";
    const Answer refused = run(arguments);
    CHECK(refused.exit_code == 1);
    CHECK(refused.json.empty());
    CHECK(refused.err.find("fr.toml:10:18: {nobody} is no placeholder of refusal.nobody_waiting; it has no placeholders") !=
          std::string::npos);
    CHECK(lines_of(refused.err).size() == 1);
}

TEST_CASE("headless does its input line by line and leaves the counter open") {
    const Office office;
    const Folder folder;
    Program program(folder, "counter-client", {"--headless", "--server", office.server(), "--counter", "1", "--clerk", "an"},
                    "issue civil-status\n\nnext\ndance\nhold\ncall H001\nstatus\nfinish");
    CHECK(program.wait() == 0);
    std::vector<boost::json::object> answers;
    for (const auto& line : lines_of(program.out())) answers.push_back(boost::json::parse(line).as_object());
    REQUIRE(answers.size() == 8);
    CHECK(text(answers[0].at("verb")) == "open");
    CHECK(text(answers[1].at("result").at("issued").at("number")) == "H001");
    CHECK(text(answers[2].at("result").at("called").at("number")) == "H001");
    CHECK(text(answers[3].at("usage")).starts_with("unknown verb 'dance'"));
    CHECK(text(answers[4].at("refused").at("code")) == "reason_missing");
    CHECK(text(answers[5].at("refused").at("code")) == "reason_missing");
    CHECK(text(answers[6].at("ticket").at("number")) == "H001");
    CHECK(text(answers[7].at("refused").at("code")) == "wrong_state");
    CHECK(text(answers[7].at("refused").at("vi")).starts_with("Số H001 đang được gọi"));

    SUBCASE("another connection of the same clerk goes on") {
        Program again(folder, "counter-client", {"--headless", "--server", office.server(), "--counter", "1", "--clerk", "an"}, "start\n");
        CHECK(again.wait() == 0);
        const auto lines = lines_of(again.out());
        REQUIRE(lines.size() == 2);
        CHECK(boost::json::parse(lines[0]).at("refused").at("code") == "already_so");
        CHECK(boost::json::parse(lines[1]).at("ok") == true);
    }
    SUBCASE("another clerk is refused") {
        Program other(folder, "counter-client", {"--headless", "--server", office.server(), "--counter", "1", "--clerk", "binh"}, "next\n");
        CHECK(other.wait() == 1);
        CHECK(lines_of(other.out()).size() == 1);
        CHECK(other.err().find("counter_taken") != std::string::npos);
    }
}

TEST_CASE("headless stays after its input when told to and ends with SIGTERM") {
    const Office office;
    const Folder folder;
    Program program(folder, "counter-client", {"--headless", "--stay", "--server", office.server(), "--counter", "2", "--clerk", "an"});
    CHECK(program.until([&] { return !program.out().empty(); }));
    program.terminate();
    CHECK(program.wait() == 0);
}

TEST_CASE("watch prints what happens") {
    const Office office;
    const Folder folder;
    Program program(folder, "counter-client", {"watch", "--server", office.server()});
    CHECK(program.until([&] { return program.out().find("\"snapshot\"") != std::string::npos; }));
    CHECK(act(office, "1", "an", {"issue", "land"}).exit_code == 0);
    CHECK(program.until([&] { return program.out().find("\"number\":\"Đ001\"") != std::string::npos; }));
    program.terminate();
    CHECK(program.wait() == 0);
    for (const auto& line : lines_of(program.out())) CHECK(boost::json::parse(line).is_object());
}

TEST_CASE("devices says what every board shows and keeps its picture - and ends") {
    const Office office;
    const Folder folder;
    const auto roll_call = [&] {
        Program program(folder, "counter-client", {"devices", "--server", office.server(), "--pictures", folder.path.string()});
        CHECK(program.wait() == 0);
        return program.out();
    };
    CHECK(roll_call().empty());
    boost::asio::io_context context(1);
    // A header of 320x180, and whatever follows.
    const std::string picture("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\xb4 and more", 33);
    SomeBoard board(context, office.server().substr(office.server().find(':') + 1), picture);
    while (!board.told) REQUIRE(context.run_one_for(180s) > 0);
    const auto line = boost::json::parse(roll_call()).as_object();
    CHECK(line.at("device") == "board/1");
    CHECK(line.at("role") == "board");
    CHECK(line.at("connected") == true);
    CHECK(line.at("report").at("board").at("number") == "H012");
    CHECK(!line.at("report").at("board").as_object().contains("thumbnail"));
    const std::string file(line.at("picture").as_string());
    CHECK(file.ends_with("/board_1.png"));
    std::ifstream saved(file, std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(saved), {}) == picture);
    board.stop();
    Program nowhere(folder, "counter-client", {"devices", "--server", office.server(), "--pictures", "/no/such/folder"});
    CHECK(nowhere.wait() == 2);
}

}  // namespace luot::live
