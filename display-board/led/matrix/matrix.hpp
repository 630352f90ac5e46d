// A board's picture on a panel of dots: the number and where to go as large as the panel allows over a running line; calm words where
// nothing is called. Time is handed in, as steady microseconds from any beginning, never less than before; every position is worked out
// from it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "board/picture.hpp"
#include "led_matrix/call_layout.hpp"
#include "led_matrix/panel.hpp"

namespace luot::led_matrix {

// The running line moves so many dots a second, one dot with each frame; on higher panels, whose letters are larger, as many times more.
constexpr int running_dots_a_second = 30;
// A new call swells and fades: less than two flashes a second, and never out of sight.
constexpr std::int64_t pulse_us = 640'000;

class Matrix {
  public:
    Matrix(Panel panel, Colours colours) : panel_(panel), colours_(colours), still_(panel), dots_(panel) {}

    // The picture as it is now. Brightness is not in it; darkness is.
    const Dots& draw(const board::Picture& picture, std::int64_t steady_us);
    // When it looks different, should the picture stay: never for one at rest.
    std::optional<std::int64_t> next_us() const { return next_us_; }

  private:
    struct Ink {
        Rgb number, counter, text;
    };
    struct Line {
        std::string text;
        int top = 0;
        int scale = 1;
        std::int64_t since_us = 0;
    };

    int text_scale() const;
    int call_scale() const;
    std::string line_under(const board::Picture& picture) const;
    int height_over(const std::string& line) const;
    void lay_out(const board::Picture& picture);
    // Of what takes turns: how long a call stays, and what is shown now.
    std::int64_t call_turn_us(const board::Picture& picture) const;
    bool words_turn(const board::Picture& picture, std::int64_t steady_us);
    std::size_t page_turn(std::int64_t steady_us);
    Ink ink(const board::Picture& picture) const;
    void compose(const board::Picture& picture, std::int64_t steady_us);
    void compose_call(const board::Picture& picture);
    void compose_words(const board::Picture& picture, int height, std::int64_t steady_us);
    void set_line(const std::string& text, int top, int scale, std::int64_t steady_us);
    static std::int64_t steps_of(const Line& line, std::int64_t steady_us);
    std::int64_t round_of(const Line& line) const;
    void wake_at(std::int64_t us);
    void draw_line(std::int64_t steady_us);
    bool bright_half(std::int64_t steady_us);

    Panel panel_;
    Colours colours_;
    Dots still_;  // all but the running line
    Dots dots_;
    std::optional<board::Picture> composed_;
    bool composed_bright_ = true;
    bool composed_words_ = false;    // the words' turn, where a panel has no room for a line under a call
    std::vector<CallLayout> pages_;  // the call: shown in turn where there are two, running where there is none
    bool call_runs_ = false;
    std::size_t composed_page_ = 0;
    std::optional<Line> line_;
    std::uint64_t fresh_call_ = 0;  // seq of the call that pulses
    std::int64_t fresh_since_us_ = 0;
    std::int64_t turn_since_us_ = 0;
    std::int64_t call_since_us_ = 0;  // the call's own turn
    std::optional<std::int64_t> next_us_;
};

}  // namespace luot::led_matrix
