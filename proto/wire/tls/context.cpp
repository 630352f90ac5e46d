#include "tls/context.hpp"

#include <array>
#include <cctype>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace luot::tls {

namespace {

struct Freed {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <class Thing>
using Owned = std::unique_ptr<Thing, Freed>;

Owned<BIO> reading(std::string_view text) {
    return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// A key with a passphrase is refused, and nobody is asked for it at a terminal.
int no_passphrase(char*, int, int, void*) {
    return 0;
}

std::shared_ptr<Context> made(const SSL_METHOD* method) {
    SSL_CTX* context = SSL_CTX_new(method);
    if (context == nullptr) throw std::bad_alloc();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // who comes again brings a ticket
    return std::make_shared<Context>(context);
}

// Hexadecimal digits alone become "AB:CD:…"; empty: it is no fingerprint.
std::string normalized(std::string_view text) {
    std::string digits;
    for (const char letter : text) {
        if (letter == ':') continue;
        if (std::isxdigit(static_cast<unsigned char>(letter)) == 0) return {};
        if (!digits.empty() && digits.size() % 3 == 2) digits += ':';
        digits += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
    return digits.size() == 95 ? digits : std::string();
}

// With a pin only that certificate is right, whoever signed it and however old it is.
int is_pinned(X509_STORE_CTX* store, void* pinned) {
    const X509* certificate = X509_STORE_CTX_get0_cert(store);
    const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto& offered = *static_cast<std::string*>(SSL_get_app_data(ssl));
    if (certificate != nullptr) offered = fingerprint_of(*certificate);
    if (!offered.empty() && offered == *static_cast<const std::string*>(pinned)) return 1;
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

}  // namespace

Context::~Context() {
    SSL_CTX_free(context_);
}

std::string fingerprint_of(const x509_st& certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned bytes = 0;
    if (X509_digest(&certificate, EVP_sha256(), digest.data(), &bytes) != 1) return {};
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (unsigned i = 0; i < bytes; ++i) {
        if (i > 0) text += ':';
        text += digits[digest.at(i) >> 4U];
        text += digits[digest.at(i) & 15U];
    }
    return text;
}

std::string Context::fingerprint() const {
    const X509* certificate = SSL_CTX_get0_certificate(context_);
    return certificate == nullptr ? std::string() : fingerprint_of(*certificate);
}

MadeContext Context::server(std::string_view certificate_pem, std::string_view key_pem) {
    const auto context = made(TLS_server_method());
    ERR_clear_error();
    const auto certificates = reading(certificate_pem);
    const Owned<X509> certificate(PEM_read_bio_X509(certificates.get(), nullptr, no_passphrase, nullptr));
    if (!certificate) return "the certificate is no PEM";
    if (SSL_CTX_use_certificate(context->context_, certificate.get()) != 1) return "the certificate cannot be used";
    while (X509* between = PEM_read_bio_X509(certificates.get(), nullptr, no_passphrase, nullptr)) {
        if (SSL_CTX_add0_chain_cert(context->context_, between) != 1) X509_free(between);
    }
    ERR_clear_error();  // the end of the text
    const auto keys = reading(key_pem);
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(keys.get(), nullptr, no_passphrase, nullptr));
    if (!key) return "the key is no PEM without a passphrase";
    if (SSL_CTX_use_PrivateKey(context->context_, key.get()) != 1) return "the key is not the certificate's";
    return context;
}

MadeContext Context::client(const Trust& trust) {
    const auto context = made(TLS_client_method());
    SSL_CTX_set_verify(context->context_, SSL_VERIFY_PEER, nullptr);
    if (!trust.fingerprint.empty()) {
        context->pinned_ = normalized(trust.fingerprint);
        if (context->pinned_.empty())
            return "a fingerprint is SHA-256 in 64 hexadecimal digits, with colons or without, not " + trust.fingerprint;
        SSL_CTX_set_cert_verify_callback(context->context_, is_pinned, &context->pinned_);
        return context;
    }
    const auto authorities = reading(trust.authorities_pem);
    X509_STORE* store = SSL_CTX_get_cert_store(context->context_);
    std::size_t count = 0;
    ERR_clear_error();
    while (const Owned<X509> authority{PEM_read_bio_X509(authorities.get(), nullptr, no_passphrase, nullptr)}) {
        count += X509_STORE_add_cert(store, authority.get()) == 1 ? 1 : 0;
    }
    ERR_clear_error();
    if (count == 0) return "there is no certificate of an authority in PEM";
    return context;
}

}  // namespace luot::tls
