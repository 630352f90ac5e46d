#include "map/bytes.hpp"

#include <array>
#include <cstdint>
#include <limits>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>

namespace luot::map {

namespace {

using google::protobuf::io::CodedOutputStream;

void append_head(int number, std::size_t size, std::string& to) {
    constexpr std::uint32_t length_delimited = 2;
    std::array<std::uint8_t, 16> head{};
    std::uint8_t* end = CodedOutputStream::WriteTagToArray(static_cast<std::uint32_t>(number) << 3 | length_delimited, head.data());
    end = CodedOutputStream::WriteVarint64ToArray(size, end);
    to.append(reinterpret_cast<const char*>(head.data()), static_cast<std::size_t>(end - head.data()));
}

}  // namespace

std::string to_bytes(const google::protobuf::MessageLite& message) {
    std::string bytes;
    bytes.reserve(message.ByteSizeLong());
    google::protobuf::io::StringOutputStream stream(&bytes);
    CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes(&coded);
    coded.Trim();
    return bytes;
}

void append_field(int number, const google::protobuf::MessageLite& message, std::string& to) {
    const std::size_t size = message.ByteSizeLong();
    append_head(number, size, to);
    to.resize(to.size() + size);
    message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(to.data() + to.size() - size));
}

void append_field(int number, std::string_view bytes_of_message, std::string& to) {
    append_head(number, bytes_of_message.size(), to);
    to += bytes_of_message;
}

bool from_bytes(std::string_view bytes, google::protobuf::MessageLite& to) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
    // Protobuf logs text that is not UTF-8: a device that sends garbage must not fill the log.
    const google::protobuf::LogSilencer silence;
    return to.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace luot::map
