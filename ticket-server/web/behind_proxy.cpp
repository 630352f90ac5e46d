#include "web/behind_proxy.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/ip/address.hpp>

namespace luot::web {

namespace {

// One way of writing each: an IPv4 address may come as IPv6. Nothing: it is none.
std::optional<std::string> plain_address(std::string_view text) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    const bool mapped = address.is_v6() && address.to_v6().is_v4_mapped();
    if (!mapped) return address.to_string();
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string();
}

std::optional<std::string> forwarded_for(const Question& question) {
    const auto header = question.headers.find("x-forwarded-for");
    if (header == question.headers.end()) return std::nullopt;
    std::string_view last = header->second;
    const auto comma = last.rfind(',');
    if (comma != std::string_view::npos) last.remove_prefix(comma + 1);
    const auto begin = last.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    return plain_address(last.substr(begin, last.find_last_not_of(" \t") + 1 - begin));
}

}  // namespace

AnswerPage behind_proxy(AnswerPage answer, const std::string& proxy) {
    return [answer = std::move(answer), trusted = plain_address(proxy)](const Question& question, Reply reply) {
        const auto client = trusted && plain_address(question.peer) == trusted ? forwarded_for(question) : std::nullopt;
        if (!client) return answer(question, std::move(reply));
        Question from_client = question;
        from_client.peer = *client;
        answer(from_client, std::move(reply));
    };
}

}  // namespace luot::web
