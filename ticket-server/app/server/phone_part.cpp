#include "server/phone_part.hpp"

#include <chrono>
#include <cstdint>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <variant>

#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "web/phone/phone_pages.hpp"

namespace luot::server {

namespace {

// The device that a citizen's deeds are of.
constexpr const char* phone_device = "phone";

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Whose visit the event is about; none: nobody's, or everybody's.
core::TicketId ticket_of(const core::Event& event) {
    return std::visit(
        [&](const auto& body) {
            if constexpr (requires { body.ticket; }) {
                return body.ticket;
            } else {
                return core::TicketId();
            }
        },
        event.body);
}

std::optional<web::phone::PhoneSite> load_phone_site(const std::filesystem::path& folder) {
    auto site = web::phone::load_phone_site([&](const std::string& path) { return read_file(folder / path); });
    if (auto* whole = std::get_if<web::phone::PhoneSite>(&site)) return std::move(*whole);
    spdlog::warn("no pages for phones: {} is missing or not well-formed", (folder / std::get<std::string>(site)).string());
    return std::nullopt;
}

web::phone::House phone_house(engine::Service& service, web::Audit& audit) {
    web::phone::House house;
    house.told = [&service]() -> const core::State& { return service.told(); };
    house.now = [&service] { return service.now(); };
    house.real_us = steady_us;
    house.submit = [&service](const core::Command& command, std::function<void(const engine::Reply&)> on_reply) {
        if (!service.accepting()) return false;
        core::Origin origin;
        origin.role = core::Role::phone;
        origin.device = core::DeviceCode(phone_device);
        service.submit(command, origin, std::move(on_reply));
        return true;
    };
    house.audit = &audit;
    return house;
}

}  // namespace

struct PhonePart::Impl : std::enable_shared_from_this<Impl> {
    Impl(const boost::asio::any_io_executor& executor, web::phone::House house, web::phone::PhoneSite site)
        : pages(std::move(house), std::move(site), limits), timer(executor) {}

    void wait() {
        timer.expires_after(std::chrono::microseconds(limits.look_us));
        timer.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
            const auto impl = weak.lock();
            if (!impl || error || impl->stopped) return;
            impl->look();
            impl->wait();
        });
    }

    void look() {
        const std::int64_t now_us = steady_us();
        const bool alive = now_us - alive_us >= limits.alive_us;
        // Minutes pass, too, where nothing is told.
        if (std::exchange(changed, false) || alive) pages.streams().look();
        if (!alive) return;
        alive_us = now_us;
        pages.streams().alive();
    }

    // Not from within on_told(): whoever is woken may ask the service.
    void tell(std::string token) {
        changed = true;
        if (token.empty() || pages.streams().open_streams() == 0) return;
        const bool is_first = tokens.empty();
        tokens.insert(std::move(token));
        if (!is_first) return;
        boost::asio::post(timer.get_executor(), [weak = weak_from_this()] {
            const auto impl = weak.lock();
            if (!impl || impl->stopped) return;
            for (const std::string& each : std::exchange(impl->tokens, {})) impl->pages.streams().look(each);
        });
    }

    web::phone::Limits limits;
    web::phone::PhonePages pages;
    boost::asio::steady_timer timer;
    std::set<std::string> tokens;  // of visits that something was told of, and that were not looked at yet
    std::int64_t alive_us = steady_us();
    bool changed = false;
    bool stopped = false;
};

PhonePart::PhonePart(const boost::asio::any_io_executor& executor, engine::Service& service, web::Audit& audit, web::Router& router,
                     const std::filesystem::path& site) {
    auto files = load_phone_site(site);
    if (!files) return;
    impl_ = std::make_shared<Impl>(executor, phone_house(service, audit), std::move(*files));
    impl_->pages.add_to(router);
    impl_->wait();
}

PhonePart::~PhonePart() {
    stop();
}

void PhonePart::on_told(const core::State& after, const core::Event& event) {
    if (!impl_) return;
    const core::Ticket* ticket = core::find_ticket(after, ticket_of(event));
    impl_->tell(ticket == nullptr ? std::string() : ticket->token);
}

void PhonePart::stop() {
    if (!impl_ || std::exchange(impl_->stopped, true)) return;
    impl_->timer.cancel();
    impl_->pages.streams().end();
}

}  // namespace luot::server
