#include "wire/trust.hpp"

#include <fstream>
#include <iterator>

namespace luot::wire {

tls::MadeContext read_trust(const std::string& fingerprint, const std::filesystem::path& authorities) {
    if (fingerprint.empty() && authorities.empty()) return std::shared_ptr<const tls::Context>();
    if (!fingerprint.empty() && !authorities.empty()) return "--tls-fingerprint and --tls-ca exclude each other";
    tls::Trust trust;
    trust.fingerprint = fingerprint;
    if (!authorities.empty()) {
        std::ifstream file(authorities, std::ios::binary);
        if (!file) return "--tls-ca: " + authorities.string() + " cannot be read";
        trust.authorities_pem.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    auto made = tls::Context::client(trust);
    if (auto* why = std::get_if<std::string>(&made)) why->insert(0, fingerprint.empty() ? "--tls-ca: " : "--tls-fingerprint: ");
    return made;
}

}  // namespace luot::wire
