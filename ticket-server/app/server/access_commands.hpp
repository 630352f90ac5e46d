// The subcommands about accounts, keys and devices. They write the data folder's access.db themselves: a server that runs on it knows
// within a second or two. Each returns the program's exit code: 0 done, 1 refused with a line on `err`, 2 wrong usage.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace luot::server {

// The password is the first line of `in`. `role`: viewer, supervisor or administrator.
int run_account_add(const std::filesystem::path& data, const std::string& name, const std::string& role, std::istream& in,
                    std::ostream& out, std::ostream& err);
int run_account_password(const std::filesystem::path& data, const std::string& name, std::istream& in, std::ostream& out,
                         std::ostream& err);
int run_account_remove(const std::filesystem::path& data, const std::string& name, std::ostream& out, std::ostream& err);
int run_account_list(const std::filesystem::path& data, std::ostream& out, std::ostream& err);

// Prints the key: the only time that it is to be seen.
int run_key_add(const std::filesystem::path& data, const std::string& name, const std::string& role, std::ostream& out, std::ostream& err);
int run_key_remove(const std::filesystem::path& data, const std::string& name, std::ostream& out, std::ostream& err);
int run_key_list(const std::filesystem::path& data, std::ostream& out, std::ostream& err);

// Prints a code with which this device may ask for its credential, once, within a quarter of an hour. `role`: kiosk, counter or board.
int run_enroll(const std::filesystem::path& data, const std::string& role, const std::string& device, std::ostream& out, std::ostream& err);
int run_devices(const std::filesystem::path& data, std::ostream& out, std::ostream& err);
int run_revoke(const std::filesystem::path& data, const std::string& role, const std::string& device, std::ostream& out, std::ostream& err);

}  // namespace luot::server
