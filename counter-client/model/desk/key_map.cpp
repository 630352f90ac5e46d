#include "desk/key_map.hpp"

#include "desk/deeds.hpp"
#include "desk/footer.hpp"

namespace luot::desk {

KeyMap default_keys() {
    return {{
        {"Enter", "step"},
        {"Pad Enter", "step"},
        {"R", "action:recall"},
        {"V", "action:no_show"},
        {"G", "action:hold"},
        {"C", "action:transfer"},
        {"F", "action:finish"},
        {"S", "action:choose"},
        {"P", "action:pause"},
        {"H", "action:help"},
        {"M", "more"},
        {"F5", "action:mode"},
        {"F6", "footer:mode"},
        {"F7", "footer:size"},
        {"F8", "footer:language"},
        {"F9", "footer:sound"},
        {"Pad +", "action:recall"},
        {"Pad -", "action:no_show"},
        {"Pad *", "action:hold"},
        {"Pad /", "action:transfer"},
        {"Pad .", "action:finish"},
    }};
}

std::vector<std::string> targets_of_keys() {
    std::vector<std::string> targets{"step", "more"};
    for (const Deed deed : all_deeds()) targets.push_back("action:" + std::string(name_of(deed)));
    for (const auto target : footer_targets()) targets.emplace_back(target);
    return targets;
}

std::string name_of(const KeyPress& press) {
    return press.pad ? "Pad " + press.key : press.key;
}

}  // namespace luot::desk
