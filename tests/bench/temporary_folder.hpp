// A folder of the bench's own, gone when it ends.
#pragma once

#include <filesystem>

namespace luot::bench {

class TemporaryFolder {
  public:
    // Inside `parent`. Throws Failure where it cannot be made, or where the file system is in memory: an fsync costs nothing there, and
    // every figure would be of something else.
    explicit TemporaryFolder(const std::filesystem::path& parent);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace luot::bench
