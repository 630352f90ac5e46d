// Carries deliveries to webhooks: an HTTP/1.1 client on a thread of its own, so that a name that is looked up, a certificate that is
// checked and a program that answers late hold up nobody.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "server/host_names.hpp"
#include "web/hooks/target.hpp"

namespace luot::server {

struct HookRequest {
    web::hooks::Target target;
    std::string signature;  // X-Luot-Signature
    std::string delivery;   // X-Luot-Delivery
    std::string body;       // JSON
};

// What came of one try.
struct HookOutcome {
    std::string why_not;  // in a line; empty: taken, that is answered with 2xx
    unsigned status = 0;  // that was answered; 0: none was
};

class HookSender {
  public:
    // For all of it: the name, the line, the certificate, the question and the answer.
    static constexpr std::chrono::milliseconds patience{10'000};

    using Done = std::function<void(HookOutcome)>;

    // Calls back on the executor, and not at all where it ends before. https goes by the certificates that the system trusts (OpenSSL's
    // SSL_CERT_FILE and SSL_CERT_DIR say otherwise).
    HookSender(boost::asio::any_io_executor executor, std::size_t answer_bytes, LookUp look_up = look_up_by_system);
    // At once: what is under way is broken off; a name that is being looked up is for nobody then.
    ~HookSender();
    HookSender(const HookSender&) = delete;
    HookSender& operator=(const HookSender&) = delete;

    void send(HookRequest request, Done done);

  private:
    struct Side;
    boost::asio::any_io_executor executor_;
    std::unique_ptr<Side> side_;
};

}  // namespace luot::server
