#include "bench/office.hpp"

#include "bench/failure.hpp"

namespace luot::bench {

namespace {

std::string helped_by(std::size_t counter) {
    std::string list;
    for (std::size_t field = 0; field < fields; ++field) {
        if (field != counter) list += (list.empty() ? "\"" : ", \"") + service_code(field) + '"';
    }
    return list;
}

void put_at(v1::AtCounter& at, std::uint64_t counter) {
    at.set_counter(counter);
    at.set_clerk(clerk_code(counter));
}

}  // namespace

std::string service_code(std::size_t field) {
    return "field-" + std::to_string(field + 1);
}

std::string clerk_code(std::uint64_t counter) {
    return "clerk-" + std::to_string(counter);
}

std::string class_code(std::size_t visit) {
    return visit / fields % 8 == 7 ? "elderly" : "ordinary";
}

std::string office_text() {
    std::string text =
        "code = \"bench\"\nname = { vi = \"Văn phòng đo tốc độ\" }\nlanguages = [\"vi\"]\n"
        "outcomes = [{ code = \"accepted\", name = { vi = \"Đã tiếp nhận hồ sơ\" } }]\n"
        "[policy]\nkind = \"head_start\"\n"
        "[[classes]]\ncode = \"ordinary\"\nname = { vi = \"Thường\" }\n"
        "[[classes]]\ncode = \"elderly\"\nname = { vi = \"Người cao tuổi\" }\npriority = true\nhead_start = \"15 min\"\n";
    for (std::size_t field = 0; field < fields; ++field) {
        const char prefix = static_cast<char>('A' + static_cast<int>(field));
        text += "[[services]]\ncode = \"" + service_code(field) + "\"\nname = { vi = \"Lĩnh vực " + std::to_string(field + 1) +
                "\" }\nprefix = \"" + prefix + "\"\n";
    }
    for (std::size_t counter = 0; counter < counters; ++counter) {
        text += "[[counters]]\nnumber = " + std::to_string(counter + 1) + "\nserves = [\"" + service_code(counter) + "\"]\nhelps = [" +
                helped_by(counter) + "]\n";
    }
    return text;
}

app::OfficeFile office_file() {
    auto read = app::parse_office_file(office_text(), "bench.toml");
    if (!read) throw Failure(app::to_string(read.error().mistakes.front()));
    return std::move(*read);
}

v1::Command issue_command(std::size_t visit) {
    v1::Command command;
    command.mutable_issue()->set_service(service_code(visit % fields));
    command.mutable_issue()->set_ticket_class(class_code(visit));
    return command;
}

v1::Command open_counter_command(std::uint64_t counter) {
    v1::Command command;
    put_at(*command.mutable_open_counter()->mutable_at(), counter);
    return command;
}

v1::Command call_next_command(std::uint64_t counter) {
    v1::Command command;
    put_at(*command.mutable_call_next()->mutable_at(), counter);
    return command;
}

v1::Command start_command(std::uint64_t counter) {
    v1::Command command;
    put_at(*command.mutable_start()->mutable_at(), counter);
    return command;
}

v1::Command finish_command(std::uint64_t counter) {
    v1::Command command;
    put_at(*command.mutable_finish()->mutable_at(), counter);
    command.mutable_finish()->set_outcome("accepted");
    return command;
}

}  // namespace luot::bench
