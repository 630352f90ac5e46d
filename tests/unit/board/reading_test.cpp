// Somebody who knows nothing of the board reads it: tesseract, from the pixels of the hall's picture alone.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "board_pictures.hpp"
#include "board_view/load_layouts.hpp"
#include "board_view/renderer.hpp"
#include "support/folder.hpp"

namespace luot::board_view {
namespace {

namespace fs = std::filesystem;
using screen::Canvas;
using screen::Rect;
using testing::Folder;

// Black on white, as far from the ground as it is, in letters of the size that the reader was taught; wide gaps made narrow, as eyes do.
Canvas as_on_paper(const Canvas& canvas, const Rect& rect, int cap_height, screen::Fonts& fonts) {
    constexpr int letters_px = 40;
    constexpr int border = 24;
    const screen::Colour ground = canvas.pixel(rect.x, rect.y);
    const auto far = [&](int x, int y) {
        const screen::Colour colour = canvas.pixel(x, y);
        return std::abs(colour.r - ground.r) + std::abs(colour.g - ground.g) + std::abs(colour.b - ground.b);
    };
    int most = 1;
    std::vector<int> columns;
    int gap = 0;
    for (int x = rect.x; x < rect.right(); ++x) {
        int column = 0;
        for (int y = rect.y; y < rect.bottom(); ++y) column = std::max(column, far(x, y));
        most = std::max(most, column);
        gap = column < 40 ? gap + 1 : 0;
        if (gap <= cap_height) columns.push_back(x);
    }
    Canvas clean(fonts, static_cast<int>(columns.size()), rect.h, screen::rgb("#FFFFFF"));
    for (int y = 0; y < rect.h; ++y) {
        const auto row = clean.row(y);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto grey = static_cast<std::uint32_t>(255 - 255 * far(columns[i], rect.y + y) / most);
            row[i] = 0xFF000000U | grey << 16U | grey << 8U | grey;
        }
    }
    const double scale = std::min(static_cast<double>(letters_px) / cap_height, 1.0);
    const Canvas small =
        clean.scaled(std::max(static_cast<int>(clean.width() * scale), 1), std::max(static_cast<int>(clean.height() * scale), 1));
    Canvas paper(fonts, small.width() + 2 * border, small.height() + 2 * border, screen::rgb("#FFFFFF"));
    paper.blit(small, border, border);
    return paper;
}

// What tesseract reads on each of the papers, a line each.
std::vector<std::string> read(const std::vector<Canvas>& papers, const std::string& options) {
    const Folder folder;
    const char* keep = std::getenv("LUOT_PICTURES");
    std::ofstream list(folder.path / "list.txt");
    for (std::size_t i = 0; i < papers.size(); ++i) {
        const fs::path file = folder.path / (std::to_string(i) + ".png");
        REQUIRE(papers[i].save_png(file).has_value());
        if (keep != nullptr) REQUIRE(papers[i].save_png(fs::path(keep) / ("paper-" + std::to_string(i) + ".png")).has_value());
        list << file.string() << '\n';
    }
    list.close();
    const std::string command = "OMP_THREAD_LIMIT=1 tesseract " + (folder.path / "list.txt").string() + ' ' +
                                (folder.path / "out").string() + " -l vie --psm 7 --dpi 200 " + options + " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream output(folder.path / "out.txt");
    std::stringstream all;
    all << output.rdbuf();
    // Pages end with a form feed.
    std::vector<std::string> lines;
    std::string page;
    while (std::getline(all, page, '\f')) {
        while (!page.empty() && (page.back() == '\n' || page.back() == ' ')) page.pop_back();
        lines.push_back(page);
    }
    lines.resize(papers.size());
    return lines;
}

// A dash is a dash, and a point in the middle of a line is one: of no matter to whoever reads.
std::string plain(std::string text) {
    for (const std::string_view mark : {"–", "·", "—"}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.replace(at, mark.size(), "-");
    }
    return text;
}

// Everything that was written, and the board it was written on.
struct Written {
    screen::Fonts fonts;
    Canvas canvas{fonts, 1920, 1080, screen::rgb("#FF00FF")};
    std::vector<DrawnText> texts;

