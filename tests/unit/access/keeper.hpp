// A keeper in memory, with moments that a test sets and jobs that are done when it says so; and an office's access pages that are asked
// without HTTP.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>

#include "web/access/access_part.hpp"
#include "web/access/device_pages.hpp"

namespace luot::fakes {

class MemoryKeeper final : public web::Keeper {
  public:
    // Does all that was asked for, and what comes of it.
    void run() {
        while (!jobs.empty()) {
            auto job = std::move(jobs.front());
            jobs.pop_front();
            job();
        }
    }

    void keep(std::vector<access::Deed> deeds, Kept kept) override {
        jobs.emplace_back([this, deeds = std::move(deeds), kept = std::move(kept)] {
            if (broken) return kept(access::Outcome::unavailable, 0);
            if (refuse_next) return kept(*std::exchange(refuse_next, std::nullopt), 0);
            for (const access::Deed& deed : deeds) {
                if (!still_checked(deed)) return kept(access::Outcome::unknown, 0);
            }
            for (const access::Deed& deed : deeds) std::visit([this](const auto& one) { perform(one); }, deed);
            part->replace_book(book);
            kept(access::Outcome::done, static_cast<std::int64_t>(audit.size()));
        });
    }
    void read_audit(std::int64_t before, std::int64_t limit, AuditRead read) override {
        jobs.emplace_back([this, before, limit, read = std::move(read)] {
            if (broken) return read(std::nullopt);
            std::vector<access::AuditRow> rows;
            for (auto row = audit.rbegin(); row != audit.rend() && static_cast<std::int64_t>(rows.size()) < limit; ++row) {
                if (before == 0 || row->id < before) rows.push_back(*row);
            }
            read(rows);
        });
    }
    bool check_password(std::string line, std::string password, Checked checked) override {
        if (full) return false;
        ++checks;
        jobs.emplace_back([this, line = std::move(line), password = std::move(password), checked = std::move(checked)] {
            if (no_memory) return checked(web::PasswordCheck::failed);
            checked(line == "line of " + password ? web::PasswordCheck::right : web::PasswordCheck::wrong);
        });
        return true;
    }
    bool hash_password(std::string password, Hashed hashed) override {
        if (full) return false;
        jobs.emplace_back([password = std::move(password), hashed = std::move(hashed)] { hashed("line of " + password); });
        return true;
    }
    std::string random(std::size_t bytes) override {
        ++drawn;
        std::string text(bytes, '\0');
        for (std::size_t at = 0; at < bytes; ++at) text[at] = static_cast<char>(drawn * 31 + at * 7);
        return text;
    }
    // No hash: that what goes in does not come out is the server's to see to.
    std::string digest(std::string_view bytes) const override { return "digest of " + std::string(bytes); }
    web::AccessMoment now() const override { return moment; }

    void pass(std::chrono::seconds time) {
        moment.at_us += time.count() * 1'000'000;
        moment.wall_us += time.count() * 1'000'000;
        moment.steady_ms += time.count() * 1'000;
    }

    web::AccessPart* part = nullptr;
    access::Book book;
    std::vector<access::AuditRow> audit;
    std::deque<std::function<void()>> jobs;
    web::AccessMoment moment{1'000'000'000, 2'000'000'000'000, 5'000};
    std::optional<access::Outcome> refuse_next;
    bool broken = false, full = false, no_memory = false;
    std::size_t checks = 0;
    unsigned drawn = 0;

