// What the clients were told: one line of JSON for each accepted reply, with the office time that the reply gave. From these lines the
// day's figures can be recomputed without the server.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

#include "luot/v1/envelope.pb.h"

namespace luot::replay {

class Record {
  public:
    // Throws std::runtime_error where the file cannot be written.
    explicit Record(const std::string& path);

    void told(const char* what, std::size_t visit, std::uint64_t ticket, const v1::Reply& reply, std::uint64_t counter = 0,
              const std::string& detail = {});
    // Finished, and its end put right.
    void put_right(std::size_t visit, std::uint64_t ticket, const v1::Reply& reply, std::uint64_t counter, std::int64_t ended_us);
    void issued(std::size_t visit, const v1::Reply& reply);
    void counter(const char* what, std::uint64_t counter, const v1::Reply& reply);
    void refused(const char* what, std::size_t visit, const v1::Reply& reply);

    // False once a line could not be written.
    bool good() const { return !path_given_ || file_.good(); }
    void flush() { file_.flush(); }

  private:
    void write(const std::string& line);
    bool path_given_;
    std::ofstream file_;
};

}  // namespace luot::replay
