// With what certificate the server speaks TLS, if it does.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "tls/context.hpp"

namespace luot::server {

struct TlsOptions {
    bool on = false;
    std::filesystem::path certificate, key;  // PEM; empty: one of its own, kept in the data folder
};

// Null where it is off; the fingerprint that devices pin is logged. Or why it cannot be, in a line. `listening` is what its own certificate
// is for, beside the host's name; an unspecified address stands for every one of the machine.
tls::MadeContext set_up_tls(const TlsOptions& options, const std::filesystem::path& data,
                            const std::vector<boost::asio::ip::address>& listening);

}  // namespace luot::server
