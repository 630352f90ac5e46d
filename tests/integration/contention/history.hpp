// What every client asked and was told, and when: one JSON object a line, in the order of the answers, for whoever checks it afterwards.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "luot/v1/envelope.pb.h"

namespace luot::contention {

// On the steady clock. Taken before a request is written and after its reply was read, so that what happened in the office lies in between.
std::int64_t now_ns();

struct Asked {
    std::size_t client = 0;
    std::string verb;
    std::uint64_t counter = 0;  // 0: at none
    std::uint64_t ticket = 0;   // of call_chosen
    std::int64_t invoked_ns = 0;
};

class History {
  public:
    // Throws Failure where it cannot be written.
    explicit History(const std::filesystem::path& file);

    void add(const Asked& asked, const v1::Reply& reply, std::int64_t answered_ns);
    void close();

    std::size_t operations() const { return operations_; }
    // How often each refusal was the answer.
    const std::map<std::string, std::size_t>& refusals() const { return refusals_; }

  private:
    std::ofstream out_;
    std::size_t operations_ = 0;
    std::map<std::string, std::size_t> refusals_;
};

}  // namespace luot::contention
