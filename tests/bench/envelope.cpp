#include "bench/envelope.hpp"

#include "frame/frame.hpp"
#include "frame/version.hpp"

namespace luot::bench {

namespace {

constexpr std::uint64_t varint_type = 0;
constexpr std::uint64_t fixed64_type = 1;
constexpr std::uint64_t bytes_type = 2;
constexpr std::uint64_t fixed32_type = 5;

constexpr char tag(int field, std::uint64_t type) {
    return static_cast<char>(static_cast<std::uint64_t>(field) << 3U | type);
}

void put_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>((value & 0x7f) | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<char>(value));
}

std::size_t varint_bytes(std::uint64_t value) {
    std::size_t bytes = 1;
    for (; value >= 0x80; value >>= 7) ++bytes;
    return bytes;
}

std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

struct Field {
    std::uint64_t number = 0;
    std::uint64_t value = 0;  // of a varint
    std::string_view bytes;   // of a length-delimited one
};

// Takes the next field off; nothing where the bytes are no message.
std::optional<Field> take_field(std::string_view& message) {
    const auto key = take_varint(message);
    if (!key || *key >> 3 == 0) return std::nullopt;
    Field field;
    field.number = *key >> 3;
    std::uint64_t skipped = 0;
    if ((*key & 7U) == varint_type) {
        const auto value = take_varint(message);
        if (!value) return std::nullopt;
        field.value = *value;
    } else if ((*key & 7U) == bytes_type) {
        const auto size = take_varint(message);
        if (!size) return std::nullopt;
        skipped = *size;
    } else if ((*key & 7U) == fixed64_type) {
        skipped = 8;
    } else if ((*key & 7U) == fixed32_type) {
        skipped = 4;
    } else {
        return std::nullopt;
    }
    if (skipped > message.size()) return std::nullopt;
    field.bytes = message.substr(0, static_cast<std::size_t>(skipped));
    message.remove_prefix(static_cast<std::size_t>(skipped));
    return field;
}

}  // namespace

std::string frame_of(const v1::Envelope& envelope) {
    std::string frame;
    frame::append(frame, envelope.SerializeAsString());
    return frame;
}

std::string hello_frame(v1::Role role, const std::string& device, bool pushes) {
    v1::Envelope envelope;
    v1::Hello& hello = *envelope.mutable_hello();
    hello.set_major(frame::protocol_major);
    hello.set_minor(frame::protocol_minor);
    hello.set_role(role);
    hello.set_device(device);
    hello.set_no_pushes(!pushes);
    return frame_of(envelope);
}

std::string pong_frame(std::uint64_t stamp) {
    v1::Envelope envelope;
    envelope.mutable_pong()->set_stamp(stamp);
    return frame_of(envelope);
}

Request::Request(const v1::Command& command) {
    const std::string bytes = command.SerializeAsString();
    command_.push_back(tag(v1::Request::kCommandFieldNumber, bytes_type));
    put_varint(command_, bytes.size());
    command_ += bytes;
}

void Request::append(std::string& out, std::uint64_t no, std::uint64_t acked_through) const {
    std::size_t request_bytes = 1 + varint_bytes(no) + command_.size();
    if (acked_through != 0) request_bytes += 1 + varint_bytes(acked_through);
    const auto header = frame::header(1 + varint_bytes(request_bytes) + request_bytes);
    out.append(header.data(), header.size());
    out.push_back(tag(v1::Envelope::kRequestFieldNumber, bytes_type));
    put_varint(out, request_bytes);
    out.push_back(tag(v1::Request::kNoFieldNumber, varint_type));
    put_varint(out, no);
    if (acked_through != 0) {
        out.push_back(tag(v1::Request::kAckedThroughFieldNumber, varint_type));
        put_varint(out, acked_through);
    }
    out += command_;
}

// Protobuf's own bound.
constexpr std::uint64_t most_fields = (std::uint64_t{1} << 29U) - 1;

std::optional<Opened> open_envelope(std::string_view envelope) {
    const auto field = take_field(envelope);
    if (!field || !envelope.empty() || field->number > most_fields) return std::nullopt;
    if (v1::Envelope::descriptor()->FindFieldByNumber(static_cast<int>(field->number)) == nullptr) return std::nullopt;
    return Opened{static_cast<v1::Envelope::MessageCase>(field->number), field->bytes};
}

std::optional<ReplyHead> reply_head(std::string_view reply) {
    ReplyHead head;
    while (!reply.empty()) {
        const auto field = take_field(reply);
        if (!field) return std::nullopt;
        if (field->number == v1::Reply::kNoFieldNumber) head.no = field->value;
        if (field->number == v1::Reply::kSeqFieldNumber) head.seq = field->value;
        if (field->number == v1::Reply::kResultFieldNumber) head.accepted = true;
    }
    return head;
}

std::optional<std::uint64_t> first_number(std::string_view message) {
    if (message.empty()) return 0;
    const auto field = take_field(message);
    if (!field) return std::nullopt;
    return field->number == 1 ? field->value : 0;
}

}  // namespace luot::bench
