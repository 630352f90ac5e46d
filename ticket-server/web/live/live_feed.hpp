// What changes on the live page, told to whoever watches: server-sent events that resume. One document for all of them; every section knows
// the number of its last change, so that a viewer who was away, or reads slowly, is sent what is different now and nothing in between.
// Network thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/alarm.hpp"
#include "web/live/live_document.hpp"
#include "web/live/live_limits.hpp"
#include "web/page.hpp"

namespace luot::web::live {

class LiveFeed : public std::enable_shared_from_this<LiveFeed> {
  public:
    using MakeDocument = std::function<Sections()>;
    // Real time, of any clock that never goes back.
    using SteadyNow = std::function<std::chrono::milliseconds()>;

    // `boot` is another one at each start of the server, of [a-z0-9]: numbers of changes begin anew with it. The alarm is in real time.
    static std::shared_ptr<LiveFeed> make(std::string boot, MakeDocument make_document, std::unique_ptr<engine::Alarm> alarm,
                                          SteadyNow steady_now);

    // Something was told, or is otherwise different. Cheap: the document is made later, and only while somebody watches.
    void changed();

    // All sections as one JSON object, and "id": what the stream goes on from.
    std::string document();

    // From the change with this id, "BOOT-N"; from the beginning where it is another server's, or none. Null: too many watch already.
    std::shared_ptr<Stream> watch(std::string_view last_event_id);
    std::size_t viewers() const { return viewers_.size(); }

    // Ends every stream; makes no document any more. Before what the document is made from goes away.
    void stop();

  private:
    class Viewer;
    struct Section {
        std::string name;
        std::string text;      // as JSON
        std::string compared;  // what makes it another one: of "now", all but the clock
        std::uint64_t changed = 0;
    };

    LiveFeed(std::string boot, MakeDocument make_document, std::unique_ptr<engine::Alarm> alarm, SteadyNow steady_now);
    void look();
    void look_if_stale();
    bool take(const Sections& sections);
    void set_alarm();
    void wake_all();
    std::uint64_t change_of(std::string_view last_event_id) const;
    std::string piece_after(std::uint64_t change);

    const std::string boot_;
    MakeDocument make_document_;
    std::unique_ptr<engine::Alarm> alarm_;
    SteadyNow steady_now_;
    std::vector<Section> sections_;
    std::uint64_t change_ = 0;                     // the last one
    std::map<std::uint64_t, std::string> pieces_;  // from a change to the last one
    std::vector<Viewer*> viewers_;
    std::chrono::milliseconds looked_{0}, clock_told_{0};
    bool has_looked_ = false;
    bool dirty_ = false;  // something changed since the last look
    bool stopped_ = false;
};

}  // namespace luot::web::live
