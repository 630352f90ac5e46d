// Which line is closed where there is no room for a newcomer: whoever floods pays, and not the newcomer. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luot {

struct PeerLine {
    std::string network;       // network_of() its peer
    std::uint64_t number = 0;  // rises: the order of arrival
    bool may_give_way = true;  // its client has to say something, and nothing is made for it
};

// The index of the oldest that may give way, of the network that has most of `lines`; nothing: none may. It gives way to a network with
// fewer alone, so that a network beyond its share, a proxy say, turns away its own newcomers.
inline std::optional<std::size_t> who_gives_way(const std::vector<PeerLine>& lines, const std::string& newcomer) {
    std::map<std::string, std::size_t> of_network;
    for (const PeerLine& line : lines) ++of_network[line.network];
    const std::size_t own = of_network[newcomer];
    std::optional<std::size_t> first;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const PeerLine& line = lines[at];
        const std::size_t many = of_network[line.network];
        if (!line.may_give_way || many <= own) continue;
        const std::size_t most = first ? of_network[lines[*first].network] : 0;
        if (many > most || (many == most && line.number < lines[*first].number)) first = at;
    }
    return first;
}

}  // namespace luot
