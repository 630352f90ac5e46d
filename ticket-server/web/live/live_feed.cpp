#include "web/live/live_feed.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <boost/json/serialize.hpp>

namespace luot::web::live {

using std::chrono::milliseconds;

class LiveFeed::Viewer final : public Stream {
  public:
    Viewer(std::shared_ptr<LiveFeed> feed, std::uint64_t seen) : feed_(std::move(feed)), seen_(seen) { feed_->viewers_.push_back(this); }
    ~Viewer() override {
        std::erase(feed_->viewers_, this);
        if (feed_->viewers_.empty()) feed_->alarm_->cancel();
    }

    std::optional<std::string> next() override {
        if (over() || (greeted_ && seen_ == feed_->change_)) return std::nullopt;
        greeted_ = true;  // who comes back hears at once that it is here, and what time it is, though nothing changed
        return feed_->piece_after(std::exchange(seen_, feed_->change_));
    }
    bool over() const override { return feed_->stopped_; }
    void set_wake(std::function<void()> wake) override { wake_ = std::move(wake); }
    void wake() const {
        if (!wake_) return;
        const auto call = wake_;  // it may end this viewer
        call();
    }

  private:
    std::shared_ptr<LiveFeed> feed_;
    std::uint64_t seen_;
    bool greeted_ = false;
    std::function<void()> wake_;
};

LiveFeed::LiveFeed(std::string boot, MakeDocument make_document, std::unique_ptr<engine::Alarm> alarm, SteadyNow steady_now)
    : boot_(std::move(boot)), make_document_(std::move(make_document)), alarm_(std::move(alarm)), steady_now_(std::move(steady_now)) {}

std::shared_ptr<LiveFeed> LiveFeed::make(std::string boot, MakeDocument make_document, std::unique_ptr<engine::Alarm> alarm,
                                         SteadyNow steady_now) {
    return std::shared_ptr<LiveFeed>(new LiveFeed(std::move(boot), std::move(make_document), std::move(alarm), std::move(steady_now)));
}

void LiveFeed::changed() {
    if (std::exchange(dirty_, true) || viewers_.empty()) return;
    set_alarm();
}

std::string LiveFeed::document() {
    look_if_stale();
    std::string text = "{\"id\":\"" + boot_ + "-" + std::to_string(change_) + "\"";
    for (const Section& section : sections_) text += ",\"" + section.name + "\":" + section.text;
    return text + "}";
}

std::shared_ptr<Stream> LiveFeed::watch(std::string_view last_event_id) {
    if (stopped_ || viewers_.size() >= limits::viewers) return nullptr;
    look_if_stale();
    auto viewer = std::make_shared<Viewer>(shared_from_this(), change_of(last_event_id));
    if (viewers_.size() == 1) set_alarm();
    return viewer;
}

void LiveFeed::stop() {
    stopped_ = true;
    alarm_->cancel();
    make_document_ = nullptr;
    wake_all();
}

std::uint64_t LiveFeed::change_of(std::string_view last_event_id) const {
    if (!last_event_id.starts_with(boot_ + "-")) return 0;
    const std::string_view digits = last_event_id.substr(boot_.size() + 1);
    std::uint64_t change = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), change);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && change <= change_ ? change : 0;
}

// With the last change the clock is told too: whoever shows it is right again with every piece.
std::string LiveFeed::piece_after(std::uint64_t change) {
    if (const auto kept = pieces_.find(change); kept != pieces_.end()) return kept->second;
    std::string data;
    for (const Section& section : sections_) {
        if (section.changed <= change && section.name != "now") continue;
        data += (data.empty() ? "{\"" : ",\"") + section.name + "\":" + section.text;
    }
    std::string piece = "id: " + boot_ + "-" + std::to_string(change_) + "\nevent: live\ndata: " + data + "}\n\n";
    if (pieces_.size() < limits::pieces_kept) pieces_.emplace(change, piece);
    return piece;
}

void LiveFeed::look_if_stale() {
    if (!has_looked_ || dirty_ || steady_now_() - looked_ >= limits::between_looks) look();
}

void LiveFeed::look() {
    if (stopped_) return;
    dirty_ = false;
    has_looked_ = true;
    looked_ = steady_now_();
    if (!take(make_document_())) return;
    pieces_.clear();
    wake_all();
}

// True: there is something to tell.
bool LiveFeed::take(const Sections& sections) {
    const std::uint64_t change = change_ + 1;
    bool is_new = sections_.empty();
    if (sections_.empty()) sections_.resize(sections.size());
    for (std::size_t index = 0; index < sections.size(); ++index) {
        const auto& [name, value] = sections[index];
        Section& section = sections_[index];
        section.name = name;
        section.text = boost::json::serialize(value);
        std::string compared = section.text;
        if (name == "now") {
            boost::json::object but_the_clock = value.as_object();
            but_the_clock.erase("at_us");
            but_the_clock.erase("local");
            compared = boost::json::serialize(but_the_clock);
        }
        if (compared == section.compared) continue;
        section.compared = std::move(compared);
        section.changed = change;
        is_new = true;
    }
    const bool clock_is_due = looked_ - clock_told_ >= limits::clock_told;
    if (!is_new && !clock_is_due) {
        pieces_.clear();  // they have an older clock, and are sent to newcomers
        return false;
    }
    clock_told_ = looked_;
    change_ = change;
    return true;
}

void LiveFeed::set_alarm() {
    const milliseconds next = looked_ + (dirty_ ? limits::between_looks : limits::idle_look);
    const milliseconds after = std::max(milliseconds(0), next - steady_now_());
    alarm_->set(after, [this] {
        look();
        if (!stopped_ && !viewers_.empty()) set_alarm();
    });
}

void LiveFeed::wake_all() {
    const std::vector<Viewer*> all = viewers_;  // they may go when they are woken
    for (Viewer* viewer : all)
        if (std::find(viewers_.begin(), viewers_.end(), viewer) != viewers_.end()) viewer->wake();
}

}  // namespace luot::web::live
