// What the ends of TLS lines have in common: the server's certificate and key, or what a client trusts. TLS 1.2 at least. OpenSSL behind
// it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

struct ssl_ctx_st;
struct x509_st;

namespace luot::tls {

class Context;
// Or why not, in a line.
using MadeContext = std::variant<std::shared_ptr<const Context>, std::string>;

// One of the two is given.
struct Trust {
    std::string fingerprint{};      // of the server's certificate, SHA-256, 64 hexadecimal digits, colons between them or not
    std::string authorities_pem{};  // the server's certificate is signed by one of these, and is for the host that is asked for
};

class Context {
  public:
    // PEM: the certificate, with those between it and its authority behind it, and its key without a passphrase.
    static MadeContext server(std::string_view certificate_pem, std::string_view key_pem);
    static MadeContext client(const Trust& trust);

    explicit Context(ssl_ctx_st* context) : context_(context) {}
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    // Of a server's certificate: "AB:CD:…", SHA-256 of its DER.
    std::string fingerprint() const;

    // For tls/end.cpp.
    ssl_ctx_st* native() const { return context_; }
    // What a client pins; empty: it trusts authorities.
    const std::string& pinned() const { return pinned_; }

  private:
    ssl_ctx_st* context_;
    std::string pinned_;
};

// "AB:CD:…", 32 bytes.
std::string fingerprint_of(const x509_st& certificate);

}  // namespace luot::tls
