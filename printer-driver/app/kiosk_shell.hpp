// What carries out a kiosk's wishes: the line to the server, the printer, and the clock that KioskFsm does without. All on the executor's
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "kiosk/slip_view.hpp"
#include "spool/kiosk_fsm.hpp"
#include "transport/printer.hpp"
#include "wire/client_link.hpp"

namespace luot::printer_app {

struct ShellOptions {
    wire::LinkOptions link;
    spool::KioskOptions kiosk;
    kiosk::Paper paper = kiosk::Paper::mm80;
    std::unique_ptr<transport::Printer> printer;       // none: tickets need no slip
    std::shared_ptr<transport::PaperCounter> counter;  // the printer's; none: nothing is counted
    std::string version;                               // of the program, for whoever looks after it
    const words::Words* words = nullptr;               // of slips; outlives the shell. With a printer there are some
};

// A number that somebody wishes for.
struct NumberWish {
    std::string service;
    std::string ticket_class;  // empty: the office's first
    std::string procedure;
    std::string person;  // see spool/person_hash.hpp; empty: no card was read
    std::optional<std::int64_t> appointment_us;
};

// For whoever shows the kiosk on a screen.
class ShellWatcher {
  public:
    virtual ~ShellWatcher() = default;
    virtual void on_welcome(const v1::Welcome&) {}
    virtual void on_snapshot(const v1::Snapshot&) {}
    virtual void on_event(const v1::Event&) {}
    virtual void on_link(bool live) { (void)live; }
    virtual void on_printer(const v1::PrinterReport&) {}
};

class KioskShell {
  public:
    using OnAnswer = std::function<void(const spool::Answer&)>;
    // Called once, when it has ended: after finish() or stop(), or because the server refuses this kiosk for good (`refusal` says why).
    using OnEnd = std::function<void(const std::string& refusal)>;

    // Throws std::runtime_error where a slip cannot be drawn: no fonts.
    KioskShell(boost::asio::any_io_executor executor, ShellOptions options, OnAnswer on_answer, OnEnd on_end);
    ~KioskShell();
    KioskShell(const KioskShell&) = delete;
    KioskShell& operator=(const KioskShell&) = delete;

    // Outlives the shell; to be called before start().
    void watch(ShellWatcher& watcher);
    void start();
    // As in KioskFsm.
    bool issue(std::uint64_t request, const NumberWish& wish);
    bool reprint(std::uint64_t request, std::uint64_t ticket);
    bool check_in(std::uint64_t request, const std::string& token);
    bool has_room() const;

    // What is on the screen, in a word, for the supervisor.
    void shows(const std::string& word);
    // Of a card's number, by the day's key; nothing where the office keeps none.
    std::optional<std::string> person_hash(std::string_view digits) const;
    // A slip that is nobody's, of this office time. False: the printer has something else to do, or there is none.
    bool print_test(std::int64_t at_us, std::function<void(transport::Result)> on_done);
    void roll_changed();
    v1::PrinterReport printer_report() const;

    void finish();  // ends when everything that was asked for is done; each of these waits has its bound
    // Takes nothing more, lets the slip under way come out and be reported, and ends within `grace`.
    void stop(std::chrono::milliseconds grace);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::printer_app
