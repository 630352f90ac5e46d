#include "server/tls_setup.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include <ifaddrs.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "server/own_certificate.hpp"

namespace luot::server {

namespace {

namespace ip = boost::asio::ip;

// Whoever has to move devices to another certificate wants to know a year before.
constexpr int warn_days = 365;

std::vector<std::string> host_names() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name.front() == '\0') return {};
    return {name.data()};
}

void add_address(std::vector<std::string>& to, const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        ip::address_v4::bytes_type bytes{};
        const auto& in = reinterpret_cast<const sockaddr_in&>(address);
        std::copy_n(reinterpret_cast<const unsigned char*>(&in.sin_addr), bytes.size(), bytes.begin());
        to.push_back(ip::address_v4(bytes).to_string());
    } else if (address.sa_family == AF_INET6) {
        ip::address_v6::bytes_type bytes{};
        const auto& in = reinterpret_cast<const sockaddr_in6&>(address);
        std::copy_n(reinterpret_cast<const unsigned char*>(&in.sin6_addr), bytes.size(), bytes.begin());
        to.push_back(ip::address_v6(bytes).to_string());
    }
}

std::vector<std::string> every_address() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> all(first, ::freeifaddrs);
    std::vector<std::string> addresses;
    for (const ifaddrs* each = all.get(); each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr != nullptr) add_address(addresses, *each->ifa_addr);
    }
    return addresses;
}

std::vector<std::string> addresses_of(const std::vector<ip::address>& listening) {
    std::vector<std::string> addresses;
    for (const auto& address : listening) {
        if (address.is_unspecified()) return every_address();
        addresses.push_back(address.to_string());
    }
    return addresses;
}

std::optional<std::string> given_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

tls::MadeContext given(const TlsOptions& options) {
    const auto certificate = given_file(options.certificate);
    if (!certificate) return "--tls-certificate: " + options.certificate.string() + " cannot be read";
    const auto key = given_file(options.key);
    if (!key) return "--tls-key: " + options.key.string() + " cannot be read";
    return tls::Context::server(*certificate, *key);
}

tls::MadeContext own(const std::filesystem::path& data, const std::vector<ip::address>& listening) {
    const auto made = own_certificate(data, host_names(), addresses_of(listening));
    if (const auto* why = std::get_if<std::string>(&made)) return *why;
    const auto& certificate = std::get<OwnCertificate>(made);
    if (certificate.made_now)
        spdlog::warn("a certificate was made in {}: browsers and devices are to be told that it is ours", data.string());
    if (certificate.days_left < warn_days) {
        spdlog::warn("our certificate ends in {} days: remove tls-certificate.pem from {} and tell devices the new fingerprint",
                     certificate.days_left, data.string());
    }
    return tls::Context::server(certificate.certificate_pem, certificate.key_pem);
}

}  // namespace

tls::MadeContext set_up_tls(const TlsOptions& options, const std::filesystem::path& data, const std::vector<ip::address>& listening) {
    if (!options.on) return std::shared_ptr<const tls::Context>();
    auto made = options.certificate.empty() ? own(data, listening) : given(options);
    if (const auto* context = std::get_if<std::shared_ptr<const tls::Context>>(&made)) {
        spdlog::info("TLS with certificate {}", (*context)->fingerprint());
    } else {
        std::get<std::string>(made).insert(0, "TLS: ");
    }
    return made;
}

}  // namespace luot::server
