#include "server/access_taken.hpp"

#include <algorithm>
#include <variant>

namespace luot::server {

namespace {

class Taking {
  public:
    explicit Taking(access::Book& book) : book_(book) {}

    void operator()(const access::RemoveAccount& deed) const {
        std::erase_if(book_.accounts, [&](const access::Account& account) { return account.name == deed.name; });
        std::erase_if(book_.sessions, [&](const access::WebSession& session) { return session.account == deed.name; });
    }
    void operator()(const access::SetPassword& deed) const {
        for (access::Account& account : book_.accounts) {
            if (account.name == deed.name) account.password = deed.password;
        }
        std::erase_if(book_.sessions, [&](const access::WebSession& session) {
            return session.account == deed.name && session.digest != deed.but_session;
        });
    }
    void operator()(const access::RemoveKey& deed) const {
        std::erase_if(book_.keys, [&](const access::Key& key) { return key.name == deed.name; });
    }
    void operator()(const access::EndSession& deed) const {
        std::erase_if(book_.sessions, [&](const access::WebSession& session) { return session.digest == deed.digest; });
    }
    void operator()(const access::AddCode& deed) const { take_codes(deed.code.role, deed.code.name); }
    void operator()(const access::Enrol& deed) const {
        std::erase_if(book_.codes, [&](const access::EnrolmentCode& code) { return code.digest == deed.code_digest; });
        take_devices(deed.device.role, deed.device.name);
    }
    void operator()(const access::Revoke& deed) const {
        take_codes(deed.role, deed.name);
        take_devices(deed.role, deed.name);
    }
    template <class Deed>
    void operator()(const Deed&) const {}

  private:
    void take_codes(access::DeviceRole role, const std::string& name) const {
        std::erase_if(book_.codes, [&](const access::EnrolmentCode& code) { return code.role == role && code.name == name; });
    }
    void take_devices(access::DeviceRole role, const std::string& name) const {
        std::erase_if(book_.devices, [&](const access::Device& device) { return device.role == role && device.name == name; });
    }

    access::Book& book_;
};

bool takes_away(const access::Deed& deed) {
    return std::holds_alternative<access::RemoveAccount>(deed) || std::holds_alternative<access::RemoveKey>(deed) ||
           std::holds_alternative<access::EndSession>(deed) || std::holds_alternative<access::Revoke>(deed);
}

bool has_administrator(const access::Book& book) {
    return std::any_of(book.accounts.begin(), book.accounts.end(),
                       [](const access::Account& account) { return account.role == access::Role::administrator; });
}

}  // namespace

void take_away(access::Book& book, const std::vector<access::Deed>& deeds) {
    for (const access::Deed& deed : deeds) std::visit(Taking(book), deed);
}

bool only_take_away(const access::Book& book, const std::vector<access::Deed>& deeds) {
    access::Book after = book;
    for (const access::Deed& deed : deeds) {
        if (std::holds_alternative<access::Note>(deed)) continue;
        const access::Book before = after;
        std::visit(Taking(after), deed);
        if (!takes_away(deed) || after == before) return false;
    }
    return after != book && has_administrator(after) == has_administrator(book);
}

}  // namespace luot::server
