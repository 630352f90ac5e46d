#include "app/check.hpp"

#include <ostream>

#include "app/office_file.hpp"
#include "app/office_logo.hpp"

namespace luot::app {
namespace {

std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

void summarise(const std::string& path, const OfficeFile& file, std::ostream& out) {
    const core::Office& office = file.office;
    std::size_t procedures = 0;
    for (const auto& service : office.services) procedures += service.procedures.size();
    out << path << ": good\n"
        << "  " << office.name.at(office.languages.front()) << " (" << office.code << "), zone " << office.zone << '\n'
        << "  " << counted(office.services.size(), "service", "services") << " with " << counted(procedures, "procedure", "procedures")
        << ", " << counted(office.counters.size(), "counter", "counters") << ", " << counted(office.classes.size(), "class", "classes")
        << '\n';
    for (const auto& service : office.services) {
        out << "  " << service.range.prefix << "  " << service.name.at(office.languages.front()) << " (" << service.code.value << ")\n";
    }
    out << "  digest " << file.digest << '\n';
}

// A server starts without its picture.
void check_logo(const std::string& path, const OfficeFile& file, std::ostream& err) {
    const auto logo = load_logo(path, file);
    if (!logo) err << path << ": warning: " << logo.error().what << '\n';
}

}  // namespace

int run_check(const std::string& path, std::ostream& out, std::ostream& err) {
    const OfficeFileResult file = load_office_file(path);
    if (!file) {
        for (const auto& mistake : file.error().mistakes) err << to_string(mistake) << '\n';
        err << path << ": " << counted(file.error().mistakes.size(), "mistake", "mistakes") << '\n';
        return 1;
    }
    for (Mistake warning : file->warnings) {
        warning.what.insert(0, "warning: ");
        err << to_string(warning) << '\n';
    }
    check_logo(path, *file, err);
    summarise(path, *file, out);
    return 0;
}

}  // namespace luot::app
