#include "message_json/message_json.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace luot::message_json {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// TicketState -> TICKET_STATE_, the prefix that every value of the enum carries.
std::string enum_prefix(const std::string& type) {
    std::string prefix;
    for (const char c : type) {
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital && !prefix.empty()) prefix += '_';
        prefix += capital ? c : static_cast<char>(c - 'a' + 'A');
    }
    return prefix + '_';
}

std::string enum_word(const google::protobuf::EnumDescriptor& type, int number) {
    const auto* value = type.FindValueByNumber(number);
    if (value == nullptr) return std::to_string(number);  // from a newer server
    std::string word = value->name();
    const std::string prefix = enum_prefix(type.name());
    if (word.starts_with(prefix)) word.erase(0, prefix.size());
    for (char& c : word) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return word;
}

boost::json::value repeated_value(const Message& message, const Reflection& reflection, const FieldDescriptor& field, int i) {
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT32:
            return reflection.GetRepeatedInt32(message, &field, i);
        case FieldDescriptor::CPPTYPE_INT64:
            return reflection.GetRepeatedInt64(message, &field, i);
        case FieldDescriptor::CPPTYPE_UINT32:
            return reflection.GetRepeatedUInt32(message, &field, i);
        case FieldDescriptor::CPPTYPE_UINT64:
            return reflection.GetRepeatedUInt64(message, &field, i);
        case FieldDescriptor::CPPTYPE_DOUBLE:
            return reflection.GetRepeatedDouble(message, &field, i);
        case FieldDescriptor::CPPTYPE_FLOAT:
            return reflection.GetRepeatedFloat(message, &field, i);
        case FieldDescriptor::CPPTYPE_BOOL:
            return reflection.GetRepeatedBool(message, &field, i);
        case FieldDescriptor::CPPTYPE_ENUM:
            return boost::json::value(
                boost::json::string(enum_word(*field.enum_type(), reflection.GetRepeatedEnumValue(message, &field, i))));
        case FieldDescriptor::CPPTYPE_STRING:
            return boost::json::value(boost::json::string(reflection.GetRepeatedString(message, &field, i)));
        case FieldDescriptor::CPPTYPE_MESSAGE:
            return to_json(reflection.GetRepeatedMessage(message, &field, i));
    }
    return nullptr;
}

boost::json::value single_value(const Message& message, const Reflection& reflection, const FieldDescriptor& field) {
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT32:
            return reflection.GetInt32(message, &field);
        case FieldDescriptor::CPPTYPE_INT64:
            return reflection.GetInt64(message, &field);
        case FieldDescriptor::CPPTYPE_UINT32:
            return reflection.GetUInt32(message, &field);
        case FieldDescriptor::CPPTYPE_UINT64:
            return reflection.GetUInt64(message, &field);
        case FieldDescriptor::CPPTYPE_DOUBLE:
            return reflection.GetDouble(message, &field);
        case FieldDescriptor::CPPTYPE_FLOAT:
            return reflection.GetFloat(message, &field);
        case FieldDescriptor::CPPTYPE_BOOL:
            return reflection.GetBool(message, &field);
        case FieldDescriptor::CPPTYPE_ENUM:
            return boost::json::value(boost::json::string(enum_word(*field.enum_type(), reflection.GetEnumValue(message, &field))));
        case FieldDescriptor::CPPTYPE_STRING:
            return boost::json::value(boost::json::string(reflection.GetString(message, &field)));
        case FieldDescriptor::CPPTYPE_MESSAGE:
            return to_json(reflection.GetMessage(message, &field));
    }
    return nullptr;
}

}  // namespace

boost::json::object to_json(const Message& message) {
    boost::json::object out;
    const auto& type = *message.GetDescriptor();
    const auto& reflection = *message.GetReflection();
    for (int i = 0; i < type.field_count(); ++i) {
        const FieldDescriptor& field = *type.field(i);
        if (field.is_repeated()) {
            boost::json::array list;
            const int size = reflection.FieldSize(message, &field);
            for (int k = 0; k < size; ++k) list.push_back(repeated_value(message, reflection, field, k));
            out.emplace(field.name(), std::move(list));
        } else if (!field.has_presence() || reflection.HasField(message, &field)) {
            out.emplace(field.name(), single_value(message, reflection, field));
        }
    }
    return out;
}

}  // namespace luot::message_json
