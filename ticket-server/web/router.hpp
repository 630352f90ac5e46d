// Which handler answers which path, and who may ask it. Pure but for what handlers do. Network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "web/page.hpp"

namespace luot::web {

// Each role may what those before it may.
enum class Access : std::uint8_t { everybody, viewer, supervisor, administrator };

struct Visitor {
    std::string name;  // "thuy", or "key:zalo"; empty: not known, and only where everybody may ask
    Access role = Access::everybody;
    bool by_key = false;
    std::string session;
};

struct Asked {
    const Question& question;
    const std::vector<std::string>& parts;  // of {…} in the pattern, in order
    const Visitor& visitor;
};

// Replies exactly once, at once or later. What Asked refers to is valid during the call only.
using Handler = std::function<void(const Asked&, Reply)>;

class Guard {
  public:
    virtual ~Guard() = default;
    // Who it is, or the page that turns them away: 401, 403 (role or CSRF), 429. Never called for Access::everybody.
    virtual std::variant<Visitor, Page> admit(const Question& question, Access needed) = 0;
};

struct Route {
    Method method = Method::get;
    std::string pattern;
    Access access = Access::everybody;
};

class Router {
  public:
    // "/api/v1/visits/{token}/cancel": each {…} takes one part that is not empty; a last "{rest*}" takes the rest, empty too. A part
    // written out goes before {…}, and that before the rest. The same method and pattern twice is a mistake (assertion).
    void add(Method method, std::string pattern, Access access, Handler handler);

    // Told of each question before it is answered: its route, null where none fits, and the reply. What it gives is called instead of that.
    using Watch = std::function<Reply(const Question&, const Route*, Reply)>;
    void set_watch(Watch watch) { watch_ = std::move(watch); }

    // Outlives the answerer's use. Null: only what everybody may ask is answered, and 401 otherwise.
    void set_guard(Guard* guard) { guard_ = guard; }

    // 404; 405 with Allow (where only a rest fits: 404); HEAD as GET. Under /api/ mistakes are JSON (web/json_page.hpp). The router
    // outlives it and stays in its place.
    AnswerPage answerer();

    // In the order in which they were added.
    std::vector<Route> routes() const;

  private:
    struct Entry {
        Route route;
        std::vector<std::string> segments;
        Handler handler;
    };
    struct Found;

    void answer(const Question& question, const Reply& reply_to) const;
    Found find(Method method, std::string_view path) const;

    std::vector<Entry> entries_;
    Guard* guard_ = nullptr;
    Watch watch_;
};

// "GET"
std::string_view to_string(Method method);

}  // namespace luot::web
