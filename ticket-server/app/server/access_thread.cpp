#include "server/access_thread.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>
#include <variant>

#include <sodium.h>
#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "app/password.hpp"
#include "server/access_taken.hpp"
#include "server/secret_bytes.hpp"

namespace luot::server {

namespace {

constexpr auto look_every = std::chrono::seconds(1);

// What the guard reads is another one afterwards.
bool changes_book(const access::Deed& deed) {
    return !std::holds_alternative<access::Note>(deed) && !std::holds_alternative<access::NoteOutcome>(deed) &&
           !std::holds_alternative<access::SessionSeen>(deed) && !std::holds_alternative<access::DeviceSeen>(deed);
}

web::PasswordCheck result_of(app::PasswordMatch match) {
    switch (match) {
        case app::PasswordMatch::right:
            return web::PasswordCheck::right;
        case app::PasswordMatch::wrong:
            return web::PasswordCheck::wrong;
        case app::PasswordMatch::no_memory:
            return web::PasswordCheck::failed;
    }
    return web::PasswordCheck::failed;
}

}  // namespace

AccessThread::AccessThread(boost::asio::any_io_executor executor, std::filesystem::path data, std::function<std::int64_t()> office_now)
    : executor_(std::move(executor)), data_(std::move(data)), office_now_(std::move(office_now)), next_look_(executor_) {}

AccessThread::~AccessThread() {
    stop();
}

void AccessThread::begin(OnBook on_book) {
    on_book_ = std::move(on_book);
    stale_ = true;
    if (auto book = changed_book()) on_book_(std::move(*book));
    look_in_a_second();
}

std::vector<access::SignedIn> AccessThread::signed_in() {
    if (!database_) return {};
    auto pairs = database_->signed_in();
    if (pairs) return std::move(*pairs);
    let_go(pairs.error());
    return {};
}

void AccessThread::stop() {
    next_look_.cancel();
}

bool AccessThread::is_open() {
    if (database_) return true;
    auto opened = store::AccessDatabase::open(data_);
    if (!opened) {
        let_go(opened.error());
        return false;
    }
    database_ = std::make_unique<store::AccessDatabase>(std::move(*opened));
    return true;
}

void AccessThread::let_go(const store::Failure& failure) {
    if (!failing_) spdlog::error("accounts, devices and the audit cannot be kept, so that nothing is changed from pages: {}", failure.what);
    failing_ = true;
    stale_ = true;
    database_.reset();
}

std::optional<access::Book> AccessThread::read_book() {
    const auto version = database_->data_version();
    if (!version) {
        let_go(version.error());
        return std::nullopt;
    }
    auto book = database_->book();
    if (!book) {
        let_go(book.error());
        return std::nullopt;
    }
    for (const auto& deeds : not_on_disk_) take_away(*book, deeds);
    data_version_ = *version;
    stale_ = false;
    told_ = *book;
    if (not_on_disk_.empty() && std::exchange(failing_, false)) spdlog::info("accounts, devices and the audit are kept again");
    return std::move(*book);
}

std::optional<access::Book> AccessThread::changed_book() {
    take_on_disk();
    if (!is_open()) return std::nullopt;
    const auto version = database_->data_version();
    if (!version) {
        let_go(version.error());
        return std::nullopt;
    }
    if (!stale_ && *version == data_version_) return std::nullopt;
    return read_book();
}

void AccessThread::look_in_a_second() {
    next_look_.expires_after(look_every);
    next_look_.async_wait([this](const boost::system::error_code& error) {
        if (!error) look();
    });
}

// The next one is in a second from when this one is done: they do not pile up. One that finds no room is made up for by the next.
void AccessThread::look() {
    const bool added = disk_.add(
        [this] {
            auto book = changed_book();
            boost::asio::post(executor_, [this, book = std::move(book)]() mutable {
                if (book) on_book_(std::move(*book));
                look_in_a_second();
            });
        },
        deeds_waiting_max);
    if (!added) look_in_a_second();
}

// Before anything else is: whoever is let in anew after that stays let in. What is not there any more need not be taken away.
void AccessThread::take_on_disk() {
    while (!not_on_disk_.empty() && is_open()) {
        const auto done = database_->perform(not_on_disk_.front());
        if (!done) return let_go(done.error());
        not_on_disk_.pop_front();
        stale_ = true;
        if (not_on_disk_.empty()) spdlog::info("what was taken back in memory is taken back on disk, too");
    }
}

AccessThread::Done AccessThread::perform(const std::vector<access::Deed>& deeds) {
    Done all;
    take_on_disk();
    if (is_open()) {
        const auto done = database_->perform(deeds);
        if (done) {
            all.performed = *done;
            const bool changed = done->outcome == access::Outcome::done && std::any_of(deeds.begin(), deeds.end(), changes_book);
            if (changed || failing_) all.book = read_book();
            if (changed && !all.book && told_) {
                // Done is done: what is not let in any more is not, though nobody can read so.
                take_away(*told_, deeds);
                all.book = told_;
            }
            return all;
        }
        let_go(done.error());
    }
    if (!told_ || !only_take_away(*told_, deeds)) return all;
    spdlog::error("what was taken back is so in memory and not on disk: until it is, a restart brings it back");
    take_away(*told_, deeds);
    not_on_disk_.push_back(deeds);
    all.performed.outcome = access::Outcome::until_restart;
    all.book = told_;
    return all;
}

void AccessThread::keep(std::vector<access::Deed> deeds, Kept kept) {
    auto refused = kept;
    auto job = [this, deeds = std::move(deeds), kept = std::move(kept)]() mutable {
        // What the answer holds is let go on the network thread.
        boost::asio::post(executor_, [this, kept = std::move(kept), done = perform(deeds)]() mutable {
            if (done.book && on_book_) on_book_(std::move(*done.book));
            kept(done.performed.outcome, done.performed.audit_id);
        });
    };
    if (disk_.add(std::move(job), deeds_waiting_max)) return;
    boost::asio::post(executor_, [refused = std::move(refused)] { refused(access::Outcome::unavailable, 0); });
}

void AccessThread::read_audit(std::int64_t before, std::int64_t limit, AuditRead read) {
    auto refused = read;
    auto job = [this, before, limit, read = std::move(read)]() mutable {
        std::optional<std::vector<access::AuditRow>> rows;
        if (is_open()) {
            auto found = database_->audit(before, limit);
            if (found) rows = std::move(*found);
            if (!found) let_go(found.error());
        }
        boost::asio::post(executor_, [read = std::move(read), rows = std::move(rows)]() mutable { read(std::move(rows)); });
    };
    if (disk_.add(std::move(job), deeds_waiting_max)) return;
    boost::asio::post(executor_, [refused = std::move(refused)] { refused(std::nullopt); });
}

bool AccessThread::check_password(std::string line, std::string password, Checked checked) {
    auto job = [this, line = std::move(line), password = std::move(password), checked = std::move(checked)]() mutable {
        const web::PasswordCheck check = result_of(app::check_password(line, password));
        sodium_memzero(password.data(), password.size());
        boost::asio::post(executor_, [checked = std::move(checked), check] { checked(check); });
    };
    return passwords_.add(std::move(job), passwords_waiting_max);
}

bool AccessThread::hash_password(std::string password, Hashed hashed) {
    auto job = [this, password = std::move(password), hashed = std::move(hashed)]() mutable {
        std::optional<std::string> line;
        try {
            line = app::make_password_hash(password);
        } catch (const std::exception& failure) {
            spdlog::error("{}", failure.what());
        }
        sodium_memzero(password.data(), password.size());
        boost::asio::post(executor_, [hashed = std::move(hashed), line = std::move(line)]() mutable { hashed(std::move(line)); });
    };
    return passwords_.add(std::move(job), passwords_waiting_max);
}

std::string AccessThread::random(std::size_t bytes) {
    return random_bytes(bytes);
}

std::string AccessThread::digest(std::string_view bytes) const {
    return blake2b_256(bytes);
}

web::AccessMoment AccessThread::now() const {
    using std::chrono::duration_cast;
    web::AccessMoment now;
    now.at_us = office_now_();
    now.wall_us = duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    now.steady_ms = duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    return now;
}

}  // namespace luot::server
