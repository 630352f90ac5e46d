// Which fields of a message were left at their default, for tests of mappings that must forget none.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

namespace luot::test {

inline void find_unset(const google::protobuf::Message& message, std::vector<std::string>& unset) {
    const auto& reflection = *message.GetReflection();
    const auto& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        const auto* field = descriptor.field(i);
        const auto* one_of = field->real_containing_oneof();
        if (one_of != nullptr && reflection.GetOneofFieldDescriptor(message, one_of) != field) continue;
        const bool is_message = field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE;
        if (field->is_repeated()) {
            if (reflection.FieldSize(message, field) == 0) unset.push_back(field->full_name());
            for (int k = 0; is_message && k < reflection.FieldSize(message, field); ++k)
                find_unset(reflection.GetRepeatedMessage(message, field, k), unset);
        } else if (!reflection.HasField(message, field)) {
            unset.push_back(field->full_name());
        } else if (is_message) {
            find_unset(reflection.GetMessage(message, field), unset);
        }
    }
}

// Full names of fields of the message and of those below; empty: all are set.
inline std::string unset_fields(const google::protobuf::Message& message) {
    std::vector<std::string> unset;
    find_unset(message, unset);
    std::string names;
    for (const auto& name : unset) names += name + " ";
    return names;
}

}  // namespace luot::test
