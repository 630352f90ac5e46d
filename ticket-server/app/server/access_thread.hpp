// Owns access.db, on a thread of its own: the network thread never waits for it. Passwords are checked on another one, so that the audit
// does not wait for them. What another program (a subcommand) writes to the file is picked up within a second or two.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/worker.hpp"
#include "store/access/access_database.hpp"
#include "web/access/keeper.hpp"

namespace luot::server {

class AccessThread final : public web::Keeper {
  public:
    // Deeds that wait for the disk: some seconds' work where each takes an fsync. Beyond, what is asked for is refused.
    static constexpr std::size_t deeds_waiting_max = 256;
    // Two seconds' work. A peer has four in it at the most.
    static constexpr std::size_t passwords_waiting_max = 16;

    using OnBook = std::function<void(access::Book book)>;

    // Calls back on the executor, which outlives it. `office_now` gives office time on the network thread.
    AccessThread(boost::asio::any_io_executor executor, std::filesystem::path data, std::function<std::int64_t()> office_now);
    ~AccessThread() override;

    // Opens or makes the file, on this thread and before anybody asks for anything; `on_book` gets what is in it, from within, and from
    // then on whenever that has changed: before whoever changed it hears of it. A file that cannot be opened is told to the log and tried
    // again every second: an office issues numbers without its supervisors, too.
    void begin(OnBook on_book);
    // From where accounts had signed in, the last one first: behind begin(), on this thread, and before anybody asks for anything. Nothing
    // where it cannot be read.
    std::vector<access::SignedIn> signed_in();
    // No more looks at the file.
    void stop();

    // What the disk does not take, and does nothing but take away, is done in memory at once and tried on disk every second; a restart
    // before that does not know of it.
    void keep(std::vector<access::Deed> deeds, Kept kept) override;
    void read_audit(std::int64_t before, std::int64_t limit, AuditRead read) override;
    bool check_password(std::string line, std::string password, Checked checked) override;
    bool hash_password(std::string password, Hashed hashed) override;
    std::string random(std::size_t bytes) override;
    std::string digest(std::string_view bytes) const override;
    web::AccessMoment now() const override;

  private:
    struct Done {
        store::Performed performed{access::Outcome::unavailable};
        std::optional<access::Book> book;  // nothing: it is as it was
    };

    // These on the disk's thread, once it has begun.
    Done perform(const std::vector<access::Deed>& deeds);
    void take_on_disk();
    bool is_open();
    void let_go(const store::Failure& failure);
    std::optional<access::Book> read_book();
    std::optional<access::Book> changed_book();

    void look_in_a_second();
    void look();

    boost::asio::any_io_executor executor_;
    const std::filesystem::path data_;
    std::function<std::int64_t()> office_now_;
    OnBook on_book_;
    boost::asio::steady_timer next_look_;

    // The disk's thread's own, once it has begun.
    std::unique_ptr<store::AccessDatabase> database_;
    std::optional<access::Book> told_;  // what was handed out last
    // What was taken away in memory and is not on disk yet, in this order. Each took something that there was: never more than the book
    // had.
    std::deque<std::vector<access::Deed>> not_on_disk_;
    std::int64_t data_version_ = 0;
    bool stale_ = false;    // what was handed out last may not be what is kept
    bool failing_ = false;  // the last attempt failed: said once

    Worker passwords_{Worker::AtEnd::drop_waiting};
    Worker disk_{Worker::AtEnd::do_waiting};
};

}  // namespace luot::server
