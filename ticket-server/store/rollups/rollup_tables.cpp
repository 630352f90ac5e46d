#include "store/rollups/rollup_tables.hpp"

#include <algorithm>
#include <limits>

namespace luot::store {

namespace {

// In rollup_why.
constexpr std::int64_t out_of_order = 1;
constexpr std::int64_t paused = 2;

Failure damaged(core::BusinessDay day) {
    return Failure{"the roll-up of business day " + std::to_string(day.days) + " is damaged: make it anew with ticket-server rebuild"};
}

// The integers of a row of rollup_field, in the order of its columns. `Field` is a FieldDay, const or not.
template <class Field, class Function>
void for_each_count(Field& field, const Function& function) {
    for (auto* count :
         {&field.issued, &field.served, &field.no_show, &field.walk_out, &field.left_after_call, &field.expired, &field.voided,
          &field.unclaimed, &field.test, &field.called_once, &field.legs, &field.corrected, &field.unaccounted_us, &field.waited_us})
        function(*count);
    for (auto& grade : field.grades) function(grade);
}

// Its samples. `waiting` has no column: nobody waits when the day is over.
template <class Field, class Function>
void for_each_sample(Field& field, const Function& function) {
    for (auto* sample : {&field.wait, &field.left, &field.walk, &field.service, &field.visit}) function(*sample);
}

template <class Counter, class Function>
void for_each_counter_count(Counter& counter, const Function& function) {
    for (auto* count : {&counter.served, &counter.calls, &counter.no_show, &counter.corrected, &counter.unaccounted_us, &counter.open_us,
                        &counter.idle_us})
        function(*count);
    for (auto& grade : counter.grades) function(grade);
}

constexpr const char* put_field_sql = "INSERT INTO rollup_field VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr const char* put_counter_sql = "INSERT INTO rollup_counter VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

// Behind every day where there is none.
Result<std::int64_t> next_day(const Connection& connection, const char* table, std::int64_t from) {
    Result<Statement> statement =
        connection.prepare("SELECT business_day FROM " + std::string(table) + " WHERE business_day >= ? ORDER BY business_day LIMIT 1");
    if (!statement) return statement.error();
    const Result<bool> row = statement->bind(1, from).step();
    if (!row) return row.error();
    return *row ? statement->integer(0) : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

Result<DayRollup> roll_up(ReportRowsReader& rows, core::BusinessDay day, const core::State* open, core::TimeUs now_us) {
    DayRoller roller(day, rows.idle_is_known(day) ? IdleFrom::rows : IdleFrom::legs);
    if (open != nullptr) add_open(roller, *open, now_us);
    rows.begin_visits(day, day);
    while (true) {
        const Result<std::optional<VisitRow>> visit = rows.next_visit();
        if (!visit) return visit.error();
        if (!*visit) break;
        roller.add(**visit);
    }
    rows.begin_stretches(day, day);
    while (true) {
        const Result<std::optional<core::CounterStretch>> stretch = rows.next_stretch();
        if (!stretch) return stretch.error();
        if (!*stretch) break;
        roller.add(**stretch);
    }
    rows.begin_idle(day, day);
    while (true) {
        const Result<std::optional<core::CounterIdle>> idle = rows.next_idle();
        if (!idle) return idle.error();
        if (!*idle) return roller.finish();
        roller.add(**idle);
    }
}

Result<std::vector<core::BusinessDay>> days_with_rows(const Connection& connection, core::BusinessDay first, core::BusinessDay last) {
    std::vector<core::BusinessDay> days;
    std::int64_t from = first.days;
    while (true) {
        const Result<std::int64_t> visits = next_day(connection, "visit", from);
        if (!visits) return visits.error();
        const Result<std::int64_t> stretches = next_day(connection, "counter_stretch", from);
        if (!stretches) return stretches.error();
        const std::int64_t next = std::min(*visits, *stretches);
        if (next > last.days) return days;
        days.push_back(core::BusinessDay{static_cast<std::int32_t>(next)});
        from = next + 1;
    }
}

Result<RollupWriter> RollupWriter::prepare(const Connection& connection) {
    Result<ReportRowsReader> rows = ReportRowsReader::prepare(connection);
    if (!rows) return rows.error();
    RollupWriter writer(std::move(*rows));
    const Result<void> prepared =
        prepare_all(connection, {{&writer.has_day_, "SELECT 1 FROM rollup_day WHERE business_day = ?"},
                                 {&writer.day_before_,
                                  "SELECT max((SELECT coalesce(max(business_day), -1) FROM visit WHERE business_day < ?1),"
                                  " (SELECT coalesce(max(business_day), -1) FROM counter_stretch WHERE business_day < ?1))"},
                                 {&writer.put_day_, "INSERT INTO rollup_day VALUES (?,?,?)"},
                                 {&writer.put_field_, put_field_sql},
                                 {&writer.put_counter_, put_counter_sql},
                                 {&writer.put_why_, "INSERT INTO rollup_why VALUES (?,?,?,?,?,?,?)"},
                                 {&writer.remove_day_, "DELETE FROM rollup_day WHERE business_day = ?"},
                                 {&writer.remove_fields_, "DELETE FROM rollup_field WHERE business_day = ?"},
                                 {&writer.remove_counters_, "DELETE FROM rollup_counter WHERE business_day = ?"},
                                 {&writer.remove_why_, "DELETE FROM rollup_why WHERE business_day = ?"}});
    if (!prepared) return prepared.error();
    return writer;
}

Result<void> RollupWriter::close(core::BusinessDay day) {
    const Result<bool> before = day_before_.bind(1, std::int64_t{day.days}).step();
    if (!before) return before.error();
    const core::BusinessDay day_before{*before ? static_cast<std::int32_t>(day_before_.integer(0)) : -1};
    day_before_.reset();
    if (day_before.days >= 0) {
        const Result<bool> there = has_day_.bind(1, std::int64_t{day_before.days}).step();
        if (!there) return there.error();
        has_day_.reset();
        if (!*there)
            if (Result<void> done = put(day_before); !done) return done;
    }
    return put(day);
}

Result<void> RollupWriter::put(core::BusinessDay day) {
    if (Result<void> done = remove(day); !done) return done;
    const Result<DayRollup> rollup = roll_up(rows_, day);
    if (!rollup) return rollup.error();
    if (rollup->empty()) return {};
    put_day_.bind(1, std::int64_t{day.days}).bind(2, rollup->first_us).bind(3, rollup->last_us);
    if (Result<void> done = put_day_.run(); !done) return done;
    if (Result<void> done = put_fields(*rollup); !done) return done;
    return put_counters(*rollup);
}

Result<void> RollupWriter::remove(core::BusinessDay day) {
    for (Statement* statement : {&remove_day_, &remove_fields_, &remove_counters_, &remove_why_})
        if (Result<void> done = statement->bind(1, std::int64_t{day.days}).run(); !done) return done;
    return {};
}

Result<void> RollupWriter::put_fields(const DayRollup& rollup) {
    for (const auto& [key, field] : rollup.fields) {
        put_field_.bind(1, std::int64_t{rollup.day.days}).bind_text(2, key.first.value).bind_text(3, key.second.value);
        int at = 4;
        for_each_count(field, [&](std::int64_t count) { put_field_.bind(at++, count); });
        for_each_sample(field, [&](const Sample& sample) { put_field_.bind_blob(at++, bytes_of(sample)); });
        for (const Pairs* pairs : {&field.arrivals, &field.queue}) put_field_.bind_blob(at++, bytes_of(*pairs));
        if (Result<void> done = put_field_.run(); !done) return done;
    }
    return {};
}

Result<void> RollupWriter::put_counters(const DayRollup& rollup) {
    for (const auto& [key, counter] : rollup.counters) {
        const std::int64_t id = static_cast<std::int64_t>(key.first.value);
        const std::string& clerk = key.second.value;
        put_counter_.bind(1, std::int64_t{rollup.day.days}).bind(2, id).bind_text(3, clerk);
        int at = 4;
        for_each_counter_count(counter, [&](std::int64_t count) { put_counter_.bind(at++, count); });
        put_counter_.bind_blob(at, bytes_of(counter.service));
        if (Result<void> done = put_counter_.run(); !done) return done;
        const auto put_why = [&](std::int64_t what, std::int64_t reason, const core::ReasonCode& code, std::int64_t amount) {
            put_why_.bind(1, std::int64_t{rollup.day.days}).bind(2, id).bind_text(3, clerk);
            put_why_.bind(4, what).bind(5, reason).bind_text(6, code.value).bind(7, amount);
            return put_why_.run();
        };
        for (const auto& [why, calls] : counter.out_of_order)
            if (Result<void> done = put_why(out_of_order, static_cast<std::int64_t>(why.first), why.second, calls); !done) return done;
        for (const auto& [reason, us] : counter.paused_us)
            if (Result<void> done = put_why(paused, 0, reason, us); !done) return done;
    }
    return {};
}

Result<void> roll_up_before(const Connection& connection, core::BusinessDay day) {
    const Result<std::vector<core::BusinessDay>> days =
        days_with_rows(connection, core::BusinessDay{std::numeric_limits<std::int32_t>::min()}, core::BusinessDay{day.days - 1});
    if (!days) return days.error();
    Result<RollupWriter> writer = RollupWriter::prepare(connection);
    if (!writer) return writer.error();
    for (const core::BusinessDay past : *days)
        if (Result<void> done = writer->put(past); !done) return done;
    return {};
}

Result<RollupReader> RollupReader::prepare(const Connection& connection) {
    RollupReader reader;
    const Result<void> prepared = prepare_all(
        connection,
        {{&reader.days_, "SELECT * FROM rollup_day WHERE business_day BETWEEN ? AND ? ORDER BY business_day"},
         {&reader.fields_, "SELECT * FROM rollup_field WHERE business_day BETWEEN ? AND ? ORDER BY business_day, service, class"},
         {&reader.counters_, "SELECT * FROM rollup_counter WHERE business_day BETWEEN ? AND ? ORDER BY business_day, counter, clerk"},
         {&reader.why_,
          "SELECT * FROM rollup_why WHERE business_day BETWEEN ? AND ? ORDER BY business_day, counter, clerk, what, reason, "
          "code"}});
    if (!prepared) return prepared.error();
    return reader;
}

Result<void> RollupReader::begin(core::BusinessDay first, core::BusinessDay last) {
    for (Statement* statement : {&days_, &fields_, &counters_, &why_}) {
        statement->reset();
        statement->bind(1, std::int64_t{first.days}).bind(2, std::int64_t{last.days});
    }
    for (const auto& [statement, more] : {std::pair(&fields_, &more_fields_), {&counters_, &more_counters_}, {&why_, &more_why_}}) {
        const Result<bool> row = statement->step();
        if (!row) return row.error();
        *more = *row;
    }
    return {};
}

Result<std::optional<DayRollup>> RollupReader::next() {
    const Result<bool> row = days_.step();
    if (!row) return row.error();
    DayRollup rollup;
    if (*row) {
        rollup.day = core::BusinessDay{static_cast<std::int32_t>(days_.integer(0))};
        rollup.first_us = days_.integer(1);
        rollup.last_us = days_.integer(2);
        for (const auto read : {&RollupReader::read_fields, &RollupReader::read_counters, &RollupReader::read_why})
            if (Result<void> done = (this->*read)(rollup); !done) return done.error();
        return std::optional(std::move(rollup));
    }
    if (more_fields_) return damaged(core::BusinessDay{static_cast<std::int32_t>(fields_.integer(0))});
    if (more_counters_) return damaged(core::BusinessDay{static_cast<std::int32_t>(counters_.integer(0))});
    if (more_why_) return damaged(core::BusinessDay{static_cast<std::int32_t>(why_.integer(0))});
    return std::optional<DayRollup>();
}

Result<void> RollupReader::read_fields(DayRollup& to) {
    while (more_fields_ && fields_.integer(0) <= to.day.days) {
        bool whole = fields_.integer(0) == to.day.days;
        FieldDay& field =
            to.fields.try_emplace(to.fields.end(), {core::ServiceCode(fields_.text(1)), core::ClassCode(fields_.text(2))})->second;
        int at = 3;
        for_each_count(field, [&](std::int64_t& count) { count = fields_.integer(at++); });
        for_each_sample(field, [&](Sample& sample) {
            std::optional<Sample> read = sample_from(fields_.blob(at++));
            whole = whole && read;
            if (read) sample = std::move(*read);
        });
        for (Pairs* pairs : {&field.arrivals, &field.queue}) {
            std::optional<Pairs> read = pairs_from(fields_.blob(at++));
            whole = whole && read;
            if (read) *pairs = std::move(*read);
        }
        if (!whole) return damaged(to.day);
        const Result<bool> row = fields_.step();
        if (!row) return row.error();
        more_fields_ = *row;
    }
    return {};
}

Result<void> RollupReader::read_counters(DayRollup& to) {
    while (more_counters_ && counters_.integer(0) <= to.day.days) {
        const core::CounterId id{static_cast<std::uint64_t>(counters_.integer(1))};
        CounterDay& counter = to.counters[{id, core::ClerkCode(counters_.text(2))}];
        int at = 3;
        for_each_counter_count(counter, [&](std::int64_t& count) { count = counters_.integer(at++); });
        std::optional<Sample> service = sample_from(counters_.blob(at));
        if (!service || counters_.integer(0) != to.day.days) return damaged(to.day);
        counter.service = std::move(*service);
        const Result<bool> row = counters_.step();
        if (!row) return row.error();
        more_counters_ = *row;
    }
    return {};
}

Result<void> RollupReader::read_why(DayRollup& to) {
    while (more_why_ && why_.integer(0) <= to.day.days) {
        const core::CounterId id{static_cast<std::uint64_t>(why_.integer(1))};
        const auto counter = to.counters.find({id, core::ClerkCode(why_.text(2))});
        const std::int64_t what = why_.integer(3);
        const bool known = counter != to.counters.end() && (what == out_of_order || what == paused);
        if (!known || why_.integer(0) != to.day.days) return damaged(to.day);
        core::ReasonCode code(why_.text(5));
        if (what == out_of_order) {
            counter->second.out_of_order[{static_cast<core::CallReason>(why_.integer(4)), std::move(code)}] = why_.integer(6);
        } else {
            counter->second.paused_us[std::move(code)] = why_.integer(6);
        }
        const Result<bool> row = why_.step();
        if (!row) return row.error();
        more_why_ = *row;
    }
    return {};
}

}  // namespace luot::store
