#include "web/live/live_pages.hpp"

#include <utility>

#include "web/json_page.hpp"
#include "web/query.hpp"

namespace luot::web::live {
namespace {

// Of one visitor, who is asked after with every piece: the clock is told often enough for a page that should be closed.
class OfVisitor final : public Stream {
  public:
    OfVisitor(std::shared_ptr<Stream> stream, StillMay still_may, Visitor visitor)
        : stream_(std::move(stream)), still_may_(std::move(still_may)), visitor_(std::move(visitor)) {}

    std::optional<std::string> next() override {
        auto piece = over_ ? std::nullopt : stream_->next();
        if (piece && !still_may_(visitor_, Access::viewer)) over_ = true;
        return over_ ? std::nullopt : std::move(piece);
    }
    bool over() const override { return over_ || stream_->over(); }
    void set_wake(std::function<void()> wake) override { stream_->set_wake(std::move(wake)); }

  private:
    std::shared_ptr<Stream> stream_;
    StillMay still_may_;
    Visitor visitor_;
    bool over_ = false;
};

std::string seen_by(const Question& question) {
    if (const auto header = question.headers.find("last-event-id"); header != question.headers.end()) return header->second;
    const auto values = query_values(question.query);
    const auto after = values.find("after");
    return after == values.end() ? std::string() : after->second;
}

}  // namespace

void add_live_pages(Router& router, std::shared_ptr<LiveFeed> feed, StillMay still_may, std::shared_ptr<CommandPage> commands) {
    router.add(Method::get, "/api/v1/live", Access::viewer, [feed](const Asked&, const Reply& reply) {
        Page page;
        page.type = "application/json";
        page.body = feed->document();
        reply(std::move(page));
    });
    router.add(Method::get, "/api/v1/live/events", Access::viewer, [feed, still_may](const Asked& asked, const Reply& reply) {
        auto stream = feed->watch(seen_by(asked.question));
        if (stream == nullptr) return reply(error_page(503, "busy"));
        Page page;
        page.type = "text/event-stream";
        page.stream = std::make_shared<OfVisitor>(std::move(stream), still_may, asked.visitor);
        reply(std::move(page));
    });
    router.add(Method::post, "/api/v1/commands", Access::supervisor,
               [commands](const Asked& asked, Reply reply) { commands->answer(asked, std::move(reply)); });
}

}  // namespace luot::web::live
