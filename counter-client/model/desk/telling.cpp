#include "desk/telling.hpp"

#include <algorithm>

#include "desk/limits.hpp"

namespace luot::desk {
namespace {

int urgency_of(Tone tone) {
    switch (tone) {
        case Tone::bad:
            return 3;
        case Tone::warn:
            return 2;
        case Tone::good:
            return 1;
        case Tone::calm:
            break;
    }
    return 0;
}

}  // namespace

void tell(Desk& desk, const std::string& about, Sentence text, Tone tone, Stays stays) {
    tell(desk, Told{about, std::move(text), tone}, stays);
}

void tell(Desk& desk, Told told, Stays stays) {
    hush(desk, told.about);
    told.urgency = urgency_of(told.tone);
    if (stays == Stays::short_time) told.until = desk.now + limits::banner_stays;
    if (stays == Stays::long_time) told.until = desk.now + limits::banner_stays_long;
    // The newest of its urgency first: it is what the last press was answered with.
    const auto place = std::find_if(desk.told.begin(), desk.told.end(), [&](const Told& each) { return each.urgency <= told.urgency; });
    desk.told.insert(place, std::move(told));
    if (desk.told.size() > limits::banners_kept) desk.told.pop_back();
}

Sentence sentence(const Desk& desk, const char* key, std::initializer_list<words::Param> params) {
    return desk.in_each_language([&] { return desk.say(key, params); });
}

void hush(Desk& desk, std::string_view about) {
    std::erase_if(desk.told, [about](const Told& each) { return each.about == about; });
}

void refuse(Desk& desk, Sentence text, Tone tone) {
    tell(desk, "refusal", std::move(text), tone);
    play(desk, Sound::refusal);
}

void play(Desk& desk, Sound sound) {
    if (desk.settings.sound) desk.act(Play{sound});
}

void forget_told(Desk& desk) {
    std::erase_if(desk.told, [&](const Told& each) { return each.until && *each.until <= desk.now; });
}

}  // namespace luot::desk
