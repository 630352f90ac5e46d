#include "server/access_commands.hpp"

#include <istream>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include <sodium.h>

#include "app/password.hpp"
#include "app/secret_line.hpp"
#include "server/secret_bytes.hpp"
#include "server/shell_deeds.hpp"
#include "store/access/access_database.hpp"
#include "web/access/access_guard.hpp"
#include "web/access/access_parts.hpp"
#include "web/access/account_pages.hpp"
#include "web/access/audited.hpp"
#include "web/access/device_pages.hpp"

namespace luot::server {

namespace {

constexpr std::int64_t us_a_second = 1'000'000;

std::string sentence_of(access::Outcome outcome, const std::string& name) {
    switch (outcome) {
        case access::Outcome::name_taken:
            return "the " + name + " is there already";
        case access::Outcome::unknown:
            return "there is no " + name;
        case access::Outcome::too_many:
            return "there are too many already; remove one first";
        case access::Outcome::last_administrator:
            return "the " + name + " is the last administrator: add another one first";
        case access::Outcome::done:
        case access::Outcome::unavailable:
        case access::Outcome::until_restart:
            break;
    }
    return "it could not be kept";
}

// Nothing: done.
std::optional<int> perform(const std::filesystem::path& data, std::vector<access::Deed> deeds, const std::string& name, std::ostream& err) {
    auto database = store::AccessDatabase::open(data);
    if (!database) return refuse_on(err, database.error().what);
    const auto performed = database->perform(deeds);
    if (!performed) return refuse_on(err, performed.error().what);
    if (performed->outcome != access::Outcome::done) return refuse_on(err, sentence_of(performed->outcome, name));
    return std::nullopt;
}

std::optional<access::Role> role_or_say(const std::string& word, std::ostream& err) {
    const auto role = web::role_of(word);
    if (!role) refuse_on(err, "--role is viewer, supervisor or administrator, not " + word);
    return role;
}

bool is_name_or_say(const std::string& name, std::ostream& err) {
    const std::size_t most = web::AccessLimits{}.name_bytes;
    if (web::is_access_name(name, most)) return true;
    refuse_on(err,
              "a name has 1 to " + std::to_string(most) + " of a to z, 0 to 9 and . _ -, and begins with a letter or a digit; not " + name);
    return false;
}

// Nothing, and a line on `err`: it is none, or there is no memory for it.
std::optional<std::string> password_line(std::istream& in, std::ostream& err) {
    const web::AccessLimits limits;
    std::string password =
        app::read_secret_line(in, err, "Password, at least " + std::to_string(limits.password_letters_least) + " letters");
    std::optional<std::string> line;
    if (web::is_password(password, limits)) {
        line = app::make_password_hash(password);
    } else {
        refuse_on(err, "a password has at least " + std::to_string(limits.password_letters_least) + " letters and at most " +
                           std::to_string(limits.password_bytes) + " bytes; it is read from standard input");
    }
    sodium_memzero(password.data(), password.size());
    return line;
}

std::optional<access::Book> book_of(const std::filesystem::path& data, std::ostream& err) {
    auto database = store::AccessDatabase::open(data);
    if (!database) {
        refuse_on(err, database.error().what);
        return std::nullopt;
    }
    auto book = database->book();
    if (!book) {
        refuse_on(err, book.error().what);
        return std::nullopt;
    }
    return std::move(*book);
}

std::string word_of(access::Role role) {
    return web::role_word(static_cast<web::Access>(role));
}

std::optional<access::DeviceRole> device_role_or_say(const std::string& word, std::ostream& err) {
    const auto role = web::device_role_of(word);
    if (!role) refuse_on(err, "--role is kiosk, counter or board, not " + word);
    return role;
}

}  // namespace

int run_account_add(const std::filesystem::path& data, const std::string& name, const std::string& role, std::istream& in,
                    std::ostream& out, std::ostream& err) {
    const auto wanted = role_or_say(role, err);
    if (!wanted) return 2;
    if (!is_name_or_say(name, err)) return 2;
    const auto line = password_line(in, err);
    if (!line) return 1;
    const auto refused = perform(data,
                                 {access::AddAccount{access::Account{name, *wanted, *line, machine_now_us()}},
                                  note_from_shell("account.add", {{"name", name}, {"role", role}})},
                                 "account " + name, err);
    if (refused) return *refused;
    out << "account " << name << ", " << role << '\n';
    return 0;
}

int run_account_password(const std::filesystem::path& data, const std::string& name, std::istream& in, std::ostream& out,
                         std::ostream& err) {
    const auto line = password_line(in, err);
    if (!line) return 1;
    const auto refused = perform(data, {access::SetPassword{name, *line, "", ""}, note_from_shell("account.password", {{"name", name}})},
                                 "account " + name, err);
    if (refused) return *refused;
    out << "account " << name << " has another password, and is signed out everywhere\n";
    return 0;
}

int run_account_remove(const std::filesystem::path& data, const std::string& name, std::ostream& out, std::ostream& err) {
    const auto refused =
        perform(data, {access::RemoveAccount{name}, note_from_shell("account.remove", {{"name", name}})}, "account " + name, err);
    if (refused) return *refused;
    out << "account " << name << " is removed, and signed out everywhere\n";
    return 0;
}

int run_account_list(const std::filesystem::path& data, std::ostream& out, std::ostream& err) {
    const auto book = book_of(data, err);
    if (!book) return 1;
    for (const access::Account& account : book->accounts)
        out << account.name << "  " << word_of(account.role) << "  since " << machine_moment(account.created_us) << '\n';
    return 0;
}

int run_key_add(const std::filesystem::path& data, const std::string& name, const std::string& role, std::ostream& out, std::ostream& err) {
    const auto wanted = role_or_say(role, err);
    if (!wanted) return 2;
    if (!is_name_or_say(name, err)) return 2;
    const std::string key = web::new_key(random_bytes(web::key_random_bytes));
    const auto refused = perform(data,
                                 {access::AddKey{access::Key{name, *wanted, blake2b_256(key), machine_now_us()}},
                                  note_from_shell("key.add", {{"name", name}, {"role", role}})},
                                 "key " + name, err);
    if (refused) return *refused;
    out << key << '\n';
    return 0;
}

int run_key_remove(const std::filesystem::path& data, const std::string& name, std::ostream& out, std::ostream& err) {
    const auto refused = perform(data, {access::RemoveKey{name}, note_from_shell("key.remove", {{"name", name}})}, "key " + name, err);
    if (refused) return *refused;
    out << "key " << name << " is removed\n";
    return 0;
}

int run_key_list(const std::filesystem::path& data, std::ostream& out, std::ostream& err) {
    const auto book = book_of(data, err);
    if (!book) return 1;
    for (const access::Key& key : book->keys)
        out << key.name << "  " << word_of(key.role) << "  since " << machine_moment(key.created_us) << '\n';
    return 0;
}

int run_enroll(const std::filesystem::path& data, const std::string& role, const std::string& device, std::ostream& out,
               std::ostream& err) {
    const auto wanted = device_role_or_say(role, err);
    if (!wanted) return 2;
    const web::AccessLimits limits;
    if (!web::is_device_name(device, limits.device_name_bytes))
        return refuse_on(
            err, "a device's name has 1 to " + std::to_string(limits.device_name_bytes) + " bytes, no control characters and no slash", 2);
    const std::string code = web::new_code(random_bytes(web::code_random_bytes));
    const std::int64_t now_s = machine_now_us() / us_a_second;
    const auto refused =
        perform(data,
                {access::AddCode{
                     access::EnrolmentCode{blake2b_256(web::plain_code(code)), *wanted, device, now_s + limits.code_life.count()}, now_s},
                 note_from_shell("device.code", {{"role", role}, {"name", device}})},
                role + " " + device, err);
    if (refused) return *refused;
    out << code << '\n';
    err << "good for " << role << " " << device << ", once, within " << limits.code_life.count() / 60 << " minutes: start it with --enroll "
        << code << " --credential FILE\n";
    return 0;
}

int run_devices(const std::filesystem::path& data, std::ostream& out, std::ostream& err) {
    const auto book = book_of(data, err);
    if (!book) return 1;
    for (const access::Device& device : book->devices)
        out << web::device_role_word(device.role) << "  " << device.name << "  enrolled " << machine_moment(device.enrolled_us)
            << "  last seen " << machine_moment(device.seen_us) << '\n';
    const std::int64_t now_s = machine_now_us() / us_a_second;
    for (const access::EnrolmentCode& code : book->codes) {
        if (code.expires_s <= now_s) continue;
        out << web::device_role_word(code.role) << "  " << code.name << "  has a code, for " << (code.expires_s - now_s + 59) / 60
            << " more minutes\n";
    }
    return 0;
}

int run_revoke(const std::filesystem::path& data, const std::string& role, const std::string& device, std::ostream& out,
               std::ostream& err) {
    const auto wanted = device_role_or_say(role, err);
    if (!wanted) return 2;
    const auto refused =
        perform(data, {access::Revoke{*wanted, device}, note_from_shell("device.revoke", {{"role", role}, {"name", device}})},
                role + " " + device, err);
    if (refused) return *refused;
    out << role << " " << device << " is revoked\n";
    return 0;
}

}  // namespace luot::server
