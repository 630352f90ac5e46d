// What carries out a kiosk's wishes: the line to the server, the printer, and the clock that KioskFsm does without. All on the executor's
// thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

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
    std::unique_ptr<transport::Printer> printer;  // none: tickets need no slip
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

    void start();
    // As in KioskFsm.
    bool issue(std::uint64_t request, const std::string& service, const std::string& ticket_class, const std::string& procedure = {});
    bool reprint(std::uint64_t request, std::uint64_t ticket);
    bool has_room() const;

    void finish();  // ends when everything that was asked for is done; each of these waits has its bound
    // Takes nothing more, lets the slip under way come out and be reported, and ends within `grace`.
    void stop(std::chrono::milliseconds grace);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace luot::printer_app
