#include "led_matrix/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "led_matrix/text_font.hpp"

namespace luot::led_matrix {
namespace {

constexpr std::int64_t second_us = 1'000'000;
// Lower panels have no room for a line of text under a call that is large enough.
constexpr int line_from_height = 48;
// On those, what is important takes turns with the call, which stays for at least so long.
constexpr std::int64_t call_turn_least_us = 8'000'000;
// Number and counter, where they do not fit together: long enough to read either, and an even number of times in the call's turn.
constexpr std::int64_t page_us = 2'000'000;
constexpr int dim_percent = 45;
constexpr std::string_view between = "   \u2022   ";

Rgb scaled(Rgb colour, double by) {
    const auto channel = [by](std::uint8_t light) { return static_cast<std::uint8_t>(std::lround(light * by)); };
    return {channel(colour.r), channel(colour.g), channel(colour.b)};
}

Rgb base_colour(Colours colours) {
    switch (colours) {
        case Colours::amber:
            return {255, 150, 0};
        case Colours::red:
            return {255, 28, 10};
        case Colours::green:
            return {60, 255, 40};
        case Colours::white:
        case Colours::office:
            break;
    }
    return {255, 255, 255};
}

int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// A field's colour as light: dark blue on paper is bright blue on a panel. The call's yellow where there is none.
Rgb bright(const std::string& written) {
    constexpr Rgb call{255, 190, 30};
    if (written.size() != 7 || written[0] != '#') return call;
    int channels[3] = {0, 0, 0};
    for (std::size_t i = 1; i < written.size(); ++i) {
        if (digit(written[i]) < 0) return call;
        channels[(i - 1) / 2] = channels[(i - 1) / 2] * 16 + digit(written[i]);
    }
    const int most = std::max({channels[0], channels[1], channels[2], 1});
    // A fifth of white with it: pure blue is too dark to be read.
    const auto channel = [most](int value) { return static_cast<std::uint8_t>(50 + value * 205 / most); };
    return {channel(channels[0]), channel(channels[1]), channel(channels[2])};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string whole;
    for (const auto& text : texts) {
        if (text.empty()) continue;
        if (!whole.empty()) whole += between;
        whole += text;
    }
    return whole;
}

std::string notice_of(const board::Picture& picture) {
    if (picture.notice.empty() || picture.notice_title.empty()) return picture.notice;
    return picture.notice_title + ": " + picture.notice;
}

// What nobody may miss, and the office's own lines where there is nothing of that.
std::string important(const board::Picture& picture) {
    return joined({picture.stale, notice_of(picture)});
}
std::string running(const board::Picture& picture) {
    std::string text = important(picture);
    return text.empty() ? joined(picture.running) : text;
}

// "2 minutes ago" and "3 minutes ago".
bool same_words(const std::string& one, const std::string& other) {
    const auto words = [](std::string text) {
        std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
        return text;
    };
    return words(one) == words(other);
}

// Pictures that look the same on a panel, whatever else is in them.
bool same_here(const board::Picture& one, const board::Picture& other) {
    return one.phase == other.phase && one.current == other.current && one.title == other.title && one.detail == other.detail &&
           one.clock == other.clock && one.notice == other.notice && one.notice_title == other.notice_title && one.stale == other.stale &&
           one.running == other.running && one.dark == other.dark;
}

}  // namespace

int Matrix::text_scale() const {
    constexpr int rows_a_scale = 64;
    return std::max(panel_.height / rows_a_scale, 1);
}

// Of a call that runs through: as large as may be, and not too fast.
int Matrix::call_scale() const {
    return std::clamp(panel_.height / text_rows, 1, 2 * text_scale());
}

// The text below a call or below calm words.
std::string Matrix::line_under(const board::Picture& picture) const {
    return panel_.height < line_from_height ? std::string() : running(picture);
}
int Matrix::height_over(const std::string& line) const {
    return line.empty() ? panel_.height : panel_.height - (text_rows + 2) * text_scale();
}

void Matrix::lay_out(const board::Picture& picture) {
    pages_.clear();
    if (picture.current) {
        const Panel room{panel_.width, height_over(line_under(picture))};
        pages_ = lay_out_call(picture.current->number, std::to_string(picture.current->counter), room);
    }
    call_runs_ = picture.current && pages_.empty();
    // Another call begins at its beginning.
    const bool same_call = composed_ && composed_->current && picture.current && composed_->current->seq == picture.current->seq;
    if (call_runs_ && !same_call) line_.reset();
}

Matrix::Ink Matrix::ink(const board::Picture& picture) const {
    const Rgb base = base_colour(colours_);
    if (colours_ != Colours::office) return {base, base, base};
    constexpr Rgb words{200, 205, 210};
    return {bright(picture.current ? picture.current->field_colour : ""), base, words};
}

void Matrix::wake_at(std::int64_t us) {
    next_us_ = next_us_ ? std::min(*next_us_, us) : us;
}

// Whether a fresh call is in the bright half of its pulse; says when the other half begins.
bool Matrix::bright_half(std::int64_t steady_us) {
    constexpr std::int64_t bright_us = pulse_us * 5 / 8;
    const std::int64_t into = (steady_us - fresh_since_us_) % pulse_us;
    const bool is_bright = into < bright_us;
    wake_at(steady_us - into + (is_bright ? bright_us : pulse_us));
    return is_bright;
}

const Dots& Matrix::draw(const board::Picture& picture, std::int64_t steady_us) {
    next_us_.reset();
    if (picture.dark) {
        composed_.reset();
        line_.reset();
        dots_ = Dots(panel_);
        return dots_;
    }
    const bool fresh = picture.current && picture.current->fresh;
    if (fresh && picture.current->seq != fresh_call_) {
        fresh_call_ = picture.current->seq;
        fresh_since_us_ = steady_us;
    }
    if (!composed_ || composed_->current != picture.current) turn_since_us_ = call_since_us_ = steady_us;
    const bool is_bright = !fresh || bright_half(steady_us);
    const bool changed = !composed_ || !same_here(*composed_, picture);
    if (changed) lay_out(picture);
    const bool words = words_turn(picture, steady_us);
    const std::size_t page = words ? 0 : page_turn(steady_us);
    if (changed || composed_bright_ != is_bright || composed_words_ != words || composed_page_ != page) {
        composed_ = picture;
        composed_bright_ = is_bright;
        composed_words_ = words;
        composed_page_ = page;
        compose(picture, steady_us);
    }
    dots_ = still_;
    if (line_) draw_line(steady_us);
    return dots_;
}

std::int64_t Matrix::call_turn_us(const board::Picture& picture) const {
    if (!call_runs_) return call_turn_least_us;
    const std::string line = call_line(picture.current->number, std::to_string(picture.current->counter));
    return std::max(call_turn_least_us, round_of({line, 0, call_scale(), 0}) * second_us / running_dots_a_second);
}

// The words have their turn for as long as they take to run through once.
bool Matrix::words_turn(const board::Picture& picture, std::int64_t steady_us) {
    const bool shared = panel_.height < line_from_height || call_runs_;
    const bool fresh = picture.current && picture.current->fresh;
    if (picture.phase != board::Phase::calling || !shared || fresh || important(picture).empty()) return false;
    const int run = panel_.width + text_width(important(picture)) * text_scale();
    const std::int64_t words_us = run * second_us / (running_dots_a_second * text_scale());
    const std::int64_t call_us = call_turn_us(picture);
    const std::int64_t into = (steady_us - turn_since_us_) % (call_us + words_us);
    const bool words = into >= call_us;
    if (!words) call_since_us_ = steady_us - into;
    wake_at(steady_us - into + (words ? call_us + words_us : call_us));
    return words;
}

std::size_t Matrix::page_turn(std::int64_t steady_us) {
    if (pages_.size() < 2) return 0;
    const std::int64_t into = steady_us - call_since_us_;
    wake_at(steady_us - into % page_us + page_us);
    return static_cast<std::size_t>(into / page_us) % pages_.size();
}

void Matrix::compose(const board::Picture& picture, std::int64_t steady_us) {
    still_ = Dots(panel_);
    const int scale = text_scale();
    const int line_height = text_rows * scale;
    if (composed_words_) return set_line(important(picture), (panel_.height - line_height) / 2, scale, steady_us);
    if (call_runs_) {
        const int top = (panel_.height - text_rows * call_scale()) / 2;
        return set_line(call_line(picture.current->number, std::to_string(picture.current->counter)), top, call_scale(), steady_us);
    }
    const std::string text = line_under(picture);
    if (!text.empty()) {
        set_line(text, panel_.height - line_height - scale, scale, steady_us);
    } else if (picture.current || panel_.height >= line_from_height) {
        line_.reset();
    }
    if (picture.current) return compose_call(picture);
    compose_words(picture, height_over(text), steady_us);
}

void Matrix::compose_call(const board::Picture& picture) {
    const Ink colours = ink(picture);
    const double light = composed_bright_ ? 1.0 : dim_percent / 100.0;
    draw_call(still_, pages_[composed_page_], scaled(colours.number, light), scaled(colours.counter, light));
}

// Title and detail in whole lines where there is room for them, else as one line that runs under the clock.
void Matrix::compose_words(const board::Picture& picture, int height, std::int64_t steady_us) {
    const int scale = text_scale();
    const int line_height = (text_rows + 1) * scale;
    const Rgb colour = ink(picture).text;
    std::vector<std::string> lines = wrapped(picture.title, panel_.width / scale);
    const std::vector<std::string> detail = wrapped(picture.detail, panel_.width / scale);
    lines.insert(lines.end(), detail.begin(), detail.end());
    const bool fits = static_cast<int>(lines.size()) * line_height <= height &&
                      std::ranges::all_of(lines, [&](const std::string& line) { return text_width(line) * scale <= panel_.width; });
    const bool low = panel_.height < line_from_height;
    if (low && (!fits || !important(picture).empty())) {
        lines.clear();
        const std::string all = joined({important(picture), picture.title, picture.detail});
        if (panel_.height >= 2 * line_height && !picture.clock.empty()) lines.push_back(picture.clock);
        const int blank = panel_.height - (lines.empty() ? 0 : line_height) - line_height;
        set_line(all, (lines.empty() ? 0 : line_height) + std::max(blank, 0) / 2, scale, steady_us);
        height = panel_.height - line_height;
    } else if (low) {
        line_.reset();
    }
    while (!lines.empty() && static_cast<int>(lines.size()) * line_height > height) lines.pop_back();
    int top = (height - static_cast<int>(lines.size()) * line_height) / 2;
    for (const auto& line : lines) {
        draw_text(still_, std::max((panel_.width - text_width(line) * scale) / 2, 0), top, line, colour, scale);
        top += line_height;
    }
}

// A line that says what it said, or the same with other figures, goes on where it is; a new one comes in from the right.
void Matrix::set_line(const std::string& text, int top, int scale, std::int64_t steady_us) {
    std::int64_t since_us = steady_us;
    if (line_ && same_words(line_->text, text)) {
        const std::int64_t rounds = steps_of(*line_, steady_us) / round_of(*line_);
        since_us = line_->since_us + rounds * round_of(*line_) * second_us / running_dots_a_second;
    }
    line_ = Line{text, top, scale, since_us};
}

std::int64_t Matrix::steps_of(const Line& line, std::int64_t steady_us) {
    return (steady_us - line.since_us) * running_dots_a_second / second_us;
}

// In from the right until it has run through, and one more.
std::int64_t Matrix::round_of(const Line& line) const {
    return panel_.width / line.scale + text_width(line.text) + 1;
}

void Matrix::draw_line(std::int64_t steady_us) {
    const bool call = call_runs_ && !composed_words_;
    const Rgb colour = call ? ink(*composed_).number : ink(*composed_).text;
    const int width = text_width(line_->text) * line_->scale;
    if (width <= panel_.width && !composed_words_) {
        draw_text(dots_, (panel_.width - width) / 2, line_->top, line_->text, colour, line_->scale);
        return;
    }
    // Whole dots of the letters, so that they keep their shape.
    const std::int64_t steps = steps_of(*line_, steady_us);
    const int x = panel_.width - static_cast<int>(steps % round_of(*line_)) * line_->scale;
    draw_text(dots_, x, line_->top, line_->text, colour, line_->scale);
    wake_at(line_->since_us + ((steps + 1) * second_us + running_dots_a_second - 1) / running_dots_a_second);
}

}  // namespace luot::led_matrix
