// The subcommands about webhooks. They write the data folder's hooks.db themselves, and the audit in access.db: a server that runs on it
// knows within a second or two. Each returns the program's exit code: 0 done, 1 refused with a line on `err`, 2 wrong usage.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace luot::server {

struct WebhookWish {
    std::string url;
    std::vector<std::string> kinds;  // called, served, rated, alert
    bool with_link = false;
    bool own_secret = false;  // is the first line of `in`; else one is made
};

// Prints "id ID", and "secret SECRET" where it made one: the only time that it is to be seen.
int run_webhook_add(const std::filesystem::path& data, const WebhookWish& wish, std::istream& in, std::ostream& out, std::ostream& err);
int run_webhook_remove(const std::filesystem::path& data, const std::string& id, std::ostream& out, std::ostream& err);
int run_webhook_list(const std::filesystem::path& data, std::ostream& out, std::ostream& err);

}  // namespace luot::server
