#include "map/event_json.hpp"

#include <google/protobuf/util/json_util.h>

#include "luot/v1/journal.pb.h"
#include "map/bytes.hpp"

namespace luot::map {

journal::Result<std::string> payload_json(const journal::Row& row) {
    const std::string name = "event " + std::to_string(row.seq);
    v1::JournalPayload payload;
    if (!from_bytes(row.payload, payload)) return journal::Failure{name + " cannot be read: its payload is garbled"};
    if (payload.has_ticket_issued()) {
        payload.mutable_ticket_issued()->clear_token();
        payload.mutable_ticket_issued()->clear_person();
    }
    std::string json;
    const auto written = google::protobuf::util::MessageToJsonString(payload, &json);
    if (!written.ok()) return journal::Failure{name + " cannot be written as JSON: " + std::string(written.message())};
    return {boost::system::in_place_value, std::move(json)};
}

}  // namespace luot::map
