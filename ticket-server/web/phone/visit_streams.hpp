// Pages that are told of their visit as it changes (server-sent events). Bounded by Limits; without a clock or a socket. Network thread.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "web/page.hpp"
#include "web/phone/limits.hpp"
#include "web/phone/visit_view.hpp"

namespace luot::web::phone {

// How the visit with this token is now; nothing: the token is dead.
using LookAt = std::function<std::optional<VisitView>(const std::string& token)>;

// What is sent of it: JSON on one line.
using TellOf = std::function<std::string(const VisitView& view, const std::string& language)>;

// What the hall's clock shows, as JSON on one line: the sign of life.
using TellClock = std::function<std::string()>;

// Events:
//   visit   data: as TellOf has it, when the visit is another than the last one sent
//   alive   data: the clock; behind every visit, and when alive() was called
//   gone    the day is over; nothing follows
// After a final visit, and after gone, the stream is over.
class VisitStreams {
  public:
    // Streams may outlive it: they are over then.
    VisitStreams(const Limits& limits, LookAt look_at, TellOf tell_of, TellClock tell_clock);
    ~VisitStreams();
    VisitStreams(const VisitStreams&) = delete;
    VisitStreams& operator=(const VisitStreams&) = delete;

    // Null: there are as many as may be. Of one token the oldest gives way.
    std::shared_ptr<Stream> open(const std::string& token, const std::string& language);

    // Looks at this visit, at all of them, and gives all a sign of life: whoever has something to say is woken, within these calls.
    void look(const std::string& token);
    void look();
    void alive();

    // All of them are over, and there are no new ones: the server stops.
    void end();

    std::size_t open_streams() const;

  private:
    struct Hub;
    class VisitStream;
    template <class Do>
    static void each(const std::list<VisitStream*>& streams, const Do& act);
    std::list<VisitStream*> all() const;

    std::shared_ptr<Hub> hub_;
};

}  // namespace luot::web::phone
