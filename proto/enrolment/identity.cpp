#include "enrolment/identity.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <system_error>

#include <spdlog/spdlog.h>

#include "files/kept_file.hpp"

namespace luot::enrolment {

namespace {

constexpr std::string_view first_line = "luot credential 1";
constexpr std::string_view no_code = "-";
constexpr std::string_view from_tls = "tls";
constexpr std::string_view from_plain = "plain";
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t credential_bytes_max = 1'024;
constexpr std::size_t file_bytes_max = 4'096;

std::string hexadecimal(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 0xf];
    }
    return text;
}

std::optional<std::string> from_hexadecimal(const std::string& text) {
    if (text.empty() || text.size() % 2 != 0 || text.size() > 2 * credential_bytes_max) return std::nullopt;
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const auto high = digits.find(text[at]), low = digits.find(text[at + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes += static_cast<char>(high << 4 | low);
    }
    return bytes;
}

// Codes are typed in many ways; in the file they are a word.
std::string word_of(std::string code) {
    code.erase(std::remove_if(code.begin(), code.end(), [](char letter) { return letter == ' ' || letter == '-'; }), code.end());
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; });
    return code.empty() ? std::string(no_code) : code;
}

Problem garbled(const std::filesystem::path& file) {
    return Problem{file.string() + " is not a credential's file: remove it, and enrol this device anew"};
}

}  // namespace

boost::system::result<Identity, Problem> read_identity(const std::string& code, const std::filesystem::path& file, bool over_tls) {
    if (!code.empty() && file.empty()) return Problem{"--enroll needs a file to keep the credential in: --credential FILE"};
    Identity identity{{}, code, file};
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) return identity;
    std::ifstream in(file, std::ios::binary);
    if (!in) return Problem{"cannot read the credential in " + file.string()};
    std::string text(file_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    std::istringstream lines(text);
    std::string heading, credential, used_code, line, beyond;
    std::getline(lines, heading);
    std::getline(lines, credential);
    std::getline(lines, used_code);
    std::getline(lines, line);
    const auto bytes = from_hexadecimal(credential);
    const bool known_line = line == from_tls || line == from_plain;
    if (heading != first_line || !bytes || used_code.empty() || !known_line || std::getline(lines, beyond) || text.back() != '\n')
        return garbled(file);
    identity.credential = *bytes;
    if (!code.empty() && word_of(code) == used_code) identity.code.clear();
    if (identity.code.empty() && line == from_tls && !over_tls)
        return Problem{"the credential in " + file.string() +
                       " came over TLS, and is said over nothing else: give --tls-fingerprint or --tls-ca"};
    return identity;
}

// A program that begins anew within itself has used its code up.
void show(const Identity& as_read, wire::LinkOptions& link) {
    const bool over_tls = link.tls != nullptr;
    const auto now = read_identity(as_read.code, as_read.file, over_tls);
    const Identity& identity = now ? *now : as_read;
    link.credential = identity.code.empty() ? identity.credential : "code:" + identity.code;
    if (identity.file.empty()) return;
    link.on_enrolled = [file = identity.file, used_code = word_of(identity.code), over_tls](const std::string& credential) {
        std::string text;
        for (const std::string& line :
             {std::string(first_line), hexadecimal(credential), used_code, std::string(over_tls ? from_tls : from_plain)})
            text.append(line).append("\n");
        const auto trouble = files::keep(file, text, files::Readers::owner);
        if (trouble) {
            spdlog::error("this device's credential is not kept: {}; the code is used up, so that the next start needs another one",
                          *trouble);
            return;
        }
        spdlog::info("enrolled; the credential is in {}", file.string());
    };
}

}  // namespace luot::enrolment
