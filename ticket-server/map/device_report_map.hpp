// What devices say of themselves, kept to its bounds: a device that cannot spell is no reason to lose it.
#pragma once

#include "luot/v1/envelope.pb.h"
#include "net/translator.hpp"

namespace luot::map {

// Takes the thumbnail out of it. One that is too long or no PNG comes empty.
net::DeviceReport read(v1::DeviceReport& report);
void write(const net::DeviceReport& report, v1::DeviceReport& to);

net::VoiceReport read(const v1::VoiceReport& report);
void write(const net::VoiceTurn& turn, v1::VoiceTurn& to);

}  // namespace luot::map
