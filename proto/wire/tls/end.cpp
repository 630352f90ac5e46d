#include "tls/end.hpp"

#include <array>
#include <new>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace luot::tls {

namespace {

constexpr std::size_t read_bytes = 16'384;  // a record

bool is_address(const std::string& host) {
    ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

// What a certificate of an authority's has to be for.
void ask_for(SSL* ssl, const std::string& host) {
    if (is_address(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
    } else {
        std::string name = host;  // OpenSSL copies what it takes as writable
        SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
        SSL_set1_host(ssl, host.c_str());
    }
}

// The last of the reasons that OpenSSL gives, and forgets with it.
unsigned long last_error() {
    const auto error = ERR_peek_last_error();
    ERR_clear_error();
    return error;
}

bool is_another_language(unsigned long error) {
    if (ERR_GET_LIB(error) != ERR_LIB_SSL) return false;
    const int reason = ERR_GET_REASON(error);
    return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST || reason == SSL_R_UNEXPECTED_MESSAGE ||
           reason == SSL_R_PACKET_LENGTH_TOO_LONG || reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_BAD_RECORD_TYPE;
}

}  // namespace

End::End(std::shared_ptr<const Context> context, const std::string& host)
    : context_(std::move(context)), ssl_(SSL_new(context_->native())) {
    if (ssl_ == nullptr) throw std::bad_alloc();
    SSL_set_bio(ssl_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));  // in, out
    SSL_set_app_data(ssl_, &offered_);
    if (!host.empty()) ask_for(ssl_, host);
    client_ = SSL_is_server(ssl_) == 0;
    client_ ? SSL_set_connect_state(ssl_) : SSL_set_accept_state(ssl_);
}

End::~End() {
    SSL_free(ssl_);
}

void End::begin() {
    shake_hands();
}

void End::received(std::string_view bytes) {
    if (failure_ || bytes.empty()) return;
    BIO_write(SSL_get_rbio(ssl_), bytes.data(), static_cast<int>(bytes.size()));
    if (!established_) shake_hands();
    if (established_) hear();
}

void End::shake_hands() {
    ERR_clear_error();
    const int done = SSL_do_handshake(ssl_);
    established_ = done == 1;
    if (done != 1 && SSL_get_error(ssl_, done) != SSL_ERROR_WANT_READ) fail("TLS was not agreed on: ");
}

void End::hear() {
    std::array<char, read_bytes> part;
    while (!failure_ && !ended_) {
        ERR_clear_error();
        const int count = SSL_read(ssl_, part.data(), static_cast<int>(part.size()));
        if (count > 0) {
            heard_.append(part.data(), static_cast<std::size_t>(count));
            continue;
        }
        const int error = SSL_get_error(ssl_, count);
        if (error == SSL_ERROR_WANT_READ) return;
        if (error == SSL_ERROR_ZERO_RETURN) {
            ended_ = true;
        } else {
            fail("the TLS line broke: ");
        }
    }
}

std::string End::take_heard() {
    return std::exchange(heard_, {});
}

void End::say(std::string_view bytes) {
    if (!established_ || failure_ || bytes.empty()) return;
    ERR_clear_error();
    if (SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) <= 0) fail("the TLS line broke: ");
}

void End::end() {
    if (!established_ || failure_) return;
    ERR_clear_error();
    SSL_shutdown(ssl_);  // the other end's last word is not waited for
    ERR_clear_error();
}

std::string End::take_output() {
    BIO* out = SSL_get_wbio(ssl_);
    char* bytes = nullptr;
    const long count = BIO_get_mem_data(out, &bytes);
    if (count <= 0) return {};
    std::string output(bytes, static_cast<std::size_t>(count));
    BIO_reset(out);
    return output;
}

void End::fail(const char* doing) {
    failure_ = reason(doing);
}

std::string End::reason(const char* doing) const {
    const auto error = last_error();
    const long verified = SSL_get_verify_result(ssl_);
    if (client_ && !established_ && verified != X509_V_OK) {
        if (context_->pinned().empty()) {
            return std::string("the server's certificate is not trusted: ") + X509_verify_cert_error_string(verified);
        }
        return "the server's certificate is not the one that --tls-fingerprint names; its own is " + offered_;
    }
    if (!established_ && is_another_language(error)) return "the other end does not speak TLS here";
    const char* text = ERR_reason_error_string(error);
    return std::string(doing) + (text == nullptr ? "the other end went away" : text);
}

}  // namespace luot::tls
