// An office file: any text is an office or mistakes with their places; an office keeps in the journal as it is, goes to devices in one
// frame, and lives through a morning with its invariants.
#include <algorithm>
#include <string>

#include "app/office_file.hpp"
#include "app/office_file_limits.hpp"
#include "fuzz.hpp"
#include "map/codec.hpp"
#include "support/office_driver.hpp"

using namespace luot;

namespace {

void check_mistakes(const std::vector<app::Mistake>& mistakes, std::string_view text) {
    const auto lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (std::size_t i = 0; i < mistakes.size(); ++i) {
        fuzz::require(!mistakes[i].what.empty() && mistakes[i].file == "office.toml", "a mistake is told");
        fuzz::require(mistakes[i].line <= lines, "a mistake has a line of the file");
        fuzz::require(i == 0 || mistakes[i - 1].line <= mistakes[i].line, "mistakes come in the file's order");
    }
}

void check_journal(const core::Office& office, const std::string& digest) {
    const map::ProtobufCodec codec;
    core::Event event;
    event.seq = 1;
    event.body = core::OfficeConfigured{office, digest};
    const auto encoded = codec.encode(event);
    const auto decoded = codec.decode({1, 0, {}, encoded.kind, encoded.payload});
    fuzz::require(decoded.has_value(), "the journal reads back an office");
    const auto& again = std::get<core::OfficeConfigured>(decoded->body);
    fuzz::require(again.office == office && app::digest_of(again.office) == digest, "the journal reads back the same office");
}

// Somebody for every field, and every counter calls. The driver throws where an invariant is broken, and that ends the program.
void live_through(const core::Office& office) {
    test::OfficeDriver driver(office);
    driver.set_time(test::monday_at(8, 0));
    constexpr std::size_t fields_max = 6, counters_max = 4;
    for (std::size_t i = 0; i < std::min(office.services.size(), fields_max); ++i) {
        core::Issue issue;
        issue.service = office.services[i].code;
        issue.ticket_class = office.classes.back().code;
        (void)driver.run(issue, core::Role::kiosk);  // the field may be closed at this hour
    }
    driver.pass(core::minute_us);
    for (std::size_t i = 0; i < std::min(office.counters.size(), counters_max); ++i) {
        const auto clerk = office.clerks.empty() ? core::ClerkCode("clerk-" + std::to_string(i)) : office.clerks[i % office.clerks.size()];
        const core::AtCounter at{office.counters[i].id, clerk};
        if (!driver.run(core::OpenCounter{at, false})) continue;
        if (driver.run(core::CallNext{at, {}})) fuzz::require(driver.run(core::Start{at}).has_value(), "who was called can be served");
    }
    driver.pass(core::day_us);
    fuzz::require(driver.state.office == office, "the office is the one that was configured");
}

}  // namespace

void fuzz::try_one(std::string_view input) {
    const auto file = app::parse_office_file(input, "office.toml");
    if (file.has_error()) {
        const auto& mistakes = file.error().mistakes;
        require(!mistakes.empty() && mistakes.size() <= app::limits::mistakes + 1, "there are mistakes, and no more than a person reads");
        check_mistakes(mistakes, input);
        return;
    }
    check_mistakes(file->warnings, input);
    require(file->digest == app::digest_of(file->office) && file->digest.size() == 64, "the digest is the office's");
    require(app::canonical_form(file->office).size() <= app::limits::office_bytes, "an office fits a frame");
    check_journal(file->office, file->digest);
    live_through(file->office);
}
