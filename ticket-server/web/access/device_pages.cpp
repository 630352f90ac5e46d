#include "web/access/device_pages.hpp"

#include <map>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "web/access/audited.hpp"
#include "web/json_page.hpp"

namespace luot::web {

namespace {

constexpr std::string_view code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // without I, L, O and U
constexpr std::size_t letters_a_group = 4;
constexpr std::int64_t us_a_second = 1'000'000;

Page bad_value(const char* field) {
    return error_page(400, "bad_value", {{"field", field}});
}

struct Row {
    const access::Device* enrolled = nullptr;
    const SeenDevice* seen = nullptr;
};

boost::json::object row_value(const std::string& role, const std::string& name, const Row& row) {
    boost::json::object value{{"role", role}, {"name", name}, {"connected", row.seen != nullptr && row.seen->connected}};
    std::int64_t seen_us = row.enrolled == nullptr ? 0 : row.enrolled->seen_us;
    if (row.seen != nullptr) seen_us = std::max(seen_us, row.seen->seen_us);
    value["enrolled_at_us"] = row.enrolled == nullptr ? boost::json::value() : boost::json::value(row.enrolled->enrolled_us);
    value["last_seen_us"] = seen_us == 0 ? boost::json::value() : boost::json::value(seen_us);
    value["status"] = row.seen == nullptr ? "" : row.seen->status;
    return value;
}

void list_devices(const AccessParts& parts, const std::vector<SeenDevice>& seen, const Reply& reply) {
    std::map<std::pair<std::string, std::string>, Row> rows;
    for (const access::Device& device : parts.book.kept().devices) rows[{device_role_word(device.role), device.name}].enrolled = &device;
    for (const SeenDevice& device : seen) rows[{device.role, device.name}].seen = &device;
    boost::json::array devices;
    for (const auto& [device, row] : rows) devices.push_back(row_value(device.first, device.second, row));
    const std::int64_t now_s = parts.keeper.now().wall_us / us_a_second;
    boost::json::array codes;
    for (const access::EnrolmentCode& code : parts.book.kept().codes) {
        if (code.expires_s <= now_s) continue;
        codes.push_back({{"role", device_role_word(code.role)}, {"name", code.name}, {"expires_s", code.expires_s - now_s}});
    }
    reply(json_page(boost::json::object{{"devices", std::move(devices)}, {"codes", std::move(codes)}}));
}

// Shown this once: only its hash is kept.
void make_code(AccessParts& parts, const Asked& asked, const Reply& reply) {
    const auto body = json_body(asked.question);
    if (!body) return reply(error_page(400, "bad_json"));
    const auto word = text_of(*body, "role");
    const auto role = word ? device_role_of(*word) : std::nullopt;
    if (!role) return reply(bad_value("role"));
    const auto name = text_of(*body, "name");
    if (!name || !is_device_name(*name, parts.limits.device_name_bytes)) return reply(bad_value("name"));
    const std::string code = new_code(parts.keeper.random(code_random_bytes));
    const std::int64_t now_s = parts.keeper.now().wall_us / us_a_second;
    const std::int64_t life_s = parts.limits.code_life.count();
    access::AddCode add{access::EnrolmentCode{parts.keeper.digest(plain_code(code)), *role, *name, now_s + life_s}, now_s};
    keep_audited(parts, {std::move(add)},
                 entry_of(asked, "device.code", boost::json::serialize(boost::json::object{{"role", *word}, {"name", *name}})),
                 json_page(boost::json::object{{"code", code}, {"role", *word}, {"name", *name}, {"expires_s", life_s}}, 201), reply);
}

void revoke(AccessParts& parts, const Asked& asked, const Reply& reply) {
    const std::string& word = asked.parts.at(0);
    const std::string& name = asked.parts.at(1);
    const auto role = device_role_of(word);
    if (!role) return reply(error_page(404, "unknown"));
    Page page;
    page.status = 204;
    keep_audited(parts, {access::Revoke{*role, name}},
                 entry_of(asked, "device.revoke", boost::json::serialize(boost::json::object{{"role", word}, {"name", name}})),
                 std::move(page), reply);
}

}  // namespace

std::string new_code(std::string_view random) {
    std::string code;
    std::uint64_t bits = 0;
    for (const char byte : random.substr(0, code_random_bytes)) bits = bits << 8 | static_cast<unsigned char>(byte);
    for (std::size_t letter = 0; letter < 2 * letters_a_group; ++letter) {
        if (letter == letters_a_group) code += '-';
        code += code_letters[bits & 31];
        bits >>= 5;
    }
    return code;
}

std::string plain_code(std::string_view typed) {
    std::string plain;
    for (const char letter : typed) {
        if (letter == '-' || letter == ' ') continue;
        plain += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return plain;
}

void add_device_pages(AccessParts& parts, SeeDevices see_devices, Router& router) {
    router.add(
        Method::get, "/api/v1/devices", Access::viewer,
        [&parts, see_devices = std::move(see_devices)](const Asked&, const Reply& reply) { list_devices(parts, see_devices(), reply); });
    router.add(Method::post, "/api/v1/devices/codes", Access::administrator,
               [&parts](const Asked& asked, const Reply& reply) { make_code(parts, asked, reply); });
    router.add(Method::delete_, "/api/v1/devices/{role}/{name}", Access::administrator,
               [&parts](const Asked& asked, const Reply& reply) { revoke(parts, asked, reply); });
}

}  // namespace luot::web
