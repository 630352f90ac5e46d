// The certificate that a server makes for itself where it was given none: self-signed, EC P-256, ten years, kept in the data folder.
// Devices pin it and browsers are told once to trust it, so it is never made anew while its files are there.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace luot::server {

struct OwnCertificate {
    std::string certificate_pem, key_pem;
    bool made_now = false;
    int days_left = 0;  // negative: it is too old; whoever pins it does not mind
};

// From tls-certificate.pem and tls-key.pem (0600) in `data`, which are made where neither is there. `names` and `addresses` are what it is
// for, then. Or why not, in a line.
std::variant<OwnCertificate, std::string> own_certificate(const std::filesystem::path& data, const std::vector<std::string>& names,
                                                          const std::vector<std::string>& addresses);

}  // namespace luot::server
