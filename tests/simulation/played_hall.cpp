#include "simulation/played_hall.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "frame/frame.hpp"

namespace luot::simulation {

namespace asio = boost::asio;

namespace {

// What a device's and the office's systems hold between them before a write has to wait: small, so that slow readers show.
constexpr std::size_t window_bytes = 2'048;

class PlayedConversation final : public net::Conversation, public net::TurnTaker, public Ear {
  public:
    PlayedConversation(World& world, net::Hall& hall, net::Turns& turns, std::shared_ptr<Line> line)
        : Conversation(hall), world_(world), turns_(turns), line_(std::move(line)) {}

    void heard(std::string_view bytes) override {
        feed(bytes);
        go_on_reading();
    }
    void ended() override { close(); }
    void drained() override { go_on_writing(); }
    void take_turn() override {
        if (is_closed()) return;
        go_on_reading();
        if (listens_) line_->listen_again(Side::office);
    }
    bool listens() const override { return listens_; }

    void look_at_clock(std::int64_t now_ms) override {
        Conversation::look_at_clock(now_ms);
        if (!is_closed() && is_writing() && now_ms - moved_ms_ >= hall().limits.write_stalled.count()) cut_off();
    }

  private:
    void go_on_reading() override {
        listens_ = digest(hall().limits.envelopes_a_turn) || is_closed();
        if (!listens_)
            turns_.wait(std::static_pointer_cast<PlayedConversation>(shared_from_this()),
                        brings_commands() ? net::Turns::Kind::commands : net::Turns::Kind::words);
    }
    void wake_reader() override {
        if (listens_) return;
        world_.after(0, [weak = weak_from_this(), this] {
            if (!weak.expired() && !listens_) take_turn();
        });
    }
    void write(std::vector<net::Bytes> envelopes) override {
        for (const net::Bytes& envelope : envelopes) frame::append(unwritten_, *envelope);
        moved_ms_ = hall().now_ms();
        world_.after(0, [weak = weak_from_this(), this] {
            if (!weak.expired()) go_on_writing();
        });
    }
    void go_on_writing() {
        if (is_closed() || !is_writing()) return;
        const std::size_t said = line_->under_way(Side::office);
        const std::size_t fits = std::min(unwritten_.size(), window_bytes - std::min(said, window_bytes));
        if (fits > 0) {
            line_->say(Side::office, std::string_view(unwritten_).substr(0, fits));
            unwritten_.erase(0, fits);
            written_bytes_ += fits;
            moved_ms_ = hall().now_ms();
        }
        if (unwritten_.empty()) written(std::exchange(written_bytes_, 0));
    }
    void shut_down_writing() override { line_->finish(Side::office); }
    void write_if_it_fits(const net::Bytes& envelope) override {
        std::string framed;
        frame::append(framed, *envelope);
        if (line_->under_way(Side::office) + framed.size() <= window_bytes) line_->say(Side::office, framed);
    }
    void close_line() override {
        line_->leave(Side::office);
        line_->finish(Side::office);
    }

    World& world_;
    net::Turns& turns_;
    std::shared_ptr<Line> line_;
    bool listens_ = true;
    std::string unwritten_;
    std::size_t written_bytes_ = 0;
    std::int64_t moved_ms_ = 0;
};

}  // namespace

PlayedHall::PlayedHall(World& world, asio::any_io_executor executor, engine::Service& the_service, const net::Translator& the_translator,
                       net::Admission& the_admission, net::SessionDirectory& the_directory, const net::Limits& the_limits, double the_speed)
    : Hall(the_service, the_translator, the_admission, the_directory, the_limits, the_speed),
      world_(world),
      executor_(std::move(executor)),
      turns_(std::make_shared<net::Turns>(executor_, service)) {
    service.subscribe(*this);
    look_at_clock();
}

PlayedHall::~PlayedHall() {
    *alive_ = false;
    service.unsubscribe(*this);
    to_flush_.clear();
    const auto dying = std::exchange(conversations_, {});
    for (const auto& [name, conversation] : dying) conversation->close();
}

void PlayedHall::answer(const std::shared_ptr<Line>& line) {
    auto conversation = std::make_shared<PlayedConversation>(world_, *this, *turns_, line);
    line->connect(Side::office, *conversation);
    const std::uint64_t name = ++accepted_;
    names_[conversation.get()] = name;
    conversations_[name] = std::move(conversation);
}

void PlayedHall::wants_flush(net::Conversation& conversation) {
    if (std::exchange(conversation.flush_wanted, true)) return;
    to_flush_.push_back(conversation.shared_from_this());
    post_flush();
}

void PlayedHall::post_flush() {
    if (std::exchange(flush_posted_, true)) return;
    asio::post(executor_, [alive = alive_, this] {
        if (*alive) flush();
    });
}

// One after the other of those who are to be told something, and between two of them whatever else is ready.
void PlayedHall::flush() {
    flush_posted_ = false;
    fan_out.tell_next();
    const auto conversations = std::exchange(to_flush_, {});
    for (const auto& conversation : conversations) {
        conversation->flush_wanted = false;
        conversation->flush();
    }
    if (fan_out.has_untold()) post_flush();
}

void PlayedHall::closed(net::Conversation& conversation) {
    const auto found = names_.find(&conversation);
    if (found == names_.end()) return;
    // Behind whatever it is doing.
    if (const auto entry = conversations_.find(found->second); entry != conversations_.end()) {
        asio::post(executor_, [dying = entry->second] {});
        conversations_.erase(entry);
    }
    names_.erase(found);
}

template <class Call>
void PlayedHall::each(Call call) {
    const auto all = conversations_;
    for (const auto& [name, conversation] : all) call(*conversation);
}

void PlayedHall::say_goodbye() {
    each([](net::Conversation& conversation) {
        conversation.drain();
        conversation.end(net::code::shutting_down, "the server stops");
    });
}

void PlayedHall::on_told(const core::State& after, const core::Event& event) {
    fan_out.told(after, event);
    if (fan_out.has_untold()) post_flush();
    const auto* expired = std::get_if<core::SessionClosed>(&event.body);
    if (expired == nullptr) return;
    asio::post(executor_, [alive = alive_, this, session = expired->session] {
        if (*alive) directory.expire(session);
    });
}

void PlayedHall::on_resumed() {
    turns_->go_on();
    each([](net::Conversation& conversation) { conversation.go_on_opening(); });
}

void PlayedHall::look_at_clock() {
    world_.after(limits.clock_step.count() * millisecond, [alive = alive_, this] {
        if (!*alive) return;
        each([this](net::Conversation& conversation) { conversation.look_at_clock(now_ms()); });
        look_at_clock();
    });
}

}  // namespace luot::simulation
