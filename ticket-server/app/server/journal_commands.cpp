#include "server/journal_commands.hpp"

#include <ctime>
#include <ostream>

#include "app/business_time.hpp"
#include "map/codec.hpp"
#include "map/event_json.hpp"
#include "report/report.hpp"
#include "store/backup.hpp"
#include "store/event_export.hpp"
#include "store/prune.hpp"
#include "store/rebuild.hpp"
#include "store/restore.hpp"
#include "store/verify.hpp"

namespace luot::server {

namespace {

int refuse(std::ostream& err, const std::string& what, int code = 1) {
    err << "ticket-server: " << what << '\n';
    return code;
}

int refuse_range(std::ostream& err) {
    return refuse(err, "--from and --to are dates as 2026-03-02, and --to is not before --from", 2);
}

// Names what a restore puts aside: UTC of the machine.
std::string stamp_now() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    const std::size_t length = std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
    return std::string(text, length);
}

}  // namespace

int run_verify(const std::filesystem::path& data, std::ostream& out, std::ostream& err) {
    const map::ProtobufCodec codec;
    const auto verified = store::verify(data, codec);
    if (!verified) return refuse(err, verified.error().what);
    const store::VerifyReport& report = *verified;
    for (const store::Violation& violation : report.violations) {
        err << store::to_string(violation.kind) << ", event " << violation.seq << ": " << violation.what << '\n';
    }
    out << "events " << report.events << " (" << report.events_folded << " folded, " << report.events_erased << " erased by retention)\n"
        << "calls " << report.calls_explained << " explained by the policy, " << report.calls_chosen << " chosen by the clerk\n"
        << "visits " << report.visits_checked << ", counters' stretches " << report.stretches_checked << ", days rolled up "
        << report.days_checked << ", checkpoints " << report.checkpoints_checked << " (and " << report.checkpoints_unknown
        << " of a format unknown here)\n"
        << "last event " << report.last_seq << ", link " << store::hexadecimal(report.last_link) << '\n';
    if (!report.sound()) return refuse(err, "the journal is not sound: " + std::to_string(report.violations_total) + " violations");
    out << "sound\n";
    return 0;
}

int run_rebuild(const std::filesystem::path& data, std::ostream& out, std::ostream& err) {
    const map::ProtobufCodec codec;
    const auto rebuilt = store::rebuild(data, codec);
    if (!rebuilt) return refuse(err, rebuilt.error().what);
    out << "rebuilt from " << rebuilt->events << " events: " << rebuilt->visits << " visits, " << rebuilt->stretches
        << " counters' stretches\n";
    return 0;
}

int run_backup(const std::filesystem::path& data, const std::filesystem::path& to, std::ostream& out, std::ostream& err) {
    const auto made = store::backup(data, to);
    if (!made) return refuse(err, made.error().what);
    out << "backed up to " << to.string() << ": last event " << made->last_seq << ", link " << store::hexadecimal(made->last_link) << '\n';
    return 0;
}

int run_restore(const std::filesystem::path& data, const std::filesystem::path& from, std::ostream& out, std::ostream& err) {
    const map::ProtobufCodec codec;
    const auto restored = store::restore(data, from, codec, stamp_now());
    if (!restored) return refuse(err, restored.error().what);
    for (const store::Violation& finding : restored->findings) {
        err << "found, and left as it is: " << store::to_string(finding.kind) << ", event " << finding.seq << ": " << finding.what << '\n';
    }
    out << "restored: last event " << restored->last_seq << "; epoch " << restored->epoch << " begins with the next start\n";
    if (!restored->put_aside.empty()) out << "the journal that was there is now " << restored->put_aside.string() << '\n';
    return 0;
}

int run_prune(const std::filesystem::path& data, const std::string& before, std::ostream& out, std::ostream& err) {
    const auto day = app::parse_date(before);
    if (!day) return refuse(err, "--before is a date as 2026-03-02, not " + before, 2);
    const map::ProtobufCodec codec;
    const auto pruned = store::prune(data, codec, *day);
    if (!pruned) return refuse(err, pruned.error().what);
    out << "erased the payloads of " << pruned->events_erased << " events; erased through event " << pruned->through << '\n';
    return 0;
}

int run_report(const std::filesystem::path& data, const std::string& from, const std::string& to, const std::string& format,
               std::ostream& out, std::ostream& err) {
    for (const std::string& date : {from, to}) {
        if (!app::parse_date(date)) return refuse(err, "--from and --to are dates as 2026-03-02, not " + date, 2);
    }
    const map::ProtobufCodec codec;
    const auto made = report::make_report(data, codec, from, to);
    if (!made) return refuse(err, made.error().what);
    auto as = report::Format::text;
    if (format == "json") as = report::Format::json;
    if (format == "csv") as = report::Format::csv;
    report::print(out, *made, as);
    return 0;
}

int run_events(const std::filesystem::path& data, const std::string& from, const std::string& to, std::ostream& out, std::ostream& err) {
    const auto first = app::parse_date(from);
    const auto last = app::parse_date(to);
    if (!first || !last || *last < *first) return refuse_range(err);
    auto export_ = store::EventExport::open(data, *first, *last);
    if (!export_) return refuse(err, export_.error().what);
    while (out) {
        const auto event = export_->next();
        if (!event) return refuse(err, event.error().what);
        if (!*event) return 0;
        const journal::Row& row = (*event)->row;
        std::string payload = "null";
        if (!(*event)->erased) {
            auto json = map::payload_json(row);
            if (!json) return refuse(err, json.error().what);
            payload = std::move(*json);
        }
        out << "{\"seq\":" << row.seq << ",\"at_us\":" << row.at_us << ",\"business_day\":\"" << app::format_date(row.business_day)
            << "\",\"kind\":" << row.kind << ",\"payload\":" << payload << "}\n";
    }
    return refuse(err, "what was to read the events is gone");
}

}  // namespace luot::server
