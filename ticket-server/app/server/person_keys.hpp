// The key of the hashes of citizens' cards: made at random for a business day, kept in a file beside the journal and never in it, in a
// backup or in a log, and deleted when the day closes. From then on the hashes say nothing to anybody. Network thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "engine/service.hpp"

namespace luot::server {

// One day's key in one file, 0600.
class PersonKeyFile {
  public:
    explicit PersonKeyFile(const std::filesystem::path& data) : path_(data / "person.key") {}

    // The file's, where it is this day's; else a new one, which replaces it. Where it cannot be written the key is good until the next
    // start, and `trouble` says why.
    std::string key_of(core::BusinessDay day, std::string& trouble) const;
    // Overwritten on the disk, then removed; no-op where there is none. Not empty: what went wrong.
    std::string remove() const;

  private:
    std::filesystem::path path_;
};

// Follows the office's day: a key while a day is open in an office that asks for cards, none otherwise.
class PersonKeys final : public engine::Listener {
  public:
    using OnKey = std::function<void(const std::string& key)>;  // empty: none

    PersonKeys(const std::filesystem::path& data, OnKey on_key) : file_(data), on_key_(std::move(on_key)) {}

    // As the office is now: before anybody is let in.
    void look_at(const core::State& told);
    void on_told(const core::State& after, const core::Event& event) override;

  private:
    PersonKeyFile file_;
    OnKey on_key_;
    core::BusinessDay day_;
    std::string key_;  // of that day; empty: none
};

}  // namespace luot::server