    explicit Written(const board::Picture& picture, std::int64_t later_us) {
        static const Layouts layouts = load_layouts({}).value();
        Renderer renderer(fonts);
        renderer.set_layout(layouts.in("hall", 1920, 1080));
        renderer.on_text([this](const DrawnText& text) { texts.push_back(text); });
        renderer.draw(canvas, picture, 0);
        renderer.draw(canvas, picture, later_us);
    }

    // The text, with room for its accents and tails.
    Rect place_of(const DrawnText& text) const {
        const int above = text.rect.h * 55 / 100;
        const int below = text.rect.h * 40 / 100;
        return {text.rect.x - text.rect.h / 5, text.rect.y - above, text.rect.w + 2 * (text.rect.h / 5), text.rect.h + above + below};
    }
};

}  // namespace

TEST_CASE("a stranger reads every number and every word on the hall picture") {
    const testing::BoardPictures pictures("vi");
    board::Picture picture = pictures.notice();
    picture.current->number = "H111";  // the narrowest figures beside each other
    picture.stale = board::stale_words(130'000'000, testing::shipped_words().in("vi"));
    picture.running = {"Người cao tuổi, người khuyết tật, phụ nữ mang thai được ưu tiên phục vụ",
                       "Thứ Hai, thứ Sáu: Ngày không hẹn với hộ tịch, chứng thực; xin giữ phiếu và chờ gọi số"};
    // The line has gone on by 30 pixels and a half.
    Written board(picture, 254'167);
    std::vector<Canvas> numbers;
    std::vector<std::string> expected_numbers;
    std::vector<Canvas> words;
    std::vector<std::string> expected_words;
    const auto add_number = [&](const Rect& rect, int cap_height, const std::string& expected) {
        numbers.push_back(as_on_paper(board.canvas, rect, cap_height, board.fonts));
        expected_numbers.push_back(expected);
    };
    const auto is_number = [](const std::string& text) {
        return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    };
    std::set<std::string> tickets{picture.current->number};
    for (const auto& line : picture.last_calls) tickets.insert(line.number);
    for (std::size_t i = 0; i < board.texts.size(); ++i) {
        const DrawnText& text = board.texts[i];
        if (text.text == picture.running[0]) continue;
        if (text.text.starts_with(picture.running[0])) {
            const auto width = board.fonts.measure(picture.running[0], text.style).w;
            words.push_back(as_on_paper(board.canvas, {10, text.rect.y - 20, width + 16, text.rect.h + 36}, text.rect.h, board.fonts));
            expected_words.push_back(picture.running[0]);
        } else if (tickets.contains(text.text)) {
            add_number(board.place_of(text), text.rect.h, text.text);
        } else if (is_number(text.text) && text.rect.h >= 50) {
            // A counter: in the list it is read with the number in its line, the next text.
            const bool in_list = i + 1 < board.texts.size() && tickets.contains(board.texts[i + 1].text);
            if (in_list) {
                const Rect left = board.place_of(board.texts[i + 1]);
                const Rect right = board.place_of(text);
                add_number({left.x, left.y, right.right() - left.x, left.h}, text.rect.h, board.texts[i + 1].text + ' ' + text.text);
            } else {
                add_number(board.place_of(text), text.rect.h, text.text);
            }
        } else if (!is_number(text.text)) {
            words.push_back(as_on_paper(board.canvas, board.place_of(text), text.rect.h, board.fonts));
            expected_words.push_back(text.text);
        }
    }
    CHECK(expected_numbers.size() >= 12);
    CHECK(expected_words.size() >= 20);
    // Tickets have letters and digits, and none of the letters that look like digits.
    const auto read_numbers = read(numbers, "-c tessedit_char_whitelist=0123456789CĐHRT");
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(read_numbers[i] == expected_numbers[i]);
    const auto read_words = read(words, "");
    for (std::size_t i = 0; i < words.size(); ++i) CHECK(plain(read_words[i]) == plain(expected_words[i]));
}

}  // namespace luot::board_view
