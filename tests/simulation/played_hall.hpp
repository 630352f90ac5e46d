// The network layer's own conversations over lines of a made-up network: what net::Listener and net::Connection are over sockets.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "net/conversation.hpp"
#include "net/hall.hpp"
#include "net/turns.hpp"
#include "simulation/network.hpp"

namespace luot::simulation {

class PlayedHall final : public net::Hall, public engine::Listener {
  public:
    // All references outlive it. Destroying it is the death of a process: lines are cut and nothing is said any more.
    PlayedHall(World& world, boost::asio::any_io_executor executor, engine::Service& service, const net::Translator& translator,
               net::Admission& admission, net::SessionDirectory& directory, const net::Limits& limits, double speed);
    ~PlayedHall() override;

    void answer(const std::shared_ptr<Line>& line);
    // Takes no more, and says why.
    void say_goodbye();
    std::size_t connections() const { return conversations_.size(); }

    std::int64_t now_ms() const override { return world_.now() / millisecond; }
    void wants_flush(net::Conversation& conversation) override;
    void closed(net::Conversation& conversation) override;
    void idle() override {}
    void on_told(const core::State& after, const core::Event& event) override;
    void on_resumed() override;

  private:
    template <class Call>
    void each(Call call);
    void post_flush();
    void flush();
    void look_at_clock();

    World& world_;
    boost::asio::any_io_executor executor_;
    std::shared_ptr<net::Turns> turns_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::uint64_t accepted_ = 0;
    std::map<std::uint64_t, std::shared_ptr<net::Conversation>> conversations_;  // in the order of their coming
    std::map<const net::Conversation*, std::uint64_t> names_;                    // looked up, never walked
    std::vector<std::shared_ptr<net::Conversation>> to_flush_;
    bool flush_posted_ = false;
};

}  // namespace luot::simulation
