#include "server/own_certificate.hpp"

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "server/private_file.hpp"
#include "tls/self_signed.hpp"

namespace luot::server {

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::variant<OwnCertificate, std::string> own_certificate(const std::filesystem::path& data, const std::vector<std::string>& names,
                                                          const std::vector<std::string>& addresses) {
    const auto certificate_file = data / "tls-certificate.pem";
    const auto key_file = data / "tls-key.pem";
    std::error_code unknown;
    const bool has_certificate = std::filesystem::exists(certificate_file, unknown);
    OwnCertificate own;
    if (!has_certificate) {
        // A key without its certificate is what a power cut left between the two.
        auto made = tls::make_self_signed(names, addresses);
        own.certificate_pem = std::move(made.certificate_pem);
        own.key_pem = std::move(made.key_pem);
        own.made_now = true;
        std::string trouble = write_private_file(key_file, own.key_pem);
        if (trouble.empty()) trouble = write_private_file(certificate_file, own.certificate_pem);
        if (!trouble.empty()) return "the certificate for TLS cannot be kept in " + data.string() + ": " + trouble;
    } else {
        own.certificate_pem = text_of(certificate_file);
        own.key_pem = text_of(key_file);
        if (own.key_pem.empty())
            return key_file.string() + " cannot be read; without it " + certificate_file.string() + " is good for nothing";
    }
    own.days_left = tls::days_left(own.certificate_pem);
    return own;
}

}  // namespace luot::server