  private:
    template <class Rows, class Is>
    static void erase(Rows& rows, const Is& is) {
        rows.erase(std::remove_if(rows.begin(), rows.end(), is), rows.end());
    }
    // Its password is the one that was checked.
    bool still_checked(const access::Deed& deed) const {
        const auto is = [this](const std::string& name, const std::string& line) {
            return std::any_of(book.accounts.begin(), book.accounts.end(),
                               [&](const auto& row) { return row.name == name && (line.empty() || row.password == line); });
        };
        if (const auto* begin = std::get_if<access::BeginSession>(&deed)) return is(begin->session.account, begin->password);
        if (const auto* set = std::get_if<access::SetPassword>(&deed)) return is(set->name, set->before);
        return true;
    }
    void perform(const access::AddAccount& deed) { book.accounts.push_back(deed.account); }
    void perform(const access::RemoveAccount& deed) {
        erase(book.accounts, [&](const auto& row) { return row.name == deed.name; });
        erase(book.sessions, [&](const auto& row) { return row.account == deed.name; });
    }
    void perform(const access::SetPassword& deed) {
        for (auto& account : book.accounts) {
            if (account.name == deed.name) account.password = deed.password;
        }
        erase(book.sessions, [&](const auto& row) { return row.account == deed.name && row.digest != deed.but_session; });
    }
    void perform(const access::AddKey& deed) { book.keys.push_back(deed.key); }
    void perform(const access::RemoveKey& deed) {
        erase(book.keys, [&](const auto& row) { return row.name == deed.name; });
    }
    void perform(const access::BeginSession& deed) { book.sessions.push_back(deed.session); }
    void perform(const access::SessionSeen& deed) {
        for (auto& session : book.sessions) {
            if (session.digest == deed.digest) session.seen_s = deed.seen_s;
        }
    }
    void perform(const access::EndSession& deed) {
        erase(book.sessions, [&](const auto& row) { return row.digest == deed.digest; });
    }
    void perform(const access::AddCode& deed) { book.codes.push_back(deed.code); }
    void perform(const access::Enrol&) {}
    void perform(const access::Revoke& deed) {
        erase(book.devices, [&](const auto& row) { return row.role == deed.role && row.name == deed.name; });
    }
    void perform(const access::DeviceSeen&) {}
    void perform(const access::Note& deed) {
        audit.push_back(deed.row);
        audit.back().id = static_cast<std::int64_t>(audit.size());
    }
    void perform(const access::NoteOutcome& deed) { audit.at(static_cast<std::size_t>(deed.id) - 1).outcome = deed.outcome; }
};

// Three accounts, a key, and a page of each access to ask for.
class Office {
  public:
    Office() {
        keeper.part = &part;
        for (const auto& [name, role] : {std::pair("vi", access::Role::viewer), std::pair("thuy", access::Role::supervisor),
                                         std::pair("an", access::Role::administrator)}) {
            keeper.book.accounts.push_back({name, role, std::string("line of password of ") + name, 1});
        }
        keeper.book.keys.push_back({"zalo", access::Role::supervisor, keeper.digest("luot_key"), 1});
        keeper.book.devices.push_back({access::DeviceRole::kiosk, "kiosk-1", "digest", 7, 8});
        part.replace_book(keeper.book);
        part.add_to(router);
        web::add_device_pages(
            part.parts(), [this] { return seen; }, router);
        for (const auto& [word, access] :
             {std::pair("everybody", web::Access::everybody), std::pair("viewer", web::Access::viewer),
              std::pair("supervisor", web::Access::supervisor), std::pair("administrator", web::Access::administrator)}) {
            for (const web::Method method : {web::Method::get, web::Method::post}) {
                router.add(method, std::string("/") + word, access, [this](const web::Asked& asked, const web::Reply& reply) {
                    visitor = asked.visitor;
                    reply(web::Page{});
                });
            }
        }
        answer = router.answerer();
    }

    // A browser that keeps its cookie and its session's token.
    struct Browser {
        std::string cookie, csrf, peer = "10.0.0.1";
    };

    web::Question question(web::Method method, std::string path, std::string body = {}) {
        web::Question question;
        question.method = method;
        question.path = std::move(path);
        question.body = std::move(body);
        question.peer = "10.0.0.1";
        question.headers["host"] = "office:8080";
        return question;
    }
    web::Question question(const Browser& browser, web::Method method, std::string path, std::string body = {}) {
        web::Question asked = question(method, std::move(path), std::move(body));
        asked.peer = browser.peer;
        if (!browser.cookie.empty()) asked.headers["cookie"] = "theme=dark; luot_session=" + browser.cookie + "; other=1";
        if (!browser.csrf.empty()) asked.headers["x-luot-csrf"] = browser.csrf;
        return asked;
    }

    // The page, once all is done that has to be.
    web::Page ask(const web::Question& asked) {
        std::optional<web::Page> got;
        answer(asked, [&](web::Page page) {
            CHECK(!got);
            got = std::move(page);
        });
        keeper.run();
        REQUIRE(got.has_value());
        return *got;
    }
    web::Page ask(const Browser& browser, web::Method method, std::string path, std::string body = {}) {
        return ask(question(browser, method, std::move(path), std::move(body)));
    }

    web::Page sign_in(Browser& browser, const std::string& name, const std::string& password) {
        web::Page page = ask(browser, web::Method::post, "/api/v1/session", R"({"name":")" + name + R"(","password":")" + password + "\"}");
        if (page.status != 200) return page;
        browser.csrf = std::string(boost::json::parse(page.body).at("csrf").as_string());
        browser.cookie = cookie_of(page);
        return page;
    }
    Browser signed_in(const std::string& name) {
        Browser browser;
        REQUIRE(sign_in(browser, name, "password of " + name).status == 200);
        return browser;
    }

    static std::string header(const web::Page& page, const std::string& name) {
        for (const auto& [key, value] : page.headers) {
            if (key == name) return value;
        }
        return "";
    }
    static std::string cookie_of(const web::Page& page) {
        const std::string whole = header(page, "Set-Cookie");
        const auto from = whole.find('=') + 1;
        return whole.substr(from, whole.find(';') - from);
    }
    static std::string code(const web::Page& page) { return std::string(boost::json::parse(page.body).at("error").at("code").as_string()); }

    MemoryKeeper keeper;
    web::AccessPart part{keeper};
    web::Router router;
    web::AnswerPage answer;
    web::Visitor visitor;
    std::vector<web::SeenDevice> seen;
};

}  // namespace luot::fakes
