#include "map/bytes.hpp"

#include <limits>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>

namespace luot::map {

std::string to_bytes(const google::protobuf::MessageLite& message) {
    std::string bytes;
    bytes.reserve(message.ByteSizeLong());
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes(&coded);
    coded.Trim();
    return bytes;
}

bool from_bytes(std::string_view bytes, google::protobuf::MessageLite& to) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
    // Protobuf logs text that is not UTF-8: a device that sends garbage must not fill the log.
    const google::protobuf::LogSilencer silence;
    return to.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace luot::map
