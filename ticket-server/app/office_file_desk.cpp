// Who works at the counters, and the rules of work there.
#include "app/office_file_sections.hpp"
#include "app/pin.hpp"

namespace luot::app {
namespace {

// What is wrong with a PIN's line is said without the line: it may be the PIN itself.
std::string read_pin(TableReader& entry) {
    const auto pin = entry.text("pin", limits::pin_hash_bytes);
    if (!pin) return {};
    switch (form_of_pin_hash(*pin)) {
        case PinHashForm::good:
            return *pin;
        case PinHashForm::other:
            entry.mistake(entry.at("pin"),
                          "\"pin\" is no Argon2id line, and a PIN never stands here itself; let \"ticket-server pin\" make it");
            return {};
        case PinHashForm::costly:
            entry.mistake(entry.at("pin"),
                          "\"pin\" takes more work to check than a server that serves others has (memory times passes is at most " +
                              std::to_string(limits::pin_work_kib / 1024) + " MiB); let \"ticket-server pin\" make it");
            return {};
    }
    return {};
}

void warn_of_those_who_stay_out(TableReader& office, const OfficeFile& file) {
    std::string without;
    for (const auto& [code, member] : file.staff) {
        if (member.pin.empty()) without += (without.empty() ? "" : ", ") + code.value;
    }
    if (without.empty()) return;
    office.context().findings.warning(office.at("clerks"),
                                      "some clerks have a PIN, so those without one cannot work at a counter: " + without);
}

core::RatingRules read_rating(TableReader& table) {
    core::RatingRules rating;
    table.table("rating", "[desk.rating]", [&](TableReader& entry) {
        rating.on = entry.boolean("on").value_or(false);
        if (!entry.has("on")) entry.missing("on", "true");
        rating.question = entry.texts("question").value_or(core::Texts{});
        rating.grades = entry.list_of_texts("grades", limits::grades);
        const bool listed = !rating.grades.empty() || entry.has_empty_list("grades");  // else what is wrong has been said
        if (listed && rating.grades.size() < limits::grades_least) {
            entry.mistake(entry.at("grades"), "an opinion has four or five grades, from the worst to the best, and not " +
                                                  std::to_string(rating.grades.size()));
        }
        rating.seconds = static_cast<std::uint32_t>(
            entry.integer("seconds", limits::rating_seconds_least, limits::rating_seconds).value_or(rating.seconds));
    });
    return rating;
}

}  // namespace

void read_clerks(TableReader& office, OfficeFile& file) {
    Codes codes;
    bool badges = false;
    office.each("clerks", "a clerk", limits::clerks, [&](TableReader& entry) {
        const core::ClerkCode code(codes.read(entry, "\"cb-01\""));
        StaffMember member;
        member.name = entry.text("name", limits::clerk_name_bytes).value_or("");
        member.badge = entry.text("badge", limits::badge_bytes).value_or("");
        member.pin = read_pin(entry);
        file.office.desk.pin = file.office.desk.pin || entry.has("pin");
        badges = badges || !member.badge.empty();
        file.staff[code] = std::move(member);
        file.office.clerks.push_back(code);
    });
    if (file.office.desk.pin) warn_of_those_who_stay_out(office, file);
    if (!file.office.desk.show_badges || badges) return;
    office.context().findings.warning(office.at("desk"),
                                      "\"show_badges\" shows nothing, for no clerk has a \"badge\"; add one to [[clerks]]");
}

core::DeskRules read_desk(TableReader& office) {
    core::DeskRules desk;
    office.table("desk", "[desk]", [&](TableReader& table) {
        desk.show_badges = table.boolean("show_badges").value_or(false);
        desk.hold_reminder_us = table.duration("hold_reminder").value_or(desk.hold_reminder_us);
        desk.rating = read_rating(table);
    });
    return desk;
}

}  // namespace luot::app
