// A disk that stops taking what is written.
#pragma once

#include <sys/resource.h>

#include <csignal>

#include <doctest/doctest.h>

namespace luot::testing {

// While it lives no file of this process can be written from this byte on, what stands there neither: the system says EFBIG.
class FilesEndAt {
  public:
    explicit FilesEndAt(rlim_t bytes) : before_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        rlimit small = before_;
        small.rlim_cur = bytes;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    ~FilesEndAt() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, before_handler_);
    }
    FilesEndAt(const FilesEndAt&) = delete;
    FilesEndAt& operator=(const FilesEndAt&) = delete;

  private:
    void (*before_handler_)(int);
    rlimit before_{};
};

}  // namespace luot::testing
