#include "tls/self_signed.hpp"

#include <algorithm>
#include <cctype>
#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace luot::tls {

namespace {

constexpr long day_s = 24L * 60 * 60;
constexpr long valid_days = 3'650;
constexpr int serial_bits = 159;  // twenty bytes at most, and positive (RFC 5280, 4.1.2.2)

struct Freed {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <class Thing>
using Owned = std::unique_ptr<Thing, Freed>;

// What OpenSSL cannot do here it can only lack memory or random numbers for.
void check(bool good) {
    if (!good) throw std::runtime_error("OpenSSL cannot make a certificate");
}

void add_extension(X509& certificate, int which, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, which, value.c_str()));
    check(extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1);
}

// Letters that mean nothing else to OpenSSL's notation.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '.' || letter == '-';
    });
}

std::string subjects(const std::vector<std::string>& names, const std::vector<std::string>& addresses) {
    std::string all = "DNS:localhost,IP:127.0.0.1,IP:::1";
    for (const auto& name : names) {
        if (is_plain_name(name) && name != "localhost") all += ",DNS:" + name;
    }
    for (const auto& address : addresses) {
        if (address != "127.0.0.1" && address != "::1") all += ",IP:" + address;
    }
    return all;
}

Owned<X509> make_certificate(EVP_PKEY& key, const std::string& common_name, const std::string& all_subjects) {
    Owned<X509> certificate(X509_new());
    const Owned<BIGNUM> serial(BN_new());
    check(certificate != nullptr && serial != nullptr);
    check(BN_rand(serial.get(), serial_bits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1);
    check(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get())) != nullptr);
    check(X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day_s);  // clocks of others are a little behind
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_days * day_s);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    check(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0) ==
          1);
    check(X509_set_issuer_name(certificate.get(), name) == 1);
    check(X509_set_pubkey(certificate.get(), &key) == 1);
    add_extension(*certificate, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(*certificate, NID_key_usage, "critical,digitalSignature");
    add_extension(*certificate, NID_ext_key_usage, "serverAuth");
    add_extension(*certificate, NID_subject_alt_name, all_subjects);
    check(X509_sign(certificate.get(), &key, EVP_sha256()) > 0);
    return certificate;
}

template <class Write>
std::string as_pem(const Write& write) {
    const Owned<BIO> memory(BIO_new(BIO_s_mem()));
    check(memory != nullptr && write(memory.get()) == 1);
    char* bytes = nullptr;
    const long count = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, static_cast<std::size_t>(count)};
}

}  // namespace

SelfSigned make_self_signed(const std::vector<std::string>& names, const std::vector<std::string>& addresses) {
    const Owned<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    check(key != nullptr);
    const std::string common_name = !names.empty() && is_plain_name(names.front()) ? names.front() : "luot";
    const auto certificate = make_certificate(*key, common_name, subjects(names, addresses));
    SelfSigned made;
    made.certificate_pem = as_pem([&](BIO* to) { return PEM_write_bio_X509(to, certificate.get()); });
    made.key_pem = as_pem([&](BIO* to) { return PEM_write_bio_PKCS8PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    return made;
}

int days_left(const std::string& certificate_pem) {
    const Owned<BIO> memory(BIO_new_mem_buf(certificate_pem.data(), static_cast<int>(certificate_pem.size())));
    const Owned<X509> certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    int days = 0;
    int seconds = 0;
    if (certificate) ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate.get()));
    return days;
}

}  // namespace luot::tls
