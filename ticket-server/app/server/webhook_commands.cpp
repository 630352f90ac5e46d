#include "server/webhook_commands.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <ostream>
#include <utility>
#include <variant>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "app/secret_line.hpp"
#include "server/hook_secrets.hpp"
#include "server/shell_deeds.hpp"
#include "store/access/access_database.hpp"
#include "store/database.hpp"
#include "store/events.hpp"
#include "store/files.hpp"
#include "store/hooks/hooks_database.hpp"
#include "web/hooks/hook_wish.hpp"

namespace luot::server {

namespace {

using luot::hooks::Hook;

// What came of a deed: a word of the audit's, and why not; empty: done.
struct Came {
    std::string outcome;
    std::string why_not;
};

const char* sentence_of(const std::string& field) {
    if (field == "kinds") return "--kinds has one or more of called, served, rated and alert, each once: --kinds called,served";
    if (field == "with_link")
        return "--with-link is for https, or for an address of this machine: whoever knows the link can cancel the visit";
    if (field == "secret") return "a secret has 16 to 128 printable letters without a space; it is read from standard input";
    return "a webhook's address is http://HOST… or https://HOST…, of at most 500 bytes, without a name, a password or a # in it";
}

// Asked, then done, then told: as a server does it.
int audited(const std::filesystem::path& data, const std::string& what, const boost::json::object& detail, const std::function<Came()>& act,
            std::ostream& err) {
    auto access = store::AccessDatabase::open(data);
    if (!access) return refuse_on(err, access.error().what);
    const auto asked = access->perform({note_from_shell(what, detail, "asked")});
    if (!asked) return refuse_on(err, asked.error().what);
    const Came came = act();
    const auto told = access->perform({access::NoteOutcome{asked->audit_id, came.outcome}});
    if (!told) err << "the audit does not know what came of it: " << told.error().what << '\n';
    return came.why_not.empty() ? 0 : refuse_on(err, came.why_not);
}

// Of the last event that is in the journal: what a webhook hears of stands behind it. No journal yet: 0.
store::Result<core::Seq> end_of_journal(const std::filesystem::path& data) {
    if (!store::journal_exists(data)) return core::Seq{0};
    const auto journal = store::open_for_reading(store::database_file(data));
    if (!journal) return journal.error();
    const auto tail = store::tail_of(*journal);
    if (!tail) return tail.error();
    return tail->seq;
}

boost::json::object as_json(const WebhookWish& wish, std::istream& in, std::ostream& err) {
    boost::json::array kinds;
    for (const std::string& kind : wish.kinds) kinds.emplace_back(kind);
    boost::json::object asked{{"url", wish.url}, {"kinds", std::move(kinds)}, {"with_link", wish.with_link}};
    if (wish.own_secret) asked["secret"] = app::read_secret_line(in, err, "Secret, 16 to 128 printable letters");
    return asked;
}

Came keep(const std::filesystem::path& data, Hook& hook) {
    auto database = store::HooksDatabase::open(data);
    if (!database) return {"unavailable", database.error().what};
    const auto end = end_of_journal(data);
    if (!end) return {"unavailable", end.error().what};
    hook.since_seq = *end;
    const auto added = database->add_hook(hook, web::hooks::Limits{}.hooks);
    if (!added) return {"unavailable", added.error().what};
    if (!*added) return {"too_many", "there are too many already; remove one first"};
    return {"done", ""};
}

Came take_away(const std::filesystem::path& data, const std::string& id) {
    auto database = store::HooksDatabase::open(data);
    if (!database) return {"unavailable", database.error().what};
    const auto removed = database->remove_hook(id);
    if (!removed) return {"unavailable", removed.error().what};
    if (!*removed) return {"unknown", "there is no webhook " + id};
    return {"done", ""};
}

}  // namespace

int run_webhook_add(const std::filesystem::path& data, const WebhookWish& wish, std::istream& in, std::ostream& out, std::ostream& err) {
    auto read = web::hooks::hook_of(as_json(wish, in, err), web::hooks::Limits{});
    if (const auto* wrong = std::get_if<web::hooks::BadWish>(&read))
        return refuse_on(err, sentence_of(wrong->field), wrong->field == "secret" ? 1 : 2);
    Hook hook = std::get<Hook>(std::move(read));
    hook.id = unguessable_digits(web::hooks::id_bytes);
    hook.created_us = machine_now_us();
    if (!wish.own_secret) hook.secret = unguessable_digits(web::hooks::made_secret_bytes);
    const int code = audited(
        data, "webhook.add", web::hooks::audit_detail(hook), [&] { return keep(data, hook); }, err);
    if (code != 0) return code;
    out << "id " << hook.id << '\n';
    if (!wish.own_secret) out << "secret " << hook.secret << '\n';
    return 0;
}

int run_webhook_remove(const std::filesystem::path& data, const std::string& id, std::ostream& out, std::ostream& err) {
    const int code = audited(
        data, "webhook.remove", {{"id", id}}, [&] { return take_away(data, id); }, err);
    if (code == 0) out << "webhook " << id << " is removed, with what waited for it\n";
    return code;
}

int run_webhook_list(const std::filesystem::path& data, std::ostream& out, std::ostream& err) {
    const auto database = store::HooksDatabase::open(data);
    if (!database) return refuse_on(err, database.error().what);
    const auto kept = database->kept();
    if (!kept) return refuse_on(err, kept.error().what);
    for (const Hook& hook : kept->hooks) {
        const auto waiting = std::count_if(kept->deliveries.begin(), kept->deliveries.end(),
                                           [&](const luot::hooks::Delivery& delivery) { return delivery.hook == hook.id; });
        out << hook.id << "  " << hook.url << "  ";
        bool first = true;
        for (const boost::json::value& kind : web::hooks::kinds_of(hook)) {
            out << (std::exchange(first, false) ? "" : ",") << std::string(kind.as_string());
        }
        out << (hook.with_link ? "  with link" : "") << "  since " << machine_moment(hook.created_us) << "  waiting " << waiting
            << "  delivered " << hook.delivered << "  given up " << hook.given_up << "  dropped " << hook.dropped << '\n';
    }
    return 0;
}

}  // namespace luot::server
