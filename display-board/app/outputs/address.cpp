#include "outputs/address.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "led/artnet.hpp"
#include "led/ddp.hpp"
#include "led/e131.hpp"
#include "led/limits.hpp"
#include "profiles/joined.hpp"

namespace luot::outputs {
namespace {

namespace limits = led::limits;
using profiles::joined;
using Protocol = PixelTarget::Protocol;

template <class Number>
std::optional<Number> whole(std::string_view text, Number least, Number most) {
    Number value{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value < least || value > most) return std::nullopt;
    return value;
}

// The options behind the question mark; each is taken once, and what nobody took is a mistake.
class Options {
  public:
    Options(std::string_view url, std::string_view text) : url_(url) {
        while (!text.empty()) {
            const auto end = text.find('&');
            const auto option = text.substr(0, end);
            const auto equals = option.find('=');
            all_.emplace_back(option.substr(0, equals), equals == std::string_view::npos ? "" : option.substr(equals + 1));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
    }

    std::optional<std::string_view> take(std::string_view key) {
        known_ += joined({known_.empty() ? "" : ", ", key});
        const auto found = std::ranges::find(all_, key, &std::pair<std::string_view, std::string_view>::first);
        if (found == all_.end()) return std::nullopt;
        const auto value = found->second;
        all_.erase(found);
        return value;
    }

    template <class Number>
    void number(std::string_view key, std::type_identity_t<Number> least, std::type_identity_t<Number> most, Number& into) {
        const auto text = take(key);
        if (!text) return;
        if (const auto value = whole<Number>(*text, least, most)) {
            into = *value;
        } else {
            wrong(joined({key, " is a whole number from ", std::to_string(least), " to ", std::to_string(most)}));
        }
    }

    void flag(std::string_view key, bool& into) {
        const auto text = take(key);
        if (!text) return;
        if (*text != "0" && *text != "1") return wrong(joined({key, " is 0 or 1"}));
        into = *text == "1";
    }

    // `parse` gives nothing for what it does not know.
    template <class Value, class Parse>
    void parsed(std::string_view key, Parse parse, std::string_view wanted, Value& into) {
        const auto text = take(key);
        if (!text) return;
        if (const std::optional<Value> value = parse(*text)) {
            into = *value;
        } else {
            wrong(joined({key, " is ", wanted}));
        }
    }

    void wrong(const std::string& what) {
        if (mistake_.empty()) mistake_ = joined({"\"", url_, "\": ", what});
    }
    std::optional<BadOutput> finish() {
        if (!all_.empty()) wrong(joined({"\"", all_.front().first, "\" is no option here; there are ", known_}));
        return mistake_.empty() ? std::nullopt : std::optional(BadOutput{mistake_});
    }

  private:
    std::string_view url_;
    std::vector<std::pair<std::string_view, std::string_view>> all_;
    std::string known_;
    std::string mistake_;
};

struct HostPort {
    std::string host;
    std::string port;  // empty: none was given
};

// HOST, HOST:PORT, [HOST]:PORT; where the host may lack, :PORT and nothing at all.
std::optional<HostPort> host_port(std::string_view text, bool host_may_lack = false) {
    HostPort found;
    std::string_view port;
    if (text.ends_with('/')) text.remove_suffix(1);
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        found.host = text.substr(1, end - 1);
        port = text.substr(end + 1);
    } else {
        found.host = text.substr(0, text.find(':'));
        port = text.substr(found.host.size());
    }
    constexpr std::string_view not_in_hosts = "/?#@ ";
    if (found.host.find_first_of(not_in_hosts) != std::string::npos || (found.host.empty() && !text.empty() && !host_may_lack))
        return std::nullopt;
    if (port.empty()) return found;
    if (!port.starts_with(':')) return std::nullopt;
    port.remove_prefix(1);
    if (!whole<unsigned>(port, 1, 65'535)) return std::nullopt;
    found.port = port;
    return found;
}

std::optional<led_matrix::Wiring::Order> parse_order(std::string_view text) {
    using Order = led_matrix::Wiring::Order;
    if (text == "rgb") return Order::rgb;
    if (text == "grb") return Order::grb;
    if (text == "bgr") return Order::bgr;
    return std::nullopt;
}
// Four numbers up to 255.
std::optional<std::string> parse_network(std::string_view text) {
    const std::string whole_text(text);
    for (int part = 0; part < 4; ++part) {
        const auto end = part < 3 ? text.find('.') : text.size();
        if (end == std::string_view::npos || !whole<unsigned>(text.substr(0, end), 0, 255)) return std::nullopt;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return whole_text;
}
std::optional<bool> parse_wiring(std::string_view text) {
    if (text == "rows") return false;
    if (text == "snake") return true;
    return std::nullopt;
}

using Result = boost::system::result<OutputAddress, BadOutput>;

std::size_t universes(const PixelTarget& target) {
    const auto pixels = static_cast<std::size_t>(target.panel.width) * static_cast<std::size_t>(target.panel.height);
    return (pixels + limits::universe_pixels - 1) / limits::universe_pixels;
}

Result parse_pixels(std::string_view url, Protocol protocol, std::string_view rest, std::string_view option_text) {
    PixelTarget target;
    target.protocol = protocol;
    const bool multicast_may = protocol == Protocol::e131;
    const auto where = host_port(rest, multicast_may);
    if (!where || (where->host.empty() && !multicast_may)) {
        return BadOutput{joined({"\"", url, "\": HOST or HOST:PORT is wanted behind ://"})};
    }
    target.host = where->host;
    Options options(url, option_text);
    options.parsed("panel", led_matrix::parse_panel, "WIDTHxHEIGHT of its dots, from 64x16 to 512x256", target.panel);
    options.parsed("colour", led_matrix::parse_colours, "amber, red, green, white or office", target.colours);
    options.parsed("order", parse_order, "rgb, grb or bgr", target.wiring.order);
    options.parsed("wiring", parse_wiring, "rows or snake", target.wiring.snake);
    options.flag("flip", target.wiring.flip);
    options.number("brightness", 1, 100, target.brightness);
    target.refresh_ms = protocol == Protocol::e131 ? limits::e131_refresh_ms : limits::pixel_refresh_ms;
    options.number("refresh", limits::refresh_least_ms, protocol == Protocol::e131 ? std::int64_t{2'000} : limits::refresh_most_ms,
                   target.refresh_ms);
    switch (protocol) {
        case Protocol::ddp:
            target.port = led::ddp_port;
            break;
        case Protocol::e131:
            target.port = led::e131_port;
            target.universe = 1;
            options.number("universe", 1, led::e131_universe_most, target.universe);
            options.number("priority", 0, led::e131_priority_most, target.priority);
            if (target.host.empty()) options.parsed("network", parse_network, "this machine's own address in that network", target.network);
            break;
        case Protocol::artnet:
            target.port = led::artnet_port;
            options.number("universe", 0, led::artnet_universe_most, target.universe);
            options.flag("sync", target.sync);
            break;
        case Protocol::flaschen_taschen:
            target.port = led::flaschen_taschen_port;
            options.number("x", 0, 9'999, target.place.x);
            options.number("y", 0, 9'999, target.place.y);
            options.number("layer", 0, 15, target.place.layer);
            break;
    }
    if (!where->port.empty()) target.port = *whole<std::uint16_t>(where->port, 1, std::numeric_limits<std::uint16_t>::max());
    const bool in_universes = protocol == Protocol::e131 || protocol == Protocol::artnet;
    const std::size_t universe_most = protocol == Protocol::e131 ? led::e131_universe_most : led::artnet_universe_most;
    if (in_universes && target.universe + universes(target) - 1 > universe_most) {
        options.wrong("the panel takes " + std::to_string(universes(target)) + " universes, and the last one is " +
                      std::to_string(universe_most));
    }
    if (auto bad = options.finish()) return *std::move(bad);
    return OutputAddress{std::string(url), std::move(target)};
}

// "1:5,2:7": counter:address. Two counters on one sign would write over each other.
bool parse_addresses(std::string_view text, const led::SignProfile& profile, std::map<std::uint64_t, int>& into) {
    while (!text.empty()) {
        const auto end = text.find(',');
        const auto one = text.substr(0, end);
        const auto colon = one.find(':');
        if (colon == std::string_view::npos) return false;
        const auto counter = whole<std::uint64_t>(one.substr(0, colon), 1, std::numeric_limits<std::uint32_t>::max());
        const auto address = whole<int>(one.substr(colon + 1), profile.address_least, profile.address_most);
        if (!counter || !address || into.contains(*counter) || into.size() == limits::signs_most) return false;
        for (const auto& [other, taken] : into) {
            if (taken == *address) return false;
        }
        into[*counter] = *address;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (text.empty() && end != std::string_view::npos) return false;
    }
    return !into.empty();
}

Result parse_signs(std::string_view url, bool over_tcp, std::string_view rest, std::string_view option_text, const Folders& profiles) {
    SignsTarget target;
    if (over_tcp) {
        const auto where = host_port(rest);
        if (!where || where->host.empty() || where->port.empty()) {
            return BadOutput{joined({"\"", url, "\": serial+tcp://HOST:PORT?profile=NAME is wanted"})};
        }
        target.host = where->host;
        target.port = where->port;
    } else {
        if (!rest.starts_with('/') && !rest.starts_with("COM")) {
            return BadOutput{joined({"\"", url, "\": serial:///dev/ttyUSB0?profile=NAME is wanted"})};
        }
        target.device = rest;
    }
    Options options(url, option_text);
    const auto profile_name = options.take("profile");
    if (!profile_name || profile_name->empty()) {
        return BadOutput{joined({"\"", url, "\": profile=NAME is missing: how these signs are spoken to"})};
    }
    const ProfileResult profile = load_profile(std::string(*profile_name), profiles);
    if (!profile) return profile.error();
    target.profile = *profile;
    target.baud = profile->baud;
    if (const auto addresses = options.take("addresses"); addresses && !parse_addresses(*addresses, target.profile, target.addresses)) {
        options.wrong("addresses is COUNTER:ADDRESS,COUNTER:ADDRESS,… with each counter and each address once, addresses from " +
                      std::to_string(target.profile.address_least) + " to " + std::to_string(target.profile.address_most));
    }
    const auto parse_baud = [](std::string_view text) -> std::optional<unsigned> {
        const auto value = whole<unsigned>(text, 1, std::numeric_limits<unsigned>::max());
        return value && is_line_speed(*value) ? value : std::nullopt;
    };
    options.parsed("baud", parse_baud, line_speed_words, target.baud);
    std::int64_t refresh_ms = target.profile.refresh.count();
    options.number("refresh", limits::refresh_least_ms, limits::refresh_most_ms, refresh_ms);
    target.profile.refresh = std::chrono::milliseconds(refresh_ms);
    options.flag("test", target.test);
    if (auto bad = options.finish()) return *std::move(bad);
    return OutputAddress{std::string(url), std::move(target)};
}

// Of what only one output may write to; empty: several may.
std::string place_of(const OutputAddress& address) {
    if (const auto* pixels = std::get_if<PixelTarget>(&address.target)) {
        return pixels->protocol == Protocol::ddp ? joined({"ddp ", pixels->host, " ", std::to_string(pixels->port)}) : "";
    }
    const auto& signs = std::get<SignsTarget>(address.target);
    if (signs.device.empty()) return joined({"line ", signs.host, " ", signs.port});
    std::error_code ignored;  // what is not there yet has no other name either
    const auto device = std::filesystem::weakly_canonical(signs.device, ignored);
    return ignored ? signs.device : device.string();
}

}  // namespace

std::optional<BadOutput> wrong_together(const std::vector<OutputAddress>& addresses) {
    if (addresses.size() > limits::outputs_most) {
        return BadOutput{joined(
            {"a board drives at most ", std::to_string(limits::outputs_most), " LED outputs, not ", std::to_string(addresses.size())})};
    }
    std::map<std::string, std::string> taken;  // by whom
    for (const auto& address : addresses) {
        const std::string place = place_of(address);
        if (place.empty()) continue;
        const auto [first, is_new] = taken.emplace(place, address.url);
        if (is_new) continue;
        return BadOutput{joined({"\"", first->second, "\" and \"", address.url,
                                 "\" are one and the same place, and would write into each other: give all signs of a line in one --led"})};
    }
    return std::nullopt;
}

Result parse_output(std::string_view url, const Folders& profiles) {
    constexpr std::string_view divider = "://";
    const auto colon = url.find(divider);
    const auto scheme = url.substr(0, colon);
    auto rest = colon == std::string_view::npos ? std::string_view{} : url.substr(colon + divider.size());
    const auto mark = rest.find('?');
    const auto options = mark == std::string_view::npos ? std::string_view{} : rest.substr(mark + 1);
    rest = rest.substr(0, mark);
    if (colon != std::string_view::npos) {
        if (scheme == "ddp") return parse_pixels(url, Protocol::ddp, rest, options);
        if (scheme == "e131") return parse_pixels(url, Protocol::e131, rest, options);
        if (scheme == "artnet") return parse_pixels(url, Protocol::artnet, rest, options);
        if (scheme == "ft") return parse_pixels(url, Protocol::flaschen_taschen, rest, options);
        if (scheme == "serial") return parse_signs(url, false, rest, options, profiles);
        if (scheme == "serial+tcp") return parse_signs(url, true, rest, options, profiles);
    }
    return BadOutput{joined({"\"", url,
                             "\" is no LED output: ddp://HOST, e131://HOST, artnet://HOST, ft://HOST with ?panel=192x64, "
                             "serial:///dev/ttyUSB0?profile=NAME or serial+tcp://HOST:PORT?profile=NAME"})};
}

}  // namespace luot::outputs
