#include "soak/hall_board.hpp"

#include <algorithm>

#include "board/board_model.hpp"
#include "board_app/board_report.hpp"
#include "board_app/heartbeat.hpp"
#include "board_app/speaking.hpp"
#include "board_app/thumbnail.hpp"
#include "board_view/load_layouts.hpp"
#include "board_view/office_zone.hpp"
#include "board_view/renderer.hpp"
#include "board_view/themes.hpp"
#include "led_matrix/matrix.hpp"
#include "soak/kept_texts.hpp"
#include "words/load.hpp"

namespace luot::soak {
namespace {

constexpr const char* name = "board-1";
// Small, so that three months of pictures are minutes of work; what is kept is kept by the texts, and these are the same.
constexpr int width = 640;
constexpr int height = 360;
constexpr std::int64_t second_us = 1'000'000;

// Nothing is heard, so nothing is recorded.
class NoStudio : public voice::Studio {
  public:
    void expect(std::vector<voice::Item>) override {}
    void record(const voice::Plan&) override {}
    std::optional<voice::Take> take() override { return std::nullopt; }
    std::vector<std::string> troubles() const override { return {}; }
};

}  // namespace

struct HallBoard::Impl {
    explicit Impl(double ppm) : too_fast_ppm(ppm) {}

    std::int64_t steady_us(std::int64_t office_us) const {
        const std::int64_t passed = office_us - began_us;
        return second_us + passed + static_cast<std::int64_t>(static_cast<double>(passed) * too_fast_ppm / 1e6);
    }
    std::int64_t office_us(std::int64_t steady) const {
        return began_us + static_cast<std::int64_t>(static_cast<double>(steady - second_us) / (1 + too_fast_ppm / 1e6));
    }

    void take(const Happening& happening) {
        if (began_us == 0) began_us = happening.at_us;
        pass(happening.at_us);
        std::visit([this](const auto& told) { on(told); }, happening.told);
        counts.calls += model.take_seen().size();
        speak();
        draw();
        for (const std::int64_t later_us : {60'000, 150'000, 900'000}) frames_at_us.push_back(now_us + later_us);
    }

    void on(const v1::Welcome& welcome) {
        model.on_link(true, now_us);
        speaking.on_link(true);
        model.on_welcome(welcome, now_us);
        speaking.on_welcome(now_us);
        v1::VoiceTurn turn;
        turn.set_zone("hall");
        turn.set_yours(true);
        speaking.on_turn(turn);
        heartbeat.connected();
    }
    void on(const v1::Snapshot& snapshot) {
        seq = snapshot.seq();
        model.on_snapshot(snapshot, now_us);
        dress();
    }
    void on(const v1::Event& event) {
        seq = event.seq();
        model.on_event(event, now_us);
    }
    void on(const Lost&) {
        model.on_link(false, now_us);
        speaking.on_link(false);
        lost = true;
        lost_at_us = now_us;
    }

    void dress() {
        const v1::BoardConfig config = model.config();
        renderer.set_layout(layouts.in(config.layout(), width, height));
        renderer.set_theme(board_view::theme_of(model.office(), config.theme()).theme);
        lost = false;
    }

    void speak() { speak_at_us = speaking.run(now_us, lost ? now_us - lost_at_us : 0); }

    void draw() {
        const board::Picture picture = model.picture(zone.at(model.clock().now_us(now_us)), now_us, words);
        renderer.draw(canvas, picture, now_us);
        dots.draw(picture, now_us);
        ++counts.frames;
        if (picture != drawn) heartbeat.picture_changed();
        drawn = picture;
        if (heartbeat.wants_thumbnail(now_us)) heartbeat.thumbnail(board_app::thumbnail_of(canvas), now_us);
        board_app::BoardState state;
        state.layout = "hall";
        state.width = width;
        state.height = height;
        state.seq = seq;
        state.speaks = speaking.has_turn();
        state.announcements_waiting = speaking.waiting();
        state.troubles = speaking.troubles();
        if (heartbeat.due(board_app::report_of(picture, state), now_us)) ++counts.reports;
    }

    // Something is due at least every ten minutes: the clock on the board.
    void pass(std::int64_t until_office_us) {
        const std::int64_t until_us = steady_us(until_office_us);
        while (true) {
            const std::int64_t frame_us = frames_at_us.empty() ? now_us + 600 * second_us : frames_at_us.front();
            const std::int64_t next_us = std::max(std::min(frame_us, speak_at_us), now_us);
            if (next_us > until_us) break;
            now_us = next_us;
            if (now_us >= speak_at_us) speak();
            if (now_us >= frame_us) {
                if (!frames_at_us.empty()) frames_at_us.pop_front();
                draw();
            }
        }
        now_us = std::max(now_us, until_us);
    }

    double too_fast_ppm;
    std::int64_t began_us = 0;
    std::int64_t now_us = 0;  // its steady time
    std::int64_t speak_at_us = INT64_MAX;
    std::deque<std::int64_t> frames_at_us;
    bool lost = true;
    std::int64_t lost_at_us = 0;
    std::uint64_t seq = 0;
    Counts counts;
    screen::Fonts fonts;
    words::Words words = words::load_words({}).value().words;
    board_view::Layouts layouts = board_view::load_layouts({}).value();
    board_view::OfficeZone zone{"Asia/Ho_Chi_Minh"};
    board::BoardModel model{name};
    board::Picture drawn;
    screen::Canvas canvas{fonts, width, height, screen::Theme{}.ink};
    board_view::Renderer renderer{fonts};
    led_matrix::Matrix dots{{192, 64}, led_matrix::Colours::amber};
    board_app::Heartbeat heartbeat;
    std::unique_ptr<board_app::Speaker> speaker = board_app::make_silent_speaker();
    NoStudio studio;
    board_app::Speaking speaking{model,  words,
                                 name,   *speaker,
                                 studio, {[this](const std::string& line) { counts.ended += is_end(line) ? 1U : 0U; }, [](const auto&) {}}};
};

HallBoard::HallBoard(double too_fast_ppm) : impl_(std::make_unique<Impl>(too_fast_ppm)) {}

HallBoard::~HallBoard() = default;

void HallBoard::take(const Happening& happening) {
    impl_->take(happening);
}

void HallBoard::pass(std::int64_t office_us) {
    impl_->pass(office_us);
}

void HallBoard::forget_texts() {
    keep_the_same_texts(impl_->fonts);
}

std::int64_t HallBoard::clock_error_us() const {
    return impl_->model.clock().now_us(impl_->now_us) - impl_->office_us(impl_->now_us);
}

Counts HallBoard::counts() const {
    Counts counts = impl_->counts;
    counts.waiting = impl_->speaking.waiting();
    return counts;
}

}  // namespace luot::soak
