#include "web/phone/visit_streams.hpp"

#include <utility>
#include <vector>

#include "web/phone/visit_json.hpp"

namespace luot::web::phone {

struct VisitStreams::Hub {
    Limits limits;
    LookAt look_at;
    TellOf tell_of;
    TellClock tell_clock;
    std::map<std::string, std::list<VisitStream*>> by_token{};  // the oldest first
    std::size_t streams = 0;
};

class VisitStreams::VisitStream final : public Stream, public std::enable_shared_from_this<VisitStream> {
  public:
    VisitStream(std::shared_ptr<Hub> hub, std::string token, std::string language)
        : hub_(std::move(hub)), token_(std::move(token)), language_(std::move(language)) {
        std::list<VisitStream*>& own = hub_->by_token[token_];
        place_ = own.insert(own.end(), this);
        ++hub_->streams;
    }
    ~VisitStream() override { leave(); }

    std::optional<std::string> next() override {
        if (over_) return std::nullopt;
        std::string piece;
        if (std::exchange(look_, false)) add_visit(piece);
        if (std::exchange(alive_, false) && !over_) piece += "event: alive\ndata: " + hub_->tell_clock() + "\n\n";
        if (piece.empty()) return std::nullopt;
        return piece;
    }
    bool over() const override { return over_; }
    void set_wake(std::function<void()> wake) override { wake_ = std::move(wake); }

    void look() { note(look_); }
    void alive() { note(alive_); }
    // Makes room: whoever still reads asks again.
    void end() {
        over_ = true;
        leave();
        wake();
    }

  private:
    void note(bool& what) {
        if (what || over_) return;
        what = true;
        wake();
    }
    void wake() {
        const std::function<void()> wake = wake_;  // it may be set anew meanwhile
        if (wake) wake();
    }

    void add_visit(std::string& piece) {
        std::optional<VisitView> view = hub_->look_at(token_);
        if (!view) {
            piece += "event: gone\ndata: {}\n\n";
            over_ = true;
            return leave();
        }
        if (view == last_) return;
        last_ = std::move(view);
        piece += "event: visit\ndata: " + hub_->tell_of(*last_, language_) + "\n\n";
        alive_ = true;
        if (!is_final(*last_)) return;
        piece += "event: alive\ndata: " + hub_->tell_clock() + "\n\n";
        over_ = true;
        leave();
    }

    void leave() {
        if (!std::exchange(listed_, false)) return;
        const auto own = hub_->by_token.find(token_);
        own->second.erase(place_);
        if (own->second.empty()) hub_->by_token.erase(own);
        --hub_->streams;
    }

    std::shared_ptr<Hub> hub_;
    std::string token_, language_;
    std::optional<VisitView> last_;
    std::list<VisitStream*>::iterator place_;
    std::function<void()> wake_;
    bool listed_ = true;
    bool look_ = true;  // the first thing told is how it is
    bool alive_ = false;
    bool over_ = false;
};

VisitStreams::VisitStreams(const Limits& limits, LookAt look_at, TellOf tell_of, TellClock tell_clock)
    : hub_(std::make_shared<Hub>(Hub{limits, std::move(look_at), std::move(tell_of), std::move(tell_clock)})) {}

VisitStreams::~VisitStreams() {
    end();
}

void VisitStreams::end() {
    hub_->limits.streams = 0;
    while (!hub_->by_token.empty()) hub_->by_token.begin()->second.front()->end();
}

std::shared_ptr<Stream> VisitStreams::open(const std::string& token, const std::string& language) {
    const auto own = hub_->by_token.find(token);
    if (own != hub_->by_token.end() && own->second.size() >= hub_->limits.streams_a_token) own->second.front()->end();
    if (hub_->streams >= hub_->limits.streams) return nullptr;
    return std::make_shared<VisitStream>(hub_, token, language);
}

// Whoever is woken may go within the call, and take others along: those who are still there are asked.
template <class Do>
void VisitStreams::each(const std::list<VisitStream*>& streams, const Do& act) {
    std::vector<std::weak_ptr<VisitStream>> all;
    for (VisitStream* stream : streams) all.push_back(stream->weak_from_this());
    for (const auto& entry : all)
        if (const auto stream = entry.lock()) act(*stream);
}

void VisitStreams::look(const std::string& token) {
    const auto own = hub_->by_token.find(token);
    if (own != hub_->by_token.end()) each(own->second, [](VisitStream& stream) { stream.look(); });
}

void VisitStreams::look() {
    each(all(), [](VisitStream& stream) { stream.look(); });
}

void VisitStreams::alive() {
    each(all(), [](VisitStream& stream) { stream.alive(); });
}

std::list<VisitStreams::VisitStream*> VisitStreams::all() const {
    std::list<VisitStream*> all;
    for (const auto& [token, own] : hub_->by_token) all.insert(all.end(), own.begin(), own.end());
    return all;
}

std::size_t VisitStreams::open_streams() const {
    return hub_->streams;
}

}  // namespace luot::web::phone
