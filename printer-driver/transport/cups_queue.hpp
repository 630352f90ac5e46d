// A queue of CUPS, spoken to over IPP. Calls wait, each within `limit`: they are for a thread of their own. Whether a wait is given up
// early is asked of `stopped` several times a second.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "escpos/encode.hpp"
#include "transport/state.hpp"

struct _ipp_s;

namespace luot::transport {

class CupsQueue {
  public:
    enum class JobState : std::uint8_t { waiting, printing, done, cancelled, aborted, not_told };

    // `host` is empty for this machine's own CUPS.
    CupsQueue(const std::string& host, const std::string& port, std::string queue, std::chrono::milliseconds limit,
              std::function<bool()> stopped);
    ~CupsQueue();
    CupsQueue(const CupsQueue&) = delete;
    CupsQueue& operator=(const CupsQueue&) = delete;

    // Nothing where it does not say: `why` then tells in one line what is the matter.
    std::optional<State> state(std::string& why);
    // The number of a raw job that was taken whole. Nothing, with `why`: it was not, and has been cancelled where it had begun.
    std::optional<int> submit(const std::string& name, const escpos::Bytes& bytes, std::string& why);
    JobState job(int id);
    bool cancel(int id);

  private:
    struct Connection;
    _ipp_s* request(int operation) const;
    std::unique_ptr<Connection> connection_;
    std::string queue_;
};

}  // namespace luot::transport
