// A certificate that nobody but its own key signed: EC P-256, from yesterday for ten years.
#pragma once

#include <string>
#include <vector>

namespace luot::tls {

struct SelfSigned {
    std::string certificate_pem, key_pem;
};

// For these names and addresses, and for the machine itself. Names with other letters than a host's are left out.
SelfSigned make_self_signed(const std::vector<std::string>& names, const std::vector<std::string>& addresses);

// Until it is too old by the system's clock; negative: since. 0 too where it is no certificate.
int days_left(const std::string& certificate_pem);

}  // namespace luot::tls
